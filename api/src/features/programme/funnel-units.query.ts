import type { Transaction } from '../../database/access.js'

const namesOf = {
  site: 'select site_id as unit, name from site',
  group: 'select group_id as unit, name from treatment_group',
  therapist: 'select therapist_id as unit, display_name as name from therapist',
} as const

/** What units are called, by id. */
export async function queryUnitNames(
  transaction: Transaction,
  by: keyof typeof namesOf,
): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.query<{ unit: string; name: string }>(namesOf[by])
  return new Map(rows.map(({ unit, name }) => [unit, name]))
}
