import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Member } from './member.entity.js'

/** A director opened the identity of a member, for a reason, until a moment. */
@Entity('break_glass')
@Index('break_glass_user', ['userId', 'expiresAt'])
export class BreakGlass {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'break_glass_id', generatedIdentity: 'ALWAYS' })
  breakGlassId: number

  @Column('text', { name: 'user_id' })
  userId: string

  @Column('bigint', { name: 'member_id' })
  memberId: number

  @Column('text')
  reason: string

  @Column('timestamptz', { name: 'opened_at', default: () => 'now()' })
  openedAt: Date

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date

  @ManyToOne(() => Member, { nullable: false })
  @JoinColumn({
    name: 'member_id',
    referencedColumnName: 'memberId',
    foreignKeyConstraintName: 'break_glass_member_id_fkey',
  })
  member: Relation<Member>
}
