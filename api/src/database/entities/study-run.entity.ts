import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import { ComparisonStudy } from './comparison-study.entity.js'
import { Job } from './job.entity.js'

/** A comparison that somebody asked for; what came of it is a study of its own. */
@Entity('study_run')
@Index('study_run_of_requester', ['requestedBy', 'studyRunId'])
export class StudyRun {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'study_run_id', generatedIdentity: 'ALWAYS' })
  studyRunId: number

  @Column('text', { name: 'site_ids', array: true })
  siteIds: string[]

  /** As on the wire. */
  @Column('jsonb')
  definition: unknown

  @Column('date', { name: 'as_of' })
  asOf: Day

  /** No day was asked for: the day was that of the request. */
  @Column('boolean', { name: 'follows_today' })
  followsToday: boolean

  @Column('text', { name: 'requested_by', default: () => 'app_actor()' })
  requestedBy: string

  @Column('timestamptz', { name: 'requested_at', default: () => 'now()' })
  requestedAt: Date

  /** Null where a stored study was the answer. */
  @Column('bigint', { name: 'job_id', nullable: true })
  jobId: number | null

  @ManyToOne(() => Job, { nullable: true })
  @JoinColumn({ name: 'job_id', foreignKeyConstraintName: 'study_run_job_id_fkey' })
  job: Relation<Job> | null

  @Column('bigint', { name: 'comparison_study_id', nullable: true })
  comparisonStudyId: number | null

  @ManyToOne(() => ComparisonStudy, { nullable: true })
  @JoinColumn({
    name: 'comparison_study_id',
    foreignKeyConstraintName: 'study_run_comparison_study_id_fkey',
  })
  study: Relation<ComparisonStudy> | null
}
