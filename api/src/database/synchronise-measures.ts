import type { DataSource } from 'typeorm'
import { measureRegistry } from '../core/measures/registry.js'

/**
 * Brings the table `measure`, which responses refer to, to the definition files of this version. A measure that is no
 * longer defined stays, for the responses that were given to it.
 */
export async function synchroniseMeasures(dataSource: DataSource): Promise<void> {
  const rows = measureRegistry.map((measure) => ({
    measure_code: measure.code,
    definition_version: measure.version,
    name: measure.name,
    item_count: measure.items.length,
    low_total: measure.totalRange.low,
    high_total: measure.totalRange.high,
  }))
  await dataSource.query(
    `insert into measure as stored select * from json_populate_recordset(null::measure, $1::json)
     on conflict (measure_code) do update
       set (definition_version, name, item_count, low_total, high_total) =
         (select excluded.definition_version, excluded.name, excluded.item_count, excluded.low_total, excluded.high_total)
       where stored is distinct from excluded`,
    [JSON.stringify(rows)],
  )
}
