import { Column, Entity, PrimaryColumn } from 'typeorm'

/** The answer that was given to a key, to be given again. */
@Entity('idempotency_key')
export class IdempotencyKey {
  @PrimaryColumn('text')
  actor: string

  @PrimaryColumn('text')
  key: string

  @Column('text', { name: 'request_hash' })
  requestHash: string

  @Column('integer', { nullable: true })
  status: number | null

  @Column('jsonb', { nullable: true })
  answer: unknown

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date
}
