import { Column, Entity, PrimaryColumn } from 'typeorm'

/** Aggregate tables of one measure at the end of a quarter, as they were released. */
@Entity('aggregate_release')
export class AggregateReleaseRecord {
  @PrimaryColumn('text', { name: 'measure_code', primaryKeyConstraintName: 'aggregate_release_pkey' })
  measureCode: string

  @PrimaryColumn('date', { name: 'until_on', primaryKeyConstraintName: 'aggregate_release_pkey' })
  untilOn: string

  /** As on the wire. */
  @Column('jsonb')
  result: unknown

  @Column('timestamptz', { name: 'released_at', default: () => 'now()' })
  releasedAt: Date
}
