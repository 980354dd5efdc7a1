import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import type { ConcurrentTreatmentKind } from '../../core/vocabulary.js'
import { Member } from './member.entity.js'

/** Individual therapy or medication beside the group, with its dates. */
@Entity('concurrent_treatment')
export class ConcurrentTreatment {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryColumn('text')
  kind: ConcurrentTreatmentKind

  @PrimaryColumn('date', { name: 'started_on' })
  startedOn: Day

  @Column('date', { name: 'ended_on', nullable: true })
  endedOn: Day | null

  @Column('integer', { default: 1 })
  version: number

  @ManyToOne(() => Member, { nullable: false })
  @JoinColumn({
    name: 'member_id',
    referencedColumnName: 'memberId',
    foreignKeyConstraintName: 'concurrent_treatment_member_id_fkey',
  })
  member: Relation<Member>
}
