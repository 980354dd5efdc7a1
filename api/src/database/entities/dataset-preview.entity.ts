import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Job } from './job.entity.js'

/** What a data set would be: bounds, levels and twenty rows. Forgotten after some days. */
@Entity('dataset_preview')
@Index('dataset_preview_requested', ['requestedBy', 'requestedAt'])
export class DatasetPreviewRecord {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    name: 'dataset_preview_id',
    generatedIdentity: 'ALWAYS',
  })
  datasetPreviewId: number

  /** As on the wire. */
  @Column('jsonb')
  definition: unknown

  @Column('text', { name: 'requested_by', default: () => 'app_actor()' })
  requestedBy: string

  @Column('text', { name: 'requested_role', default: () => 'app_actor_role()' })
  requestedRole: string

  @Column('timestamptz', { name: 'requested_at', default: () => 'now()' })
  requestedAt: Date

  @Column('bigint', { name: 'job_id', nullable: true })
  jobId: number | null

  @ManyToOne(() => Job, { nullable: true })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'dataset_preview_job_id_fkey' })
  job: Relation<Job> | null

  /** As on the wire. */
  @Column('jsonb', { nullable: true })
  result: unknown
}
