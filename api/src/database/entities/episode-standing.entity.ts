import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Status } from '../../core/signals/signal.js'
import { EpisodeOfCare } from './episode.entity.js'
import { RuleSet } from './rule-set.entity.js'

/** Where an episode in care stands. Derived: `tidemark rebuild` makes it again; the row goes when the episode ends. */
@Entity('episode_standing')
export class EpisodeStanding {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryColumn('bigint', { name: 'episode_id' })
  episodeId: number

  @Column('text')
  status: Status

  /** The highest over the measures; orders a list. */
  @Column('double precision', { name: 'probability_of_no_improvement', nullable: true })
  probabilityOfNoImprovement: number | null

  @Column('text')
  sentence: string

  /** By measure, with the scores of the sparkline. */
  @Column('jsonb')
  measures: unknown

  /** What stands, the worst first. */
  @Column('jsonb')
  signals: unknown

  @Column('jsonb', { name: 'risk_item', nullable: true })
  riskItem: unknown

  @Column('bigint', { name: 'model_fit_ids', array: true })
  modelFitIds: number[]

  @Column('integer', { name: 'rules_version' })
  rulesVersion: number

  @Column('integer', { name: 'calculation_version' })
  calculationVersion: number

  /** Of the group; kept by triggers, for policies by site. */
  @Column({ type: 'text', name: 'site_id', insert: false, update: false })
  siteId: string

  @ManyToOne(() => EpisodeOfCare, { nullable: false, onUpdate: 'CASCADE' })
  @JoinColumn([
    {
      name: 'member_id',
      referencedColumnName: 'memberId',
      foreignKeyConstraintName: 'episode_standing_member_id_episode_id_fkey',
    },
    {
      name: 'episode_id',
      referencedColumnName: 'episodeId',
      foreignKeyConstraintName: 'episode_standing_member_id_episode_id_fkey',
    },
  ])
  episode: Relation<EpisodeOfCare>

  @ManyToOne(() => RuleSet, { nullable: false })
  @JoinColumn({
    name: 'rules_version',
    referencedColumnName: 'version',
    foreignKeyConstraintName: 'episode_standing_rules_version_fkey',
  })
  rules: Relation<RuleSet>
}
