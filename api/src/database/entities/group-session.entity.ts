import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation, Unique } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import type { SessionStatus } from '../../core/vocabulary.js'
import { TreatmentGroup } from './treatment-group.entity.js'

/** One meeting of a group. */
@Entity('group_session')
// Checked at the end of a statement, so that sessions of a group can change their numbers with each other.
@Unique('group_session_group_id_session_number_key', ['groupId', 'sessionNumber'], {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Unique('group_session_session_id_key', ['sessionId'])
export class GroupSession {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    name: 'group_session_id',
    generatedIdentity: 'ALWAYS',
  })
  groupSessionId: number

  @Column('text', { name: 'session_id' })
  sessionId: string

  @Column('text', { name: 'group_id' })
  groupId: string

  @Column('integer', { name: 'session_number' })
  sessionNumber: number

  @Column('date', { name: 'session_on' })
  sessionOn: Day

  @Column('text')
  status: SessionStatus

  @Column('integer', { name: 'duration_minutes', nullable: true })
  durationMinutes: number | null

  @Column('integer', { default: 1 })
  version: number

  @ManyToOne(() => TreatmentGroup, { nullable: false })
  @JoinColumn({
    name: 'group_id',
    referencedColumnName: 'groupId',
    foreignKeyConstraintName: 'group_session_group_id_fkey',
  })
  group: Relation<TreatmentGroup>
}
