import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { ReportRunRecord } from './report-run.entity.js'

/** A report in one format, as it is downloaded. */
@Entity('report_file')
export class ReportFile {
  @PrimaryColumn('bigint', { name: 'report_run_id' })
  reportRunId: number

  @PrimaryColumn('text')
  format: 'pdf' | 'xlsx' | 'csv' | 'html'

  @ManyToOne(() => ReportRunRecord, { nullable: false })
  @JoinColumn({ name: 'report_run_id', foreignKeyConstraintName: 'report_file_report_run_id_fkey' })
  reportRun: Relation<ReportRunRecord>

  @Column('text', { name: 'file_name' })
  fileName: string

  @Column('bytea')
  content: Buffer

  @Column('text')
  sha256: string

  @Column('timestamptz', { name: 'made_at', default: () => 'now()' })
  madeAt: Date
}
