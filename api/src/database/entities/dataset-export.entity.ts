import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { Job } from './job.entity.js'

/** A data set for research: what was asked for and why, and what came of it. */
@Entity('dataset_export')
@Index('dataset_export_requested', ['requestedBy', 'requestedAt'])
export class DatasetExportRecord {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    name: 'dataset_export_id',
    generatedIdentity: 'ALWAYS',
  })
  datasetExportId: number

  @Column('text')
  purpose: string

  @Column('text')
  recipient: string

  /** As on the wire. */
  @Column('jsonb')
  definition: unknown

  @Column('text', { name: 'requested_by', default: () => 'app_actor()' })
  requestedBy: string

  @Column('text', { name: 'requested_role', default: () => 'COALESCE(app_actor_role(), app_actor_kind())' })
  requestedRole: string

  @Column('timestamptz', { name: 'requested_at', default: () => 'now()' })
  requestedAt: Date

  @Column('bigint', { name: 'job_id', nullable: true })
  jobId: number | null

  @ManyToOne(() => Job, { nullable: true })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'dataset_export_job_id_fkey' })
  job: Relation<Job> | null

  /** As on the wire: what a director decides by, where one has to. */
  @Column('jsonb', { nullable: true })
  measured: unknown

  @Column('timestamptz', { name: 'measured_at', nullable: true })
  measuredAt: Date | null

  /** Code and sentence. */
  @Column('jsonb', { nullable: true })
  refusal: unknown

  /** As on the wire. */
  @Column('jsonb', { nullable: true })
  summary: unknown

  @Column('bigint', { name: 'package_bytes', nullable: true })
  packageBytes: number | null

  @Column('text', { name: 'package_sha256', nullable: true })
  packageSha256: string | null

  @Column('timestamptz', { name: 'published_at', nullable: true })
  publishedAt: Date | null

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null
}
