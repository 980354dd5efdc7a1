import type { Transaction } from '../../database/access.js'
import { type EpisodeKey, keyColumns } from './episode-key.js'
import type { MeasureOutcomeRow, OutcomeRow, OutcomeRows } from './outcome-rows.js'

const ofKeys = '(member_id, episode_id) in (select * from unnest($1::bigint[], $2::bigint[]))'

/** Brings the stored rows of these episodes to `rows`: adds, changes what differs, and takes away what is no more. */
export async function writeOutcomeRows(
  transaction: Transaction,
  keys: readonly EpisodeKey[],
  rows: readonly OutcomeRows[],
): Promise<void> {
  const measures = rows.flatMap((row) => row.measures)
  await transaction.query(upsert('episode_outcome', ['member_id', 'episode_id'], outcomeColumns), [
    JSON.stringify(rows.map((row) => row.outcome)),
  ])
  await transaction.query(
    upsert('episode_measure_outcome', ['member_id', 'episode_id', 'measure_code'], measureColumns),
    [JSON.stringify(measures)],
  )
  await deleteOthers(transaction, keys, measures)
}

type MeasureKey = Pick<MeasureOutcomeRow, 'member_id' | 'episode_id' | 'measure_code'>

/** Hardly ever any: a measure loses its row with its last scored form. Found here, since a join in SQL is slower. */
async function deleteOthers(
  transaction: Transaction,
  keys: readonly EpisodeKey[],
  kept: readonly MeasureKey[],
): Promise<void> {
  const nameOf = (row: MeasureKey) => `${row.member_id} ${row.episode_id} ${row.measure_code}`
  const names = new Set(kept.map(nameOf))
  const stored = await transaction.query<MeasureKey>(
    `select member_id, episode_id, measure_code from episode_measure_outcome where ${ofKeys}`,
    keyColumns(keys),
  )
  for (const row of stored.filter((candidate) => !names.has(nameOf(candidate)))) {
    await transaction.query(
      'delete from episode_measure_outcome where member_id = $1 and episode_id = $2 and measure_code = $3',
      [row.member_id, row.episode_id, row.measure_code],
    )
  }
}

/** What is stored of these episodes now. */
export async function readOutcomeRows(
  transaction: Transaction,
  keys: readonly EpisodeKey[],
): Promise<{ outcomes: OutcomeRow[]; measures: MeasureOutcomeRow[] }> {
  return {
    outcomes: await transaction.query<OutcomeRow>(
      `select * from episode_outcome where ${ofKeys}`,
      keyColumns(keys),
    ),
    measures: await transaction.query<MeasureOutcomeRow>(
      `select * from episode_measure_outcome where ${ofKeys}`,
      keyColumns(keys),
    ),
  }
}

/** Rows come as one JSON array; a row that is stored as it should be is not written again. */
function upsert(table: string, key: readonly string[], columns: readonly string[]): string {
  const names = columns.join(', ')
  return `insert into ${table} as stored (${[...key, ...columns].join(', ')})
    select ${[...key, ...columns].join(', ')} from json_populate_recordset(null::${table}, $1::json)
    on conflict (${key.join(', ')}) do update
      set (${names}) = (select ${columns.map((column) => `excluded.${column}`).join(', ')})
      where (${columns.map((column) => `stored.${column}`).join(', ')})
        is distinct from (${columns.map((column) => `excluded.${column}`).join(', ')})`
}

const outcomeColumns: readonly (keyof OutcomeRow)[] = [
  'sessions_eligible',
  'sessions_attended',
  'trailing_absences',
  'last_attended_index',
  'last_attended_on',
  'first_eligible_on',
  'last_eligible_on',
  'forms_unscored',
  'has_started',
  'has_dropped_out',
  'has_paired_scores',
  'is_case_at_start',
  'is_recovered',
  'is_reliably_improved',
  'is_reliably_deteriorated',
  'is_reliably_recovered',
  'risk_item',
  'is_not_at_caseness',
  'phq9_change',
  'gad7_change',
  'calculation_version',
]

const measureColumns: readonly (keyof MeasureOutcomeRow)[] = [
  'n_scores',
  'sum_days',
  'sum_days_squared',
  'sum_score',
  'sum_days_score',
  'sum_score_squared',
  'baseline',
  'baseline_on',
  'last',
  'last_on',
  'best',
  'change_in_points',
  'reliable_change',
  'is_case_at_start',
  'is_case_at_end',
  'fitted_slope_per_week',
  'fitted_slope_standard_error',
  'fitted_intercept',
  'n_sudden_gains',
  'forms_returned',
  'forms_valid',
  'week_numbers',
  'week_n_scores',
  'week_sum_scores',
  'improved_points',
  'improved_days',
  'held_points',
  'held_days',
  'calculation_version',
]
