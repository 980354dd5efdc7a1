import { Column, Entity, PrimaryColumn } from 'typeorm'

/** Replaced versions of sites, therapists, groups and group sessions. */
@Entity('reference_record_history')
export class ReferenceRecordHistory {
  @PrimaryColumn('text', { name: 'record_type' })
  recordType: 'site' | 'therapist' | 'treatment_group' | 'group_session'

  @PrimaryColumn('text', { name: 'record_key' })
  recordKey: string

  @PrimaryColumn('integer')
  version: number

  @Column('jsonb')
  content: unknown

  @Column('timestamptz', { name: 'replaced_at', default: () => 'now()' })
  replacedAt: Date

  @Column('text', { name: 'replaced_by', nullable: true, default: () => 'app_actor()' })
  replacedBy: string | null

  @Column('bigint', { name: 'replaced_by_batch_id', nullable: true })
  replacedByBatchId: number | null

  @Column('text')
  reason: string
}
