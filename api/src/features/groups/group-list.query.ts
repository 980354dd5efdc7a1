import type { Filters } from '../../contracts/filters.js'
import type { Day } from '../../core/calendar-day.js'
import type { Focus, Format, Modality, Structure } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import { groupConditions } from '../outcomes/selected-episodes.js'

export interface StoredGroup {
  group_id: string
  name: string
  site_id: string
  site_name: string
  therapists: { therapist_id: string; display_name: string; part: 'lead' | 'co_lead' }[]
  modality: Modality
  format: Format
  structure: Structure
  focus: Focus | null
  start_on: Day
  end_on: Day | null
  planned_sessions: number
  session_minutes: number | null
  capacity: number | null
  today: Day
  sessions_held: number
  sessions_ahead: number
  last_session_on: Day | null
  n_episodes: number
  n_open_episodes: number
}

/** Groups in order of id. `sessions_ahead`: planned for the site's today or later. */
export async function queryGroups(
  transaction: Transaction,
  filters: Filters,
  now: Date,
): Promise<StoredGroup[]> {
  const values = new SqlValues()
  const text = `select treatment_group.group_id, treatment_group.name, site_id, site.name as site_name,
      coalesce(led.therapists, '[]') as therapists, modality, format, structure, focus, start_on, end_on, planned_sessions, session_minutes,
      capacity, here.today, sessions.sessions_held, sessions.sessions_ahead, sessions.last_session_on, episodes.n_episodes,
      episodes.n_open_episodes
    from treatment_group
    join site using (site_id)
    cross join lateral (select (${values.add(now)}::timestamptz at time zone site.time_zone)::date as today) as here
    left join (
      select group_id, json_agg(json_build_object(
               'therapist_id', therapist_id, 'display_name', display_name, 'part', part)
               order by part = 'lead' desc, therapist_id) as therapists
      from group_therapist join therapist using (therapist_id)
      group by group_id
    ) as led on led.group_id = treatment_group.group_id
    cross join lateral (
      select count(*) filter (where status = 'held') as sessions_held,
             count(*) filter (where status = 'planned' and session_on >= here.today) as sessions_ahead,
             max(session_on) filter (where status = 'held') as last_session_on
      from group_session where group_session.group_id = treatment_group.group_id
    ) as sessions
    cross join lateral (
      select count(*) as n_episodes,
             count(*) filter (where joined_on <= here.today
               and (ended_on is null or ended_on > here.today)) as n_open_episodes
      from episode where episode.group_id = treatment_group.group_id
    ) as episodes
    where ${groupConditions(filters, values).join(' and ')}
    order by treatment_group.group_id collate "C"`
  return transaction.query<StoredGroup>(text, values.list)
}
