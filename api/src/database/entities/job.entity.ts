import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { JobKindRecord } from './job-kind.entity.js'

/** Work that was asked for and a worker does: what users see of it. When and by whom it is done is the queue's matter. */
@Entity('job')
@Index('job_waiting', ['kind', 'subject'], {
  unique: true,
  where: "((state = 'waiting'::text) AND (begun_at IS NULL))",
})
@Index('job_unended', ['kind'], { where: '(ended_at IS NULL)' })
@Index('job_subject', ['subject'])
export class Job {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'job_id', generatedIdentity: 'ALWAYS' })
  jobId: number

  @Column('text')
  kind: string

  @ManyToOne(() => JobKindRecord, { nullable: false })
  @JoinColumn({ name: 'kind', foreignKeyConstraintName: 'job_kind_fkey' })
  rules: Relation<JobKindRecord>

  /** What it is about, where a kind is of one thing at a time: `report_run:12`. */
  @Column('text', { nullable: true })
  subject: string | null

  /** Of the whole deployment: every director sees it. */
  @Column('boolean', { name: 'is_shared' })
  isShared: boolean

  @Column('text', { default: 'waiting' })
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

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

  /** When a worker first took it up. */
  @Column('timestamptz', { name: 'begun_at', nullable: true })
  begunAt: Date | null

  @Column('timestamptz', { name: 'cancel_asked_at', nullable: true })
  cancelAskedAt: Date | null

  @Column('text', { name: 'cancel_asked_by', nullable: true })
  cancelAskedBy: string | null

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null
}
