import type { AccessContext, DatabaseAccess, Transaction } from '../../database/access.js'
import { rebuildStandings, type StandingDifference } from '../signals/refresh/rebuild-standings.service.js'
import { readSignalContext } from '../signals/refresh/signal-context.service.js'
import { lockEpisodes, readHistories } from './episode-histories.query.js'
import { EPISODES_AT_ONCE, type EpisodeKey } from './episode-key.js'
import { type OutcomeRows, outcomeRows } from './outcome-rows.js'
import { readOutcomeRows, writeOutcomeRows } from './outcome-rows.query.js'

/** One derived row that is not what the rules make of the records. Ids and names of columns, no values. */
export interface DerivedDifference {
  readonly member_id: string
  readonly episode_id: number
  readonly record: 'outcome' | StandingDifference['record']
  /** null: the row over all measures. */
  readonly measure: string | null
  readonly kind: 'missing' | 'superfluous' | 'different'
  readonly columns: readonly string[]
}

export interface RebuildReport {
  readonly episodes: number
  readonly rows: number
  readonly missing: number
  readonly superfluous: number
  readonly different: number
  /** The first of them, in order of the episodes. */
  readonly first_differences: readonly DerivedDifference[]
  /** Episodes whose end came by the calendar alone; their signals are closed, and that is no difference. */
  readonly ended: number
  /** Whether the rows were written; a check writes nothing. */
  readonly written: boolean
}

const DIFFERENCES_SHOWN = 20

/**
 * Works out every derived row again, from the records, and says what differs from what is stored.
 *
 * Each batch of episodes is a transaction of its own: an interrupted rebuild is finished by the next.
 *
 * @param context  the command line's or the worker's
 * @param check    only compare
 */
export async function rebuildOutcomes(
  access: DatabaseAccess,
  context: AccessContext,
  { check }: { readonly check: boolean },
): Promise<RebuildReport> {
  const differences: DerivedDifference[] = []
  const count = { missing: 0, superfluous: 0, different: 0 }
  let episodes = 0
  let rows = 0
  let ended = 0
  let after: EpisodeKey | null = null
  do {
    const batch: Batch = await access.run(context, (transaction) => rebuildBatch(transaction, after, check))
    after = batch.last
    episodes += batch.episodes
    rows += batch.rows
    ended += batch.ended
    for (const difference of batch.differences) {
      count[difference.kind] += 1
      if (differences.length < DIFFERENCES_SHOWN) differences.push(difference)
    }
  } while (after !== null)
  return { episodes, rows, ...count, first_differences: differences, ended, written: !check }
}

interface Batch {
  /** Where the next batch goes on; null after the last. */
  readonly last: EpisodeKey | null
  readonly episodes: number
  readonly rows: number
  readonly ended: number
  readonly differences: readonly DerivedDifference[]
}

async function rebuildBatch(
  transaction: Transaction,
  after: EpisodeKey | null,
  check: boolean,
): Promise<Batch> {
  const keys = await nextKeys(transaction, after)
  // Also for a check: what is read and what is stored must be of one moment.
  await lockEpisodes(transaction, keys)
  const histories = await readHistories(transaction, keys)
  const fresh = histories.map(outcomeRows)
  const stored = await readOutcomeRows(transaction, keys)
  if (!check) await writeOutcomeRows(transaction, keys, fresh)
  const context = await readSignalContext(transaction)
  const standings = await rebuildStandings(transaction, histories, context, { check })
  const codeOf = new Map(histories.map(({ memberId, history }) => [memberId, history.memberId]))
  return {
    last: keys.length < EPISODES_AT_ONCE ? null : (keys.at(-1) ?? null),
    episodes: histories.length,
    rows: fresh.reduce((rows, { measures }) => rows + 1 + measures.length, standings.rows),
    ended: standings.ended,
    differences: [
      ...findDifferences(codeOf, fresh, stored),
      ...standings.differences.map(({ memberId, episodeId, ...difference }) => ({
        member_id: codeOf.get(memberId) ?? '',
        episode_id: episodeId,
        ...difference,
      })),
    ],
  }
}

async function nextKeys(transaction: Transaction, after: EpisodeKey | null): Promise<EpisodeKey[]> {
  const rows = await transaction.query<{ member_id: number; episode_id: number }>(
    `select member_id, episode_id from episode where (member_id, episode_id) > ($1::bigint, $2::bigint)
     order by member_id, episode_id limit $3`,
    [after?.memberId ?? 0, after?.episodeId ?? 0, EPISODES_AT_ONCE],
  )
  return rows.map((row) => ({ memberId: row.member_id, episodeId: row.episode_id }))
}

type DerivedRow = { readonly member_id: number; readonly episode_id: number; readonly measure_code?: string }

function findDifferences(
  codeOf: ReadonlyMap<number, string>,
  fresh: readonly OutcomeRows[],
  stored: { readonly outcomes: readonly DerivedRow[]; readonly measures: readonly DerivedRow[] },
): DerivedDifference[] {
  const unseen = new Map([...stored.outcomes, ...stored.measures].map((row) => [nameOf(row), row]))
  const differences: DerivedDifference[] = []
  const add = (row: DerivedRow, kind: DerivedDifference['kind'], columns: readonly string[]) =>
    differences.push({
      member_id: codeOf.get(row.member_id) ?? '',
      episode_id: row.episode_id,
      record: 'outcome',
      measure: row.measure_code ?? null,
      kind,
      columns,
    })
  for (const row of fresh.flatMap(({ outcome, measures }): DerivedRow[] => [outcome, ...measures])) {
    const counterpart = unseen.get(nameOf(row))
    unseen.delete(nameOf(row))
    if (counterpart === undefined) add(row, 'missing', [])
    else {
      const columns = differingColumns(row, counterpart)
      if (columns.length > 0) add(row, 'different', columns)
    }
  }
  for (const row of unseen.values()) add(row, 'superfluous', [])
  return differences
}

function nameOf(row: DerivedRow): string {
  return `${row.member_id} ${row.episode_id} ${row.measure_code ?? ''}`
}

function differingColumns(row: object, counterpart: object): string[] {
  const stored = new Map<string, unknown>(Object.entries(counterpart))
  return Object.entries(row)
    .filter(([column, value]) => !isSame(value, stored.get(column)))
    .map(([column]) => column)
}

function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other
  return one.length === other.length && one.every((value, place) => value === other[place])
}

/** The report as lines for a terminal. */
export function rebuildSummary(report: RebuildReport): string {
  const { episodes, rows, missing, superfluous, different, written } = report
  const done = written ? 'Worked out again and stored' : 'Compared'
  const head = `${done}: ${rows} rows of ${episodes} episodes.`
  if (missing + superfluous + different === 0) return `${head} No difference.`
  const first = report.first_differences.map(
    ({ member_id, episode_id, record, measure, kind, columns }) =>
      `  member ${member_id}, episode ${episode_id}, ${record}${measure === null ? '' : ` ${measure}`}: ${kind}${columns.length > 0 ? ` (${columns.join(', ')})` : ''}`,
  )
  return [`${head} ${missing} missing, ${superfluous} superfluous, ${different} different.`, ...first].join(
    '\n',
  )
}
