import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type Relation,
  Unique,
} from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import { SignalRecord } from './signal.entity.js'

/** One thing that happened to a signal: what a person did, or what the system found. Only added to. */
@Entity('signal_action')
@Unique('signal_action_version_key', ['memberId', 'signalId', 'version'])
@Index('signal_action_opening', ['siteId', 'actedAt'])
export class SignalAction {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    name: 'signal_action_id',
    generatedIdentity: 'ALWAYS',
  })
  signalActionId: number

  @Column('bigint', { name: 'signal_id' })
  signalId: number

  @Column('bigint', { name: 'episode_id' })
  episodeId: number

  /** Of the signal, after it; null for the escalation, which changes nothing for whoever is about to act. */
  @Column('integer', { nullable: true })
  version: number | null

  @Column('text')
  event: string

  @Column('text', { nullable: true })
  taken: string | null

  @Column('text', { nullable: true })
  note: string | null

  @Column('date', { name: 'snoozed_until', nullable: true })
  snoozedUntil: Day | null

  /** Of the signal, after it. */
  @Column('text')
  state: 'open' | 'acknowledged' | 'snoozed' | 'resolved'

  /** The evidence as it stood. */
  @Column('text')
  level: string

  @Column('text')
  sentence: string

  @Column('text', { default: () => 'app_actor()' })
  actor: string

  @Column('timestamptz', { name: 'acted_at', default: () => 'now()' })
  actedAt: Date

  /** Of the group; kept by triggers, for policies by site. */
  @Column({ type: 'text', name: 'site_id', insert: false, update: false })
  siteId: string

  @ManyToOne(() => SignalRecord, { nullable: false, onUpdate: 'CASCADE' })
  @JoinColumn([
    {
      name: 'member_id',
      referencedColumnName: 'memberId',
      foreignKeyConstraintName: 'signal_action_member_id_signal_id_fkey',
    },
    {
      name: 'signal_id',
      referencedColumnName: 'signalId',
      foreignKeyConstraintName: 'signal_action_member_id_signal_id_fkey',
    },
  ])
  signal: Relation<SignalRecord>
}
