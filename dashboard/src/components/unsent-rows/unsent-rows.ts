/**
 * Rows of a session that were typed and that the server does not have: how they are written down in the browser, for
 * how long, and when they are sent again. Ids and answers alone: no name, no reason, no free text. Pure.
 */

export interface UnsentRow {
  readonly memberId: string
  readonly attendance: string | null
  readonly answers: Readonly<Record<string, number | null>>
  /** Of what was stored when it was typed. */
  readonly versions: Readonly<Record<string, string>>
  /** By this device's clock, in milliseconds. */
  readonly keptAt: number
}

/** Whose rows, of which session, typed in which tab: each has a record of its own, so that no two write the same. */
export interface UnsentPlace {
  readonly userId: string
  readonly sessionId: string
  readonly tab: string
}

const PREFIX = 'tidemark-unsent'
/** Over a weekend; after that the paper is the better source. */
export const KEPT_FOR_MILLISECONDS = 72 * 60 * 60_000
const WAITS_SECONDS = [2, 4, 8, 15, 30] as const

export function unsentKey({ userId, sessionId, tab }: UnsentPlace): string {
  return [PREFIX, ...[userId, sessionId, tab].map(encodeURIComponent)].join('/')
}

/** Null for a key of something else. */
export function placeOf(key: string): UnsentPlace | null {
  const [prefix, userId, sessionId, tab, ...more] = key.split('/')
  if (prefix !== PREFIX || userId === undefined || sessionId === undefined || tab === undefined) return null
  if (more.length > 0) return null
  try {
    return {
      userId: decodeURIComponent(userId),
      sessionId: decodeURIComponent(sessionId),
      tab: decodeURIComponent(tab),
    }
  } catch {
    return null
  }
}

export function textOfRows(rows: readonly UnsentRow[]): string {
  return JSON.stringify({ version: 1, rows })
}

/** What is still to be kept of a record; nothing of one that this version did not write. */
export function rowsOfText(text: string | null, now: number): readonly UnsentRow[] {
  const record = parsed(text)
  if (!isObject(record) || record.version !== 1 || !Array.isArray(record.rows)) return []
  return record.rows.flatMap((row: unknown) => {
    const read = rowOf(row)
    return read === null || isExpired(read, now) ? [] : [read]
  })
}

/** Of several tabs' rows of one member the one typed last. */
export function newestRows(rows: readonly UnsentRow[]): readonly UnsentRow[] {
  const newest = new Map<string, UnsentRow>()
  for (const row of rows) {
    const other = newest.get(row.memberId)
    if (other === undefined || other.keptAt < row.keptAt) newest.set(row.memberId, row)
  }
  return [...newest.values()]
}

/** How long to wait before the next try, after so many that failed. */
export function waitBeforeTry(tries: number): number {
  return (WAITS_SECONDS[Math.min(tries, WAITS_SECONDS.length) - 1] ?? WAITS_SECONDS[0]) * 1000
}

function isExpired({ keptAt }: UnsentRow, now: number): boolean {
  // A clock that was set back would keep them for ever.
  return Math.abs(now - keptAt) > KEPT_FOR_MILLISECONDS
}

function rowOf(value: unknown): UnsentRow | null {
  if (!isObject(value) || typeof value.memberId !== 'string' || typeof value.keptAt !== 'number') return null
  const { memberId, keptAt, attendance } = value
  if (attendance !== null && typeof attendance !== 'string') return null
  const answers = recordOf(
    value.answers,
    (each): each is number | null => each === null || Number.isInteger(each),
  )
  const versions = recordOf(value.versions, (each): each is string => typeof each === 'string')
  if (answers === null || versions === null) return null
  return { memberId, attendance, answers, versions, keptAt }
}

function recordOf<Value>(
  value: unknown,
  isOne: (each: unknown) => each is Value,
): Readonly<Record<string, Value>> | null {
  if (!isObject(value)) return null
  const record: Record<string, Value> = {}
  for (const [key, each] of Object.entries(value)) {
    if (!isOne(each)) return null
    record[key] = each
  }
  return record
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
