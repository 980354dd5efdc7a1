import { measureRegistry } from '../../core/measures/registry.js'
import type { Transaction } from '../../database/access.js'

/** Measures that belong to every session, by the rules in use: the same that are missed by the signal of a missing form. */
export async function queryExpectedMeasures(transaction: Transaction): Promise<string[]> {
  const rows = await transaction.query<{ code: string }>(
    `select jsonb_array_elements_text(rules -> 'expectedMeasures') as code
     from (select rules from rule_set order by version desc limit 1) as in_use`,
  )
  const expected = new Set(rows.map(({ code }) => code))
  return measureRegistry.map(({ code }) => code).filter((code) => expected.has(code))
}
