import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import type { Arm, ExitReason } from '../../core/vocabulary.js'
import { EpisodeOfCare } from './episode.entity.js'

/** What an episode came to over all measures. Derived: `tidemark rebuild` makes it again. */
@Entity('episode_outcome')
export class EpisodeOutcome {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryColumn('bigint', { name: 'episode_id' })
  episodeId: number

  @Column('integer', { name: 'sessions_eligible' })
  sessionsEligible: number

  @Column('integer', { name: 'sessions_attended' })
  sessionsAttended: number

  @Column('integer', { name: 'trailing_absences' })
  trailingAbsences: number

  @Column('integer', { name: 'last_attended_index' })
  lastAttendedIndex: number

  @Column('date', { name: 'last_attended_on', nullable: true })
  lastAttendedOn: Day | null

  @Column('date', { name: 'first_eligible_on', nullable: true })
  firstEligibleOn: Day | null

  @Column('date', { name: 'last_eligible_on', nullable: true })
  lastEligibleOn: Day | null

  /** Returned forms of measures without any score in the episode. */
  @Column('integer', { name: 'forms_unscored' })
  formsUnscored: number

  @Column('boolean', { name: 'has_started' })
  hasStarted: boolean

  @Column('boolean', { name: 'has_dropped_out', nullable: true })
  hasDroppedOut: boolean | null

  @Column('boolean', { name: 'has_paired_scores' })
  hasPairedScores: boolean

  @Column('boolean', { name: 'is_case_at_start', nullable: true })
  isCaseAtStart: boolean | null

  @Column('boolean', { name: 'is_recovered', nullable: true })
  isRecovered: boolean | null

  @Column('boolean', { name: 'is_reliably_improved', nullable: true })
  isReliablyImproved: boolean | null

  @Column('boolean', { name: 'is_reliably_deteriorated', nullable: true })
  isReliablyDeteriorated: boolean | null

  @Column('boolean', { name: 'is_reliably_recovered', nullable: true })
  isReliablyRecovered: boolean | null

  @Column('text', { name: 'risk_item', nullable: true })
  riskItem: 'yes' | 'no' | 'unknown' | null

  /** Both first scores are valid and neither is at caseness. */
  @Column('boolean', { name: 'is_not_at_caseness' })
  isNotAtCaseness: boolean

  /** Positive = improvement; null below 2 valid scores. */
  @Column('smallint', { name: 'phq9_change', nullable: true })
  phq9Change: number | null

  @Column('smallint', { name: 'gad7_change', nullable: true })
  gad7Change: number | null

  @Column('integer', { name: 'calculation_version' })
  calculationVersion: number

  @ManyToOne(() => EpisodeOfCare, { nullable: false, onUpdate: 'CASCADE' })
  @JoinColumn([
    {
      name: 'member_id',
      referencedColumnName: 'memberId',
      foreignKeyConstraintName: 'episode_outcome_member_id_episode_id_fkey',
    },
    {
      name: 'episode_id',
      referencedColumnName: 'episodeId',
      foreignKeyConstraintName: 'episode_outcome_member_id_episode_id_fkey',
    },
  ])
  episode: Relation<EpisodeOfCare>

  /** Of the group; kept by triggers, for policies by site. */
  @Column({ type: 'text', name: 'site_id', insert: false, update: false })
  siteId: string

  /** Of the episode, from here on; kept by triggers, so that reads of the programme need no other table. */
  @Column({ type: 'text', name: 'group_id', insert: false, update: false })
  groupId: string

  @Column({ type: 'date', name: 'joined_on', insert: false, update: false })
  joinedOn: Day

  @Column({ type: 'date', name: 'planned_end_on', nullable: true, insert: false, update: false })
  plannedEndOn: Day | null

  @Column({ type: 'date', name: 'exited_on', nullable: true, insert: false, update: false })
  exitedOn: Day | null

  @Column({ type: 'date', name: 'ended_on', nullable: true, insert: false, update: false })
  endedOn: Day | null

  @Column({ type: 'text', name: 'exit_reason', nullable: true, insert: false, update: false })
  exitReason: ExitReason | null

  @Column({ type: 'text', name: 'arm', nullable: true, insert: false, update: false })
  arm: Arm | null
}
