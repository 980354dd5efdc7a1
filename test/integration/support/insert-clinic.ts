/** Puts a clinic of the builders into a database, as records; the derived rows are the application's work. */

import type { AccessContext, DatabaseAccess, Transaction } from '../../../api/src/database/access.js'
import type { EpisodeKey } from '../../../api/src/features/outcomes/episode-key.js'
import { refreshEpisodes } from '../../../api/src/features/outcomes/outcome-refresh.service.js'
import {
  answersFor,
  attendanceStatuses,
  type ClinicSeed,
  type EpisodeSeed,
  type GroupSeed,
} from '../../builders/clinic.js'

export const testContext: AccessContext = {
  actor: { kind: 'command_line', id: 'test' },
  role: null,
  requestId: 'test-request',
}

const itemCounts: Readonly<Record<string, number>> = { phq9: 9, gad7: 7, rses: 10 }

/** Inserts everything and works out the outcomes, as an import does in one transaction. */
export async function insertClinic(access: DatabaseAccess, clinic: ClinicSeed): Promise<EpisodeKey[]> {
  return access.run(testContext, async (transaction) => {
    for (const site of clinic.sites) {
      await transaction.query('insert into site (site_id, name, time_zone) values ($1, $2, $3)', [
        site.siteId,
        site.name,
        site.timeZone,
      ])
    }
    for (const group of clinic.groups) await insertGroup(transaction, group)
    const keys: EpisodeKey[] = []
    for (const episode of clinic.episodes) keys.push(await insertEpisode(transaction, clinic, episode))
    await refreshEpisodes(transaction, keys)
    return keys
  })
}

async function insertGroup(transaction: Transaction, group: GroupSeed): Promise<void> {
  await transaction.query(
    'insert into therapist (therapist_id, display_name, site_id) values ($1, $1, $2) on conflict do nothing',
    [group.therapistId, group.siteId],
  )
  await transaction.query(
    `insert into treatment_group
       (group_id, site_id, name, modality, format, structure, focus, start_on, planned_sessions)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      group.groupId,
      group.siteId,
      `Group ${group.groupId}`,
      group.modality,
      group.format,
      group.structure,
      group.focus,
      group.startOn,
      group.plannedSessions,
    ],
  )
  await transaction.query(`insert into group_therapist values ($1, $2, 'lead')`, [
    group.groupId,
    group.therapistId,
  ])
  await transaction.query(
    `insert into group_session (session_id, group_id, session_number, session_on, status)
     select $1 || '-' || number, $1, number, $2::date + 7 * (number - 1),
            case when number <= $4 then 'held' else 'planned' end
     from generate_series(1, $3::int) as number`,
    [group.groupId, group.startOn, group.plannedSessions, group.heldSessions],
  )
}

async function insertEpisode(
  transaction: Transaction,
  clinic: ClinicSeed,
  episode: EpisodeSeed,
): Promise<EpisodeKey> {
  const memberId = await memberNumber(transaction, episode.memberId)
  const joinedOn = dayOfSession(clinic, episode, 0)
  const [row] = await transaction.query<{ episode_id: number }>(
    `insert into episode (member_id, group_id, joined_on, planned_end_on, exited_on, exit_reason, arm)
     values ($1, $2, $3, $4, $5, $6, $7) returning episode_id`,
    [
      memberId,
      episode.groupId,
      joinedOn,
      episode.plannedEndOn,
      episode.exitedOn,
      episode.exitReason,
      episode.arm,
    ],
  )
  if (row === undefined) throw new Error('The episode was not inserted.')
  const key = { memberId, episodeId: row.episode_id }
  for (const [index, letter] of [...episode.attendance].entries()) {
    await transaction.query(
      `insert into attendance (member_id, group_session_id, episode_id, status)
       select $1, group_session_id, $2, $3 from group_session where session_id = $4`,
      [memberId, key.episodeId, attendanceStatuses[letter], sessionId(episode, index)],
    )
  }
  for (const measure of Object.keys(episode.forms))
    await insertForms(transaction, clinic, episode, key, measure)
  return key
}

async function insertForms(
  transaction: Transaction,
  clinic: ClinicSeed,
  episode: EpisodeSeed,
  key: EpisodeKey,
  measure: string,
): Promise<void> {
  const items = itemCounts[measure] ?? 0
  for (const [index, form] of (episode.forms[measure] ?? []).entries()) {
    if (form === 'no_form') continue
    const isScored = form !== 'unscorable'
    const answers = isScored
      ? answersFor(items, form, measure === 'phq9' ? episode.riskAnswer : null)
      : '1'.padEnd(items, '.')
    await transaction.query(
      `insert into response (member_id, source_system, response_id, episode_id, group_session_id, measure_code,
         responded_on, answers, total, n_answered, scoring)
       select $1, 'file', $2, $3, group_session_id, $4, $5, $6, $7, $8, $9 from group_session where session_id = $10`,
      [
        key.memberId,
        `${episode.memberId}-${episode.groupId}-${measure}-${index + 1}`,
        key.episodeId,
        measure,
        dayOfSession(clinic, episode, index),
        answers,
        isScored ? form : null,
        isScored ? items : 1,
        isScored ? 'complete' : 'unscorable',
        sessionId(episode, index),
      ],
    )
  }
}

async function memberNumber(transaction: Transaction, code: string): Promise<number> {
  await transaction.query('insert into member (member_code) values ($1) on conflict do nothing', [code])
  const [row] = await transaction.query<{ member_id: number }>(
    'select member_id from member where member_code = $1',
    [code],
  )
  if (row === undefined) throw new Error('The member was not inserted.')
  return row.member_id
}

function sessionId(episode: EpisodeSeed, index: number): string {
  return `${episode.groupId}-${episode.firstSession + index}`
}

function dayOfSession(clinic: ClinicSeed, episode: EpisodeSeed, index: number): string {
  const group = clinic.groups.find((one) => one.groupId === episode.groupId)
  if (group === undefined) throw new Error(`The clinic has no group ${episode.groupId}.`)
  const day = new Date(`${group.startOn}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 7 * (episode.firstSession - 1 + index))
  return day.toISOString().slice(0, 10)
}
