import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import { Member } from './member.entity.js'

/** A member's name and date of birth, apart from everything else. */
@Entity('member_identity')
export class MemberIdentity {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @Column('text', { name: 'full_name', nullable: true })
  fullName: string | null

  @Column('date', { name: 'date_of_birth', nullable: true })
  dateOfBirth: Day | null

  @Column('integer', { default: 1 })
  version: number

  @ManyToOne(() => Member, { nullable: false })
  @JoinColumn({
    name: 'member_id',
    referencedColumnName: 'memberId',
    foreignKeyConstraintName: 'member_identity_member_id_fkey',
  })
  member: Relation<Member>
}
