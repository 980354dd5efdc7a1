/** A small clinic in the middle of its course, seen from today: signals go by the day at the site. */

import { refreshEpisodes } from '../../../api/src/features/outcomes/outcome-refresh.service.js'
import type { ClinicSeed, EpisodeSeed } from '../../builders/clinic.js'
import { aGroup, anEpisode, aSite } from '../../builders/clinic.js'
import { testContext } from '../support/insert-clinic.js'
import type { TestDatabase } from '../support/test-database.js'

/** The day so many days from today, in UTC, where the sites are. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** Weekly for 8 weeks, the last session a week ago. */
export const START = dayFromNow(-56)

/** In care until long after today. */
export function inCare(memberId: string, groupId: string, change: Partial<EpisodeSeed>): EpisodeSeed {
  return anEpisode(memberId, groupId, { plannedEndOn: dayFromNow(60), ...change })
}

export const clinicOfToday: ClinicSeed = {
  sites: [aSite('north'), aSite('south')],
  groups: [
    aGroup('g1', 'north', { startOn: START }),
    aGroup('g4', 'north', { startOn: START }),
    aGroup('g2', 'south', { startOn: START }),
  ],
  episodes: [
    // 12 to 19: seven points worse.
    inCare('worse', 'g1', { attendance: 'pppp', forms: { phq9: [12, 14, 13, 19], gad7: [6, 6, 6, 6] } }),
    // Eight sessions, a case throughout, one point better.
    inCare('stuck', 'g1', {
      attendance: 'pppppppp',
      forms: { phq9: [17, 17, 16, 17, 16, 16, 17, 16], gad7: [5, 5, 5, 5, 5, 5, 5, 5] },
    }),
    // Improving, with 1 for item 9 on each of two forms.
    inCare('harm', 'g1', { attendance: 'pp', forms: { phq9: [15, 9], gad7: [6, 5] }, riskAnswer: 1 }),
    inCare('well', 'g1', { attendance: 'pppp', forms: { phq9: [16, 12, 9, 7], gad7: [10, 8, 6, 4] } }),
    inCare('new', 'g1', { firstSession: 8, attendance: 'p', forms: { phq9: [14], gad7: [11] } }),
    inCare('away', 'g1', { attendance: 'ppau', forms: { phq9: [13, 12], gad7: [9, 8] } }),
    inCare('formless', 'g1', { attendance: 'ppp', forms: { phq9: [11, 10, 'no_form'], gad7: [5, 5, 5] } }),
    inCare('neighbour', 'g4', { attendance: 'pp', forms: { phq9: [10, 18] }, riskAnswer: 2 }),
    inCare('far', 'g2', { attendance: 'pp', forms: { phq9: [10, 18] }, riskAnswer: 2 }),
  ],
}

/** As an entry does: changes records, and works out what follows in the same transaction. */
export async function changeRecords(
  database: TestDatabase,
  memberCode: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<void> {
  await database.access.run(testContext, async (transaction) => {
    await transaction.query(statement, values)
    await refreshEpisodes(
      transaction,
      await transaction.query(
        `select member_id as "memberId", episode_id as "episodeId" from episode join member using (member_id)
         where member_code = $1`,
        [memberCode],
      ),
    )
  })
}

/** A PHQ-9 form of today for a member; items 1 to 8 share the rest of the total. */
export async function addForm(
  database: TestDatabase,
  memberCode: string,
  total: number,
  {
    item9 = 0,
    on = dayFromNow(0),
    id = `${memberCode}-${on}`,
  }: { item9?: number; on?: string; id?: string } = {},
): Promise<void> {
  let left = total - item9
  const items = Array.from({ length: 8 }, () => {
    const answer = Math.min(3, left)
    left -= answer
    return answer
  })
  await changeRecords(
    database,
    memberCode,
    `insert into response (member_id, source_system, response_id, episode_id, measure_code, responded_on, answers,
       total, n_answered, scoring)
     select member_id, 'screen', $2, episode_id, 'phq9', $3, $4, $5, 9, 'complete'
     from episode join member using (member_id) where member_code = $1`,
    [memberCode, id, on, `${items.join('')}${item9}`, total],
  )
}

export interface SignalSeen {
  kind: string
  state: string
  level: string
  sentence: string
  evidence_stands: boolean
  version: number
}

/** Every stored signal of a member, in the order in which they were raised. */
export function signalsOf(database: TestDatabase, memberCode: string): Promise<SignalSeen[]> {
  return database.ownerQuery<SignalSeen>(
    `select kind, state, level, sentence, evidence_stands, version from signal join member using (member_id)
     where member_code = $1 order by signal_id`,
    [memberCode],
  )
}

/** What happened to the signals of a member, in time order. */
export function eventsOf(
  database: TestDatabase,
  memberCode: string,
): Promise<{ event: string; kind: string }[]> {
  return database.ownerQuery(
    `select event, kind from signal_action join signal using (member_id, signal_id) join member using (member_id)
     where member_code = $1 order by signal_action_id`,
    [memberCode],
  )
}

export async function signalId(database: TestDatabase, memberCode: string, kind: string): Promise<number> {
  const [row] = await database.ownerQuery<{ id: number }>(
    `select signal_id::int as id from signal join member using (member_id)
     where member_code = $1 and kind = $2 order by signal_id desc limit 1`,
    [memberCode, kind],
  )
  if (row === undefined) throw new Error(`${memberCode} has no signal ${kind}.`)
  return row.id
}
