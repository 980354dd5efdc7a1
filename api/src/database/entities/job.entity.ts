import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** Work that a request asked for and a worker does. */
@Entity('job')
@Index('job_unended', ['jobId'], { where: '(ended_at IS NULL)' })
export class Job {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'job_id', generatedIdentity: 'ALWAYS' })
  jobId: number

  @Column('text')
  kind: 'fit_expected_response' | 'refresh_signals'

  @Column('text', { default: 'waiting' })
  state: 'waiting' | 'running' | 'done' | 'failed'

  @Column('integer', { nullable: true })
  done: number | null

  @Column('integer', { nullable: true })
  total: number | null

  @Column('text', { nullable: true })
  message: string | null

  @Column('text', { name: 'requested_by', default: () => 'app_actor()' })
  requestedBy: string

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date

  /** When its worker last said that it was alive. */
  @Column('timestamptz', { name: 'alive_at', nullable: true })
  aliveAt: Date | null

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null
}
