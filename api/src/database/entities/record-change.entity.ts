import { Entity, PrimaryColumn } from 'typeorm'

/** A transaction changed what comparisons read at this site. Counted, never changed: what is committed later raises the count. */
@Entity('record_change')
export class RecordChange {
  @PrimaryColumn('text', { name: 'site_id' })
  siteId: string

  @PrimaryColumn('timestamptz', { name: 'began_at', default: () => 'now()' })
  beganAt: Date

  /** Of two that began in the same moment, each has a connection of its own. */
  @PrimaryColumn('integer', { default: () => 'pg_backend_pid()' })
  connection: number
}
