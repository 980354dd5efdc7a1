import type { DataSource } from 'typeorm'
import { JOB_KINDS } from '../core/job-kinds.js'

/** Brings the table `job_kind`, which says who may ask for which work, to this version; a kind that is gone stays, for nobody. */
export async function synchroniseJobKinds(dataSource: DataSource): Promise<void> {
  const rows = Object.entries(JOB_KINDS).map(([kind, { askedBy, isShared, queue }]) => ({
    kind,
    asked_by: askedBy,
    is_shared: isShared,
    queue,
  }))
  await dataSource.query(
    `insert into job_kind as stored select * from json_populate_recordset(null::job_kind, $1::json)
     on conflict (kind) do update
       set (asked_by, is_shared, queue) = (select excluded.asked_by, excluded.is_shared, excluded.queue)
       where stored is distinct from excluded`,
    [JSON.stringify(rows)],
  )
  await dataSource.query(`update job_kind set asked_by = '{}' where kind <> all ($1) and asked_by <> '{}'`, [
    Object.keys(JOB_KINDS),
  ])
}
