import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
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
}
