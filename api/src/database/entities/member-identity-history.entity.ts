import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import { Member } from './member.entity.js'

/** Replaced names and dates of birth. */
@Entity('member_identity_history')
export class MemberIdentityHistory {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryColumn('integer')
  version: number

  @Column('text', { name: 'full_name', nullable: true })
  fullName: string | null

  @Column('date', { name: 'date_of_birth', nullable: true })
  dateOfBirth: Day | null

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
    foreignKeyConstraintName: 'member_identity_history_member_id_fkey',
  })
  member: Relation<Member>
}
