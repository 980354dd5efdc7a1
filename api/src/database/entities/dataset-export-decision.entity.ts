import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, type Relation } from 'typeorm'
import { DatasetExportRecord } from './dataset-export.entity.js'
import { Job } from './job.entity.js'

/** What a director decided about a data set with scores by phase. */
@Entity('dataset_export_decision')
export class DatasetExportDecision {
  @PrimaryColumn('bigint', { name: 'dataset_export_id' })
  datasetExportId: number

  @OneToOne(() => DatasetExportRecord, { nullable: false })
  @JoinColumn({
    name: 'dataset_export_id',
    foreignKeyConstraintName: 'dataset_export_decision_dataset_export_id_fkey',
  })
  datasetExport: Relation<DatasetExportRecord>

  @Column('text')
  decision: string

  @Column('text', { nullable: true })
  reason: string | null

  @Column('text', { name: 'decided_by', default: () => 'app_actor()' })
  decidedBy: string

  @Column('text', { name: 'decided_role', default: () => 'app_actor_role()' })
  decidedRole: string

  /** As it was when they decided. */
  @Column('text', { name: 'decided_name' })
  decidedName: string

  @Column('timestamptz', { name: 'decided_at', default: () => 'now()' })
  decidedAt: Date

  @Column('bigint', { name: 'job_id', nullable: true })
  jobId: number | null

  @ManyToOne(() => Job, { nullable: true })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'dataset_export_decision_job_id_fkey' })
  job: Relation<Job> | null
}
