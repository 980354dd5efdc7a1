import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Member } from './member.entity.js'

/** Replaced versions of a member's episodes, attendance and treatments. */
@Entity('member_record_history')
export class MemberRecordHistory {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryColumn('text', { name: 'record_type' })
  recordType: 'episode' | 'attendance' | 'concurrent_treatment'

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

  @ManyToOne(() => Member, { nullable: false })
  @JoinColumn({
    name: 'member_id',
    referencedColumnName: 'memberId',
    foreignKeyConstraintName: 'member_record_history_member_id_fkey',
  })
  member: Relation<Member>
}
