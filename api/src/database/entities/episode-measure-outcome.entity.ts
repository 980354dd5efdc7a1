import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import type { Arm } from '../../core/vocabulary.js'
import { EpisodeOfCare } from './episode.entity.js'
import { Measure } from './measure.entity.js'

/** What an episode came to on one measure. Derived: `tidemark rebuild` makes it again. */
@Entity('episode_measure_outcome')
export class EpisodeMeasureOutcome {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryColumn('bigint', { name: 'episode_id' })
  episodeId: number

  @PrimaryColumn('text', { name: 'measure_code' })
  measureCode: string

  @Column('integer', { name: 'n_scores' })
  nScores: number

  @Column('bigint', { name: 'sum_days' })
  sumDays: number

  @Column('bigint', { name: 'sum_days_squared' })
  sumDaysSquared: number

  @Column('bigint', { name: 'sum_score' })
  sumScore: number

  @Column('bigint', { name: 'sum_days_score' })
  sumDaysScore: number

  @Column('bigint', { name: 'sum_score_squared' })
  sumScoreSquared: number

  @Column('integer')
  baseline: number

  @Column('date', { name: 'baseline_on' })
  baselineOn: Day

  @Column('integer')
  last: number

  @Column('date', { name: 'last_on' })
  lastOn: Day

  @Column('integer')
  best: number

  @Column('integer', { name: 'change_in_points', nullable: true })
  changeInPoints: number | null

  @Column('text', { name: 'reliable_change' })
  reliableChange: 'reliably_improved' | 'no_reliable_change' | 'reliably_deteriorated' | 'not_assessable'

  @Column('boolean', { name: 'is_case_at_start', nullable: true })
  isCaseAtStart: boolean | null

  @Column('boolean', { name: 'is_case_at_end', nullable: true })
  isCaseAtEnd: boolean | null

  @Column('double precision', { name: 'fitted_slope_per_week', nullable: true })
  fittedSlopePerWeek: number | null

  @Column('double precision', { name: 'fitted_slope_standard_error', nullable: true })
  fittedSlopeStandardError: number | null

  @Column('double precision', { name: 'fitted_intercept', nullable: true })
  fittedIntercept: number | null

  /** Attended sessions with a form. */
  @Column('integer', { name: 'forms_returned' })
  formsReturned: number

  /** Attended sessions with a scored form. */
  @Column('integer', { name: 'forms_valid' })
  formsValid: number

  /** Weeks since baseline with a score, in order; the next two lists follow it. */
  @Column('smallint', { name: 'week_numbers', array: true })
  weekNumbers: number[]

  @Column('smallint', { name: 'week_n_scores', array: true })
  weekNScores: number[]

  @Column('integer', { name: 'week_sum_scores', array: true })
  weekSumScores: number[]

  /** Every new best improvement over baseline in points, rising; the next list says the day since baseline of each. */
  @Column('smallint', { name: 'improved_points', array: true })
  improvedPoints: number[]

  @Column('integer', { name: 'improved_days', array: true })
  improvedDays: number[]

  /** The same of the improvement that the next valid score still held. */
  @Column('smallint', { name: 'held_points', array: true })
  heldPoints: number[]

  @Column('integer', { name: 'held_days', array: true })
  heldDays: number[]

  @Column('integer', { name: 'n_sudden_gains' })
  nSuddenGains: number

  @Column('integer', { name: 'calculation_version' })
  calculationVersion: number

  @ManyToOne(() => EpisodeOfCare, { nullable: false, onUpdate: 'CASCADE' })
  @JoinColumn([
    {
      name: 'member_id',
      referencedColumnName: 'memberId',
      foreignKeyConstraintName: 'episode_measure_outcome_member_id_episode_id_fkey',
    },
    {
      name: 'episode_id',
      referencedColumnName: 'episodeId',
      foreignKeyConstraintName: 'episode_measure_outcome_member_id_episode_id_fkey',
    },
  ])
  episode: Relation<EpisodeOfCare>

  @ManyToOne(() => Measure, { nullable: false })
  @JoinColumn({
    name: 'measure_code',
    referencedColumnName: 'measureCode',
    foreignKeyConstraintName: 'episode_measure_outcome_measure_code_fkey',
  })
  measure: Relation<Measure>

  /** Of the group; kept by triggers, for policies by site. */
  @Column({ type: 'text', name: 'site_id', insert: false, update: false })
  siteId: string

  /** Of the episode, from here on; kept by triggers, so that reads of the programme need no other table. */
  @Column({ type: 'text', name: 'group_id', insert: false, update: false })
  groupId: string

  @Column({ type: 'date', name: 'joined_on', insert: false, update: false })
  joinedOn: Day

  @Column({ type: 'date', name: 'ended_on', nullable: true, insert: false, update: false })
  endedOn: Day | null

  @Column({ type: 'text', name: 'arm', nullable: true, insert: false, update: false })
  arm: Arm | null
}
