import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import { EpisodeOfCare } from './episode.entity.js'
import { Measure } from './measure.entity.js'
import { ModelFit } from './model-fit.entity.js'
import { RuleSet } from './rule-set.entity.js'

/** A piece of evidence that somebody should look at a member, from being raised to being dealt with. */
@Entity('signal')
@Index('signal_standing', ['memberId', 'episodeId', 'kind', 'measureCode'], {
  unique: true,
  where: "(evidence_stands AND (kind <> 'risk_item'::text))",
})
@Index('signal_risk_answer', ['memberId', 'episodeId', 'sourceSystem', 'responseId'], {
  unique: true,
  where: "(kind = 'risk_item'::text)",
})
@Index('signal_number', ['signalId'])
@Index('signal_unresolved', ['siteId', 'kind', 'openedAt'], { where: "(state <> 'resolved'::text)" })
export class SignalRecord {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'signal_id', generatedIdentity: 'ALWAYS' })
  signalId: number

  @Column('bigint', { name: 'episode_id' })
  episodeId: number

  @Column('text')
  kind: 'risk_item' | 'reliably_deteriorated' | 'worse_than_expected' | 'no_reliable_change_by_k' | 'absent_2'

  /** null: it speaks of attendance. */
  @Column('text', { name: 'measure_code', nullable: true })
  measureCode: string | null

  /** The form, for an answer to item 9. */
  @Column('text', { name: 'source_system', nullable: true })
  sourceSystem: string | null

  @Column('text', { name: 'response_id', nullable: true })
  responseId: string | null

  @Column('text')
  level: 'not_on_track' | 'watch'

  @Column('date')
  since: Day

  @Column('jsonb')
  inputs: unknown

  @Column('text')
  sentence: string

  @Column('integer', { name: 'rules_version' })
  rulesVersion: number

  @Column('bigint', { name: 'model_fit_id', nullable: true })
  modelFitId: number | null

  /** The evidence is still true of the member; of item 9, the form still says so. */
  @Column('boolean', { name: 'evidence_stands', default: true })
  evidenceStands: boolean

  @Column('text', { default: 'open' })
  state: 'open' | 'acknowledged' | 'snoozed' | 'resolved'

  @Column('timestamptz', { name: 'raised_at', default: () => 'now()' })
  raisedAt: Date

  @Column('timestamptz', { name: 'opened_at', default: () => 'now()' })
  openedAt: Date

  @Column('date', { name: 'snoozed_until', nullable: true })
  snoozedUntil: Day | null

  @Column('timestamptz', { name: 'escalated_at', nullable: true })
  escalatedAt: Date | null

  /** The evidence with which a person last dealt: worse than that opens the signal again. */
  @Column('text', { name: 'dealt_level', nullable: true })
  dealtLevel: string | null

  @Column('jsonb', { name: 'dealt_inputs', nullable: true })
  dealtInputs: unknown

  @Column('integer', { default: 1 })
  version: number

  /** Of the group; kept by triggers, for policies by site. */
  @Column({ type: 'text', name: 'site_id', insert: false, update: false })
  siteId: string

  @ManyToOne(() => EpisodeOfCare, { nullable: false, onUpdate: 'CASCADE' })
  @JoinColumn([
    {
      name: 'member_id',
      referencedColumnName: 'memberId',
      foreignKeyConstraintName: 'signal_member_id_episode_id_fkey',
    },
    {
      name: 'episode_id',
      referencedColumnName: 'episodeId',
      foreignKeyConstraintName: 'signal_member_id_episode_id_fkey',
    },
  ])
  episode: Relation<EpisodeOfCare>

  @ManyToOne(() => Measure)
  @JoinColumn({
    name: 'measure_code',
    referencedColumnName: 'measureCode',
    foreignKeyConstraintName: 'signal_measure_code_fkey',
  })
  measure: Relation<Measure | null>

  @ManyToOne(() => RuleSet, { nullable: false })
  @JoinColumn({
    name: 'rules_version',
    referencedColumnName: 'version',
    foreignKeyConstraintName: 'signal_rules_version_fkey',
  })
  rules: Relation<RuleSet>

  @ManyToOne(() => ModelFit)
  @JoinColumn({
    name: 'model_fit_id',
    referencedColumnName: 'modelFitId',
    foreignKeyConstraintName: 'signal_model_fit_id_fkey',
  })
  modelFit: Relation<ModelFit | null>
}
