import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import type { Role } from '../../core/vocabulary.js'
import type { AuditAction, AuditEvent } from '../audit/audit-event.js'
import { AuditChainHead } from './audit-chain.entity.js'

/** One record of the audit; database/audit/audit-record.ts says how its hash is made. */
@Entity('audit_event')
@Index('audit_event_member', { synchronize: false })
@Index('audit_event_actor', ['actorId', 'chainDay', 'number'])
@Index('audit_event_action', ['action', 'chainDay', 'number'])
@Index('audit_event_refused', ['chainDay', 'number'], { where: "outcome <> 'success'" })
export class AuditEventRecord {
  @PrimaryColumn('date', { name: 'chain_day' })
  chainDay: Day

  @PrimaryColumn('bigint')
  number: number

  @ManyToOne(() => AuditChainHead)
  @JoinColumn({ name: 'chain_day', foreignKeyConstraintName: 'audit_event_chain_day_fkey' })
  chain: Relation<AuditChainHead>

  @Column('bigint')
  link: number

  @Column('timestamptz', { name: 'occurred_at' })
  occurredAt: Date

  @Column('text')
  action: AuditAction

  @Column('text')
  outcome: AuditEvent['outcome']

  @Column('text', { name: 'actor_kind' })
  actorKind: AuditEvent['actorKind']

  @Column('text', { name: 'actor_id' })
  actorId: string

  @Column('text', { name: 'actor_role', nullable: true })
  actorRole: Role | null

  @Column('text', { name: 'request_id' })
  requestId: string

  @Column('bigint', { name: 'member_ids', array: true })
  memberIds: number[]

  @Column('text', { nullable: true })
  target: string | null

  /** JSON as text: the hash is over these characters. */
  @Column('text')
  detail: string

  @Column('bytea')
  hash: Buffer
}
