import type { Filters } from '../../contracts/filters.js'
import { FEWEST_ATTENDED_SESSIONS } from '../../core/change/paired-outcome.js'
import type { SqlValues } from '../../database/sql-values.js'
import type { ReadRequest } from './read-request.js'

/** Which day of an episode `from` and `to` act on; `nothing`: the caller applies them to sessions. */
export type PeriodOf = 'episode_end' | 'joining_date' | 'nothing'

/**
 * The episodes that the filters name, with their outcomes, as a common table expression called `selected`: the one
 * place where filters become SQL, so that every chart, list and file acts on the same rows. One scan of
 * `episode_outcome`, which carries what is asked of the episode (docs/decisions/0012-one-scan-for-the-programme.md).
 *
 * Columns: those of `episode_outcome` that reads need; `today` (the site's day), `has_ended` (on or before it),
 * `is_finished_course`, `has_dropped_out` (null while the episode goes on), `is_not_at_caseness`.
 *
 * @param values  receives the values of the expression's places
 */
export function selectedEpisodes(
  { filters, now }: ReadRequest,
  values: SqlValues,
  periodOf: PeriodOf = 'episode_end',
): string {
  return `selected as (
    select outcome.member_id, outcome.episode_id, outcome.group_id, outcome.site_id, outcome.joined_on,
           outcome.planned_end_on, outcome.exited_on, outcome.exit_reason, outcome.ended_on, outcome.arm,
           here.today, ended.has_ended,
           ended.has_ended and outcome.sessions_attended >= ${FEWEST_ATTENDED_SESSIONS} as is_finished_course,
           case when ended.has_ended then outcome.has_dropped_out end as has_dropped_out,
           outcome.has_started, outcome.sessions_eligible, outcome.sessions_attended, outcome.last_attended_on,
           outcome.last_attended_index, outcome.has_paired_scores, outcome.is_case_at_start, outcome.is_recovered,
           outcome.is_reliably_improved, outcome.is_reliably_deteriorated, outcome.is_reliably_recovered,
           outcome.risk_item, outcome.is_not_at_caseness, outcome.phq9_change, outcome.gad7_change
    from episode_outcome as outcome
    join (select site_id, (${values.add(now)}::timestamptz at time zone time_zone)::date as today from site) as here
      on here.site_id = outcome.site_id
    cross join lateral (select coalesce(outcome.ended_on <= here.today, false) as has_ended) as ended
    where ${['true', ...outcomeGroupConditions(filters, values), ...episodeConditions(filters, values, periodOf)].join(' and ')}
  )`
}

/**
 * The rows of measures of the episodes that the filters name, as `of_measure`: the same filters on the same facts, of
 * `episode_measure_outcome` alone.
 *
 * Columns: all of that table, with `today` and `has_ended`.
 */
export function selectedMeasures(
  { filters, now }: ReadRequest,
  values: SqlValues,
  measureCode: string | null,
  periodOf: PeriodOf = 'episode_end',
): string {
  const conditions = [
    ...(measureCode === null ? ['true'] : [`outcome.measure_code = ${values.add(measureCode)}`]),
    ...outcomeGroupConditions(filters, values),
    ...episodeConditions(filters, values, periodOf),
  ]
  return `of_measure as (
    select outcome.*, here.today, ended.has_ended
    from episode_measure_outcome as outcome
    join (select site_id, (${values.add(now)}::timestamptz at time zone time_zone)::date as today from site) as here
      on here.site_id = outcome.site_id
    cross join lateral (select coalesce(outcome.ended_on <= here.today, false) as has_ended) as ended
    where ${conditions.join(' and ')}
  )`
}

/** What the filters say of the group, on `outcome`: groups are looked up only where their kind is asked for. */
function outcomeGroupConditions(filters: Filters, values: SqlValues): string[] {
  const { site, group, ...others } = filters
  const kinds = groupConditions(others, values).slice(1)
  return [
    ...(site === undefined ? [] : [`outcome.site_id = ${values.add(site)}`]),
    ...(group === undefined ? [] : [`outcome.group_id = ${values.add(group)}`]),
    ...(kinds.length === 0
      ? []
      : [`outcome.group_id in (select group_id from treatment_group where ${kinds.join(' and ')})`]),
  ]
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
  const arm = filters.arm === undefined ? [] : [`outcome.arm = ${values.add(filters.arm)}`]
  const hasPeriod = filters.from !== undefined || filters.to !== undefined
  if (periodOf === 'nothing' || !hasPeriod) return arm
  const day = periodOf === 'episode_end' ? 'outcome.ended_on' : 'outcome.joined_on'
  return [
    ...arm,
    ...(periodOf === 'episode_end' ? ['ended.has_ended'] : []),
    ...(filters.from === undefined ? [] : [`${day} >= ${values.add(filters.from)}`]),
    ...(filters.to === undefined ? [] : [`${day} <= ${values.add(filters.to)}`]),
  ]
}
