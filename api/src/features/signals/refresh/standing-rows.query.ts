import type { Day } from '../../../core/calendar-day.js'
import type { Transaction } from '../../../database/access.js'
import { type EpisodeKey, keyColumns } from '../../outcomes/episode-key.js'
import type { StandingRow } from './standing-row.js'

const ofKeys = '(member_id, episode_id) in (select * from unnest($1::bigint[], $2::bigint[]))'

/** What day it is at the site of each group. */
export async function queryDaysOfGroups(
  transaction: Transaction,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, Day>> {
  const rows = await transaction.query<{ group_id: string; today: Day }>(
    `select group_id, (now() at time zone time_zone)::date as today
     from treatment_group join site using (site_id) where group_id = any ($1)`,
    [groupIds],
  )
  return new Map(rows.map(({ group_id, today }) => [group_id, today]))
}

/** What is stored of these episodes now. */
export function readStandingRows(
  transaction: Transaction,
  keys: readonly EpisodeKey[],
): Promise<StandingRow[]> {
  return transaction.query<StandingRow>(
    `select ${['member_id', 'episode_id', ...columns].join(', ')} from episode_standing where ${ofKeys}`,
    keyColumns(keys),
  )
}

/** Rows come as one JSON array; a row that is stored as it should be is not written again. */
export async function writeStandingRows(
  transaction: Transaction,
  rows: readonly StandingRow[],
): Promise<void> {
  if (rows.length === 0) return
  await transaction.query(
    `insert into episode_standing as stored (member_id, episode_id, ${columns.join(', ')})
     select member_id, episode_id, ${columns.join(', ')}
     from json_populate_recordset(null::episode_standing, $1::json)
     on conflict (member_id, episode_id) do update
       set (${columns.join(', ')}) = (select ${columns.map((column) => `excluded.${column}`).join(', ')})
       where (${columns.map((column) => `stored.${column}`).join(', ')})
         is distinct from (${columns.map((column) => `excluded.${column}`).join(', ')})`,
    [JSON.stringify(rows)],
  )
}

/** Who has left care stands nowhere. */
export async function deleteStandingRows(
  transaction: Transaction,
  keys: readonly EpisodeKey[],
): Promise<void> {
  if (keys.length === 0) return
  await transaction.query(`delete from episode_standing where ${ofKeys}`, keyColumns(keys))
}

const columns: readonly (keyof StandingRow)[] = [
  'status',
  'probability_of_no_improvement',
  'sentence',
  'measures',
  'signals',
  'risk_item',
  'model_fit_ids',
  'rules_version',
  'calculation_version',
]
