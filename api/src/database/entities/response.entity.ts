import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import type { Scoring } from '../../core/vocabulary.js'
import { EpisodeOfCare } from './episode.entity.js'
import { GroupSession } from './group-session.entity.js'
import { ImportBatch } from './import-batch.entity.js'
import { Measure } from './measure.entity.js'

/** One filling-in of a measure. `answers` has one character an item, `.` = not answered. */
@Entity('response')
@Index('response_course', ['memberId', 'episodeId', 'measureCode', 'respondedOn', 'responseId'])
@Index('response_source', ['responseId'])
export class Response {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryColumn('text', { name: 'source_system' })
  sourceSystem: string

  @PrimaryColumn('text', { name: 'response_id' })
  responseId: string

  @Column('bigint', { name: 'episode_id' })
  episodeId: number

  @Column('bigint', { name: 'group_session_id', nullable: true })
  groupSessionId: number | null

  @Column('text', { name: 'measure_code' })
  measureCode: string

  @Column('date', { name: 'responded_on' })
  respondedOn: Day

  @Column('timestamptz', { name: 'recorded_at', default: () => 'now()' })
  recordedAt: Date

  @Column('text', { name: 'recorded_by', nullable: true, default: () => 'app_actor()' })
  recordedBy: string | null

  @Column('text', { nullable: true })
  answers: string | null

  @Column('integer', { nullable: true })
  total: number | null

  @Column('integer', { name: 'n_answered' })
  nAnswered: number

  @Column('text')
  scoring: Scoring

  @Column('integer', { name: 'functional_difficulty', nullable: true })
  functionalDifficulty: number | null

  @Column('text', { default: 'import' })
  mode: 'paper' | 'tablet' | 'link' | 'interview' | 'import'

  @Column('boolean', { name: 'is_voided', default: false })
  isVoided: boolean

  @Column('bigint', { name: 'import_batch_id', nullable: true })
  importBatchId: number | null

  @Column('integer', { default: 1 })
  version: number

  @ManyToOne(() => EpisodeOfCare, { nullable: false, onUpdate: 'CASCADE' })
  @JoinColumn([
    {
      name: 'member_id',
      referencedColumnName: 'memberId',
      foreignKeyConstraintName: 'response_member_id_episode_id_fkey',
    },
    {
      name: 'episode_id',
      referencedColumnName: 'episodeId',
      foreignKeyConstraintName: 'response_member_id_episode_id_fkey',
    },
  ])
  episode: Relation<EpisodeOfCare>

  @ManyToOne(() => GroupSession)
  @JoinColumn({
    name: 'group_session_id',
    referencedColumnName: 'groupSessionId',
    foreignKeyConstraintName: 'response_group_session_id_fkey',
  })
  groupSession: Relation<GroupSession | null>

  @ManyToOne(() => Measure, { nullable: false })
  @JoinColumn({
    name: 'measure_code',
    referencedColumnName: 'measureCode',
    foreignKeyConstraintName: 'response_measure_code_fkey',
  })
  measure: Relation<Measure>

  @ManyToOne(() => ImportBatch)
  @JoinColumn({
    name: 'import_batch_id',
    referencedColumnName: 'importBatchId',
    foreignKeyConstraintName: 'response_import_batch_id_fkey',
  })
  importBatch: Relation<ImportBatch | null>

  /** Of the group; kept by triggers, for policies by site. */
  @Column({ type: 'text', name: 'site_id', insert: false, update: false })
  siteId: string
}
