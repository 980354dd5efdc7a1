import type { Day } from '../../../core/calendar-day.js'
import type { Transaction } from '../../../database/access.js'
import { SqlValues } from '../../../database/sql-values.js'
import { type EpisodeKey, keyColumns } from '../../outcomes/episode-key.js'
import { daysOfSites, type LifeAsOf, lifeAsJson, type StoredLife } from '../life/signal-life.query.js'
import type { StandingRow } from '../refresh/standing-row.js'

export interface StoredCaseloadRow {
  readonly member_id: number
  readonly member_code: string
  readonly full_name: string | null
  readonly episode_id: number
  readonly group_id: string
  readonly group_name: string
  readonly site_id: string
  readonly joined_on: Day
  readonly planned_end_on: Day | null
  readonly is_open: boolean
  readonly sessions_held: number
  readonly sessions_attended: number
  readonly last_session: { readonly session_number: number; readonly session_date: Day } | null
  /** null where nothing was worked out yet, and for an episode that has ended. */
  readonly standing: Pick<
    StandingRow,
    'status' | 'probability_of_no_improvement' | 'sentence' | 'measures' | 'signals' | 'risk_item'
  > | null
}

/**
 * Episodes in care today in the caller's groups, and ended ones with an answer to item 9 that waits for a person.
 *
 * @param only  this episode and no other, in care or not
 */
export function queryCaseload(
  transaction: Transaction,
  asOf: LifeAsOf,
  only: EpisodeKey | null = null,
): Promise<StoredCaseloadRow[]> {
  const values = new SqlValues()
  const days = daysOfSites(asOf, values)
  return transaction.query<StoredCaseloadRow>(
    `with waiting as materialized (
       select member_id, episode_id from signal where kind = 'risk_item' and state = 'open'
     ), listed as materialized (
       select episode.member_id, episode.episode_id, episode.group_id, episode.site_id, joined_on, planned_end_on,
              today.today, coalesce(ended_on > today.today, true) as is_open
       from episode join ${days} on today.site_id = episode.site_id
       where ${listedBy(only, values)}
     )
     select listed.member_id, member.member_code, member_identity.full_name, listed.episode_id, listed.group_id,
            treatment_group.name as group_name, listed.site_id, listed.joined_on, listed.planned_end_on,
            listed.is_open, coalesce(outcome.sessions_eligible, 0) as sessions_held,
            coalesce(outcome.sessions_attended, 0) as sessions_attended, last_session.last_session,
            case when standing.status is not null then json_build_object(
              'status', standing.status, 'sentence', standing.sentence,
              'probability_of_no_improvement', standing.probability_of_no_improvement,
              'measures', standing.measures, 'signals', standing.signals, 'risk_item', standing.risk_item)
            end as standing
     from listed
     join member on member.member_id = listed.member_id
     join treatment_group on treatment_group.group_id = listed.group_id
     left join member_identity on member_identity.member_id = listed.member_id
     left join episode_outcome as outcome
       on outcome.member_id = listed.member_id and outcome.episode_id = listed.episode_id
     left join episode_standing as standing
       on standing.member_id = listed.member_id and standing.episode_id = listed.episode_id and listed.is_open
     left join lateral (
       select json_build_object('session_number', session_number, 'session_date', session_on) as last_session
       from group_session
       where group_session.group_id = listed.group_id and status = 'held'
         and session_on between listed.joined_on and listed.today
       order by session_on desc, session_number desc limit 1
     ) as last_session on true
     order by member.member_code collate "C", listed.joined_on, listed.episode_id`,
    values.list,
  )
}

function listedBy(only: EpisodeKey | null, values: SqlValues): string {
  return only === null
    ? 'coalesce(ended_on > today.today, true) or episode_id in (select episode_id from waiting)'
    : `episode.member_id = ${values.add(only.memberId)} and episode.episode_id = ${values.add(only.episodeId)}`
}

export interface StoredLifeOfEpisode extends StoredLife {
  readonly episode_id: number
}

/** Signals of these episodes whose evidence stands, and those that wait for a person; the latest first. */
export async function queryLives(
  transaction: Transaction,
  keys: readonly EpisodeKey[],
  asOf: LifeAsOf,
): Promise<StoredLifeOfEpisode[]> {
  const values = new SqlValues()
  const [memberIds, episodeIds] = keyColumns(keys)
  const days = daysOfSites(asOf, values)
  const life = lifeAsJson(asOf, values)
  const rows = await transaction.query<{ episode_id: number; life: StoredLife }>(
    `select signal.episode_id, ${life} as life
     from signal join ${days} on today.site_id = signal.site_id
     where signal.member_id = any (${values.add(memberIds)}::bigint[])
       and signal.episode_id = any (${values.add(episodeIds)}::bigint[])
       and (signal.evidence_stands or signal.state <> 'resolved')
     order by signal.since desc, signal.signal_id desc`,
    values.list,
  )
  return rows.map(({ episode_id, life: stored }) => ({ ...stored, episode_id }))
}

/** The latest import that brought records of the caller's groups. */
export async function queryLastImport(
  transaction: Transaction,
): Promise<{ finished_at: Date; rejected: number } | undefined> {
  const [found] = await transaction.query<{ finished_at: Date | null; rejected: number }>(
    'select finished_at, rejected from last_import_of_own_groups()',
  )
  return found === undefined || found.finished_at === null
    ? undefined
    : { ...found, finished_at: found.finished_at }
}
