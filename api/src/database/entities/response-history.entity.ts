import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import type { Scoring } from '../../core/vocabulary.js'

/** The versions of a response that were replaced, with who, when and why. */
@Entity('response_history')
export class ResponseHistory {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryColumn('text', { name: 'source_system' })
  sourceSystem: string

  @PrimaryColumn('text', { name: 'response_id' })
  responseId: string

  @PrimaryColumn('integer')
  version: number

  @Column('bigint', { name: 'episode_id' })
  episodeId: number

  @Column('bigint', { name: 'group_session_id', nullable: true })
  groupSessionId: number | null

  @Column('text', { name: 'measure_code' })
  measureCode: string

  @Column('date', { name: 'responded_on' })
  respondedOn: Day

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt: Date

  @Column('text', { name: 'recorded_by', nullable: true })
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

  @Column('text')
  mode: 'paper' | 'tablet' | 'link' | 'interview' | 'import'

  @Column('boolean', { name: 'is_voided' })
  isVoided: boolean

  @Column('bigint', { name: 'import_batch_id', nullable: true })
  importBatchId: number | null

  @Column('timestamptz', { name: 'replaced_at', default: () => 'now()' })
  replacedAt: Date

  @Column('text', { name: 'replaced_by', nullable: true, default: () => 'app_actor()' })
  replacedBy: string | null

  @Column('bigint', { name: 'replaced_by_batch_id', nullable: true })
  replacedByBatchId: number | null

  @Column('text')
  reason: string

  /** Of the group; kept by triggers, for policies by site. */
  @Column({ type: 'text', name: 'site_id', insert: false, update: false })
  siteId: string
}
