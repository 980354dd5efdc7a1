import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'

/** The head of a UTC day's chain of the audit; the open one is the lock of all who append. */
@Entity('audit_chain')
export class AuditChainHead {
  @PrimaryColumn('date', { name: 'chain_day' })
  chainDay: Day

  @Column('bytea', { name: 'first_previous_hash' })
  firstPreviousHash: Buffer

  @Column('bigint', { name: 'last_number' })
  lastNumber: number

  @Column('bytea', { name: 'last_hash' })
  lastHash: Buffer

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null

  @Column('bytea', { nullable: true })
  signature: Buffer | null
}
