/** What people enter at the clinic of today, drawn at random; each entry is about what is stored when it is sent. */

import fc from 'fast-check'
import { sessionSheetSchema } from '../../../api/src/contracts/entry.js'
import { ATTENDANCE_STATUSES, EXIT_REASONS } from '../../../api/src/core/vocabulary.js'
import type { EntryClinic } from '../entry/entry-clinic.js'
import type { ApiAnswer } from '../support/test-api.js'
import { dayFromNow } from './clinic-of-today.js'

export interface RandomEntry {
  readonly kind: string
  /** As the therapist of g1; null when nothing is stored that it could be about. */
  send(clinic: EntryClinic): Promise<ApiAnswer | null>
}

function entries<Drawn>(
  kind: string,
  weight: number,
  drawn: fc.Arbitrary<Drawn>,
  send: (clinic: EntryClinic, drawn: Drawn) => Promise<ApiAnswer | null>,
): fc.WeightedArbitrary<RandomEntry> {
  return { weight, arbitrary: drawn.map((one) => ({ kind, send: (clinic) => send(clinic, one) })) }
}

const REASON = 'as it stands on paper'
const ITEMS: Readonly<Record<string, number>> = { phq9: 9, gad7: 7 }

const member = fc.constantFrom('worse', 'stuck', 'harm', 'well', 'new', 'away', 'formless')
const status = fc.constantFrom(...ATTENDANCE_STATUSES)
/** Around one height, so that totals go far up and down; one in ten is not answered. Cut to the measure's items. */
const answers = fc.integer({ min: 0, max: 3 }).chain((height) =>
  fc.array(fc.option(fc.constantFrom(height, Math.max(0, height - 1)), { freq: 9 }), {
    minLength: 9,
    maxLength: 9,
  }),
)
const daysAgo = fc.integer({ min: 0, max: 20 })
/** Of the rows that are stored by then. */
const which = fc.nat(10_000)

/** As the screen does it: the sheet is read, changed and sent back. Session 9 is today's, and planned. */
const pages = entries(
  'page',
  6,
  fc.record({
    member,
    session: fc.integer({ min: 1, max: 9 }),
    status,
    phq9: fc.option(answers),
    gad7: fc.option(answers),
  }),
  async (clinic, { member: memberId, session, status, ...given }) => {
    const path = `/group-sessions/g1-${session}`
    const { roster } = await clinic.therapist.read(sessionSheetSchema, `${path}/entry`)
    const row = roster.find(({ member_id }) => member_id === memberId)
    const forms = Object.entries(given).flatMap(([measure, filledIn]) => {
      if (filledIn === null) return []
      const stored = row?.forms.find((form) => form.measure === measure)
      const replaces = stored && {
        source_system: stored.source_system,
        response_id: stored.response_id,
        version: stored.version,
      }
      return [{ measure, replaces: replaces ?? null, answers: filledIn.slice(0, ITEMS[measure]) }]
    })
    const attendance = { status, version: row?.attendance?.version ?? null }
    return send(clinic, 'PUT', `${path}/members/${memberId}`, { attendance, forms })
  },
)

const singleForms = entries(
  'form',
  3,
  fc.record({ member, daysAgo, measure: fc.constantFrom('phq9', 'gad7'), answers }),
  async (clinic, drawn) =>
    send(clinic, 'POST', '/responses', {
      response_id: `form-${(await storedForms(clinic)).length}`,
      member_id: drawn.member,
      measure: drawn.measure,
      responded_on: dayFromNow(-drawn.daysAgo),
      answers: drawn.answers.slice(0, ITEMS[drawn.measure]),
    }),
)

const corrections = entries(
  'correction',
  3,
  fc.record({ which, answers, daysAgo: fc.option(daysAgo) }),
  async (clinic, drawn) => {
    const form = oneOf(await storedForms(clinic), drawn.which)
    const moved = drawn.daysAgo !== null && {
      session_id: null,
      responded_on: dayFromNow(-drawn.daysAgo),
    }
    return (
      form &&
      send(clinic, 'PATCH', `/responses/${form.source_system}/${form.response_id}`, {
        version: form.version,
        answers: drawn.answers.slice(0, ITEMS[form.measure]),
        ...moved,
        reason: REASON,
      })
    )
  },
)

const voidedForms = entries('void', 2, which, async (clinic, nth) => {
  const valid = (await storedForms(clinic)).filter(({ is_voided }) => !is_voided)
  const form = oneOf(valid, nth)
  const path = `/responses/${form?.source_system}/${form?.response_id}/void`
  return form && send(clinic, 'POST', path, { version: form.version, reason: REASON })
})

const attendances = entries(
  'attendance',
  2,
  fc.record({ which, status: fc.option(status) }),
  async (clinic, drawn) => {
    const stored = await clinic.database.ownerQuery<{ path: string; version: number }>(
      `select session_id || '/' || member_code as path, attendance.version
       from attendance join group_session using (group_session_id) join member using (member_id)
       where group_id = 'g1' order by path`,
    )
    const row = oneOf(stored, drawn.which)
    const change = { version: row?.version, status: drawn.status, reason: REASON }
    return row && send(clinic, 'PATCH', `/attendance/${row.path}`, change)
  },
)

const closedEpisodes = entries(
  'close',
  2,
  fc.record({ which, daysAgo, exit: fc.constantFrom(...EXIT_REASONS) }),
  async (clinic, drawn) => {
    const open = (await storedEpisodes(clinic)).filter(({ is_closed }) => !is_closed)
    const end = { exited_on: dayFromNow(-drawn.daysAgo), exit_reason: drawn.exit }
    return changeEnd(clinic, oneOf(open, drawn.which), end)
  },
)

const reopenedEpisodes = entries('reopen', 3, which, async (clinic, nth) => {
  const closed = (await storedEpisodes(clinic)).filter(({ is_closed }) => is_closed)
  return changeEnd(clinic, oneOf(closed, nth), { exited_on: null, exit_reason: null })
})

/** What somebody has dealt with goes another way with whatever is entered next. */
const acknowledged = entries('acknowledge', 2, which, async (clinic, nth) => {
  const open = await clinic.database.ownerQuery<{ id: number; version: number }>(
    `select signal_id::int as id, signal.version from signal join episode using (member_id, episode_id)
     where state = 'open' and group_id = 'g1' order by signal_id`,
  )
  const signal = oneOf(open, nth)
  const action = { action: 'acknowledge', version: signal?.version }
  return signal && send(clinic, 'POST', `/signals/${signal.id}/actions`, action)
})

export const anyEntry: fc.Arbitrary<RandomEntry> = fc.oneof(
  pages,
  singleForms,
  corrections,
  voidedForms,
  attendances,
  closedEpisodes,
  reopenedEpisodes,
  acknowledged,
)

function send(clinic: EntryClinic, method: string, path: string, body: object): Promise<ApiAnswer> {
  return clinic.therapist.send(method, `/api/v1${path}`, body)
}

function oneOf<Row>(rows: readonly Row[], nth: number): Row | null {
  return rows[nth % Math.max(1, rows.length)] ?? null
}

interface StoredForm {
  source_system: string
  response_id: string
  measure: string
  version: number
  is_voided: boolean
}

function storedForms({ database }: EntryClinic): Promise<StoredForm[]> {
  return database.ownerQuery(
    `select source_system, response_id, measure_code as measure, response.version, is_voided
     from response join episode using (member_id, episode_id)
     where group_id = 'g1' order by source_system, response_id`,
  )
}

interface StoredEpisode {
  id: number
  version: number
  is_closed: boolean
}

function storedEpisodes({ database }: EntryClinic): Promise<StoredEpisode[]> {
  return database.ownerQuery(
    `select episode_id::int as id, version, exited_on is not null as is_closed
     from episode where group_id = 'g1' order by episode_id`,
  )
}

async function changeEnd(
  clinic: EntryClinic,
  episode: StoredEpisode | null,
  end: object,
): Promise<ApiAnswer | null> {
  if (episode === null) return null
  const change = { version: episode.version, reason: REASON, ...end }
  return send(clinic, 'PATCH', `/episodes/${episode.id}`, change)
}
