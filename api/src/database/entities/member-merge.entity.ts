import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Member } from './member.entity.js'

/** What went from one record of a person to the other, so that it can go back. */
export interface MovedRecords {
  /** Member code of the record that was given up, which nobody can look up while the merge stands. */
  readonly from: string
  readonly episodes: readonly number[]
  /** `kind started_on`, as the history names a treatment. */
  readonly treatments: readonly string[]
  /** What the other identity lacked and took over. */
  readonly completed: readonly ('full_name' | 'date_of_birth')[]
  /** How many went with the episodes. */
  readonly attendance: number
  readonly responses: number
}

/** Two records of one person made one, and perhaps two again. */
@Entity('member_merge')
@Index('member_merge_standing', ['fromMemberId'], { unique: true, where: '(undone_at IS NULL)' })
@Index('member_merge_into', ['intoMemberId'])
export class MemberMerge {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'merge_id', generatedIdentity: 'ALWAYS' })
  mergeId: number

  @Column('bigint', { name: 'from_member_id' })
  fromMemberId: number

  @Column('bigint', { name: 'into_member_id' })
  intoMemberId: number

  @Column('text')
  reason: string

  @Column('jsonb')
  moved: MovedRecords

  @Column('timestamptz', { name: 'merged_at', default: () => 'now()' })
  mergedAt: Date

  @Column('text', { name: 'merged_by', default: () => 'app_actor()' })
  mergedBy: string

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt: Date | null

  @Column('text', { name: 'undone_by', nullable: true })
  undoneBy: string | null

  @Column('text', { name: 'undo_reason', nullable: true })
  undoReason: string | null

  @ManyToOne(() => Member, { nullable: false })
  @JoinColumn({
    name: 'from_member_id',
    referencedColumnName: 'memberId',
    foreignKeyConstraintName: 'member_merge_from_member_id_fkey',
  })
  from: Relation<Member>

  @ManyToOne(() => Member, { nullable: false })
  @JoinColumn({
    name: 'into_member_id',
    referencedColumnName: 'memberId',
    foreignKeyConstraintName: 'member_merge_into_member_id_fkey',
  })
  into: Relation<Member>
}
