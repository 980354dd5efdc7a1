import type { Filters } from '../../contracts/filters.js'
import { FEWEST_ATTENDED_SESSIONS } from '../../core/change/paired-outcome.js'
import type { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from './read-request.js'

/** Which day of an episode `from` and `to` act on; `nothing`: the caller applies them to sessions. */
export type PeriodOf = 'episode_end' | 'joining_date' | 'nothing'

/**
 * The episodes that the filters name, with their outcomes, as a common table expression called `selected`: the one
 * place where filters become SQL, so that every chart, list and file acts on the same rows.
 *
 * Columns: those of `episode` and `episode_outcome` that reads need; `site_id`, `today` (the site's day), `has_ended`
 * (on or before it), `is_finished_course`, `has_dropped_out` (null while the episode goes on), `is_not_at_caseness`.
 *
 * @param values  receives the values of the expression's places
 */
export function selectedEpisodes(
  { filters, now }: ReadRequest,
  values: SqlValues,
  periodOf: PeriodOf = 'episode_end',
): string {
  return `selected as (
    select episode.member_id, episode.episode_id, episode.group_id, episode.joined_on, episode.planned_end_on,
           episode.exited_on, episode.exit_reason, episode.ended_on, episode.arm,
           here.site_id, here.today, ended.has_ended,
           ended.has_ended and outcome.sessions_attended >= ${FEWEST_ATTENDED_SESSIONS} as is_finished_course,
           case when ended.has_ended then outcome.has_dropped_out end as has_dropped_out,
           outcome.sessions_eligible, outcome.sessions_attended, outcome.last_attended_on,
           outcome.has_paired_scores, outcome.is_case_at_start, outcome.is_recovered, outcome.is_reliably_improved,
           outcome.is_reliably_deteriorated, outcome.is_reliably_recovered, outcome.risk_item,
           phq9.is_case_at_start = false and gad7.is_case_at_start = false as is_not_at_caseness
    from episode
    join treatment_group on treatment_group.group_id = episode.group_id
    join (select site_id, (${values.add(now)}::timestamptz at time zone time_zone)::date as today from site) as here
      on here.site_id = treatment_group.site_id
    join episode_outcome as outcome
      on outcome.member_id = episode.member_id and outcome.episode_id = episode.episode_id
    left join episode_measure_outcome as phq9
      on phq9.member_id = episode.member_id and phq9.episode_id = episode.episode_id and phq9.measure_code = 'phq9'
    left join episode_measure_outcome as gad7
      on gad7.member_id = episode.member_id and gad7.episode_id = episode.episode_id and gad7.measure_code = 'gad7'
    cross join lateral (select coalesce(episode.ended_on <= here.today, false) as has_ended) as ended
    where ${[...groupConditions(filters, values), ...episodeConditions(filters, values, periodOf)].join(' and ')}
  )`
}

/** What the filters say of the group, on `treatment_group`; never empty. */
export function groupConditions(filters: Filters, values: SqlValues): string[] {
  const columns = [
    ['site_id', filters.site],
    ['group_id', filters.group],
    ['modality', filters.modality],
    ['format', filters.format],
    ['structure', filters.structure],
    ['focus', filters.focus],
  ] as const
  const conditions = columns.flatMap(([column, value]) =>
    value === undefined ? [] : [`treatment_group.${column} = ${values.add(value)}`],
  )
  return ['true', ...conditions]
}

function episodeConditions(filters: Filters, values: SqlValues, periodOf: PeriodOf): string[] {
  const arm = filters.arm === undefined ? [] : [`episode.arm = ${values.add(filters.arm)}`]
  const hasPeriod = filters.from !== undefined || filters.to !== undefined
  if (periodOf === 'nothing' || !hasPeriod) return arm
  const day = periodOf === 'episode_end' ? 'episode.ended_on' : 'episode.joined_on'
  return [
    ...arm,
    ...(periodOf === 'episode_end' ? ['ended.has_ended'] : []),
    ...(filters.from === undefined ? [] : [`${day} >= ${values.add(filters.from)}`]),
    ...(filters.to === undefined ? [] : [`${day} <= ${values.add(filters.to)}`]),
  ]
}
