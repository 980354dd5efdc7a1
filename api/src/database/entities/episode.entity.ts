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
import type { Arm, ExitReason, Gender } from '../../core/vocabulary.js'
import { Member } from './member.entity.js'
import { TreatmentGroup } from './treatment-group.entity.js'

/** One member's time in one group, joining to leaving. */
@Entity('episode')
@Unique('episode_member_id_group_id_joined_on_key', ['memberId', 'groupId', 'joinedOn'])
@Index('episode_ended', ['endedOn'])
@Index('episode_group', ['groupId', 'joinedOn'])
@Index('episode_site', ['siteId', 'groupId'])
@Index('episode_number', ['episodeId'])
export class EpisodeOfCare {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'episode_id', generatedIdentity: 'ALWAYS' })
  episodeId: number

  @Column('text', { name: 'group_id' })
  groupId: string

  @Column('date', { name: 'joined_on' })
  joinedOn: Day

  @Column('date', { name: 'planned_end_on', nullable: true })
  plannedEndOn: Day | null

  @Column('date', { name: 'exited_on', nullable: true })
  exitedOn: Day | null

  @Column('text', { name: 'exit_reason', nullable: true })
  exitReason: ExitReason | null

  @Column({
    type: 'date',
    name: 'ended_on',
    nullable: true,
    generatedType: 'STORED',
    asExpression: 'COALESCE(exited_on, planned_end_on)',
    insert: false,
    update: false,
  })
  endedOn: Day | null

  @Column('text', { nullable: true })
  arm: Arm | null

  @Column('text', { name: 'recorded_arm', nullable: true })
  recordedArm: Arm | null

  @Column('boolean', { name: 'concurrent_individual', nullable: true })
  concurrentIndividual: boolean | null

  @Column('boolean', { name: 'concurrent_medication', nullable: true })
  concurrentMedication: boolean | null

  @Column('integer', { name: 'age_at_joining', nullable: true })
  ageAtJoining: number | null

  @Column('integer', { name: 'birth_year', nullable: true })
  birthYear: number | null

  @Column('text', { nullable: true })
  gender: Gender | null

  @Column('integer', { name: 'prior_episodes', nullable: true })
  priorEpisodes: number | null

  @Column('boolean', { name: 'may_overlap', default: false })
  mayOverlap: boolean

  @Column('integer', { default: 1 })
  version: number

  @ManyToOne(() => Member, { nullable: false })
  @JoinColumn({
    name: 'member_id',
    referencedColumnName: 'memberId',
    foreignKeyConstraintName: 'episode_member_id_fkey',
  })
  member: Relation<Member>

  @ManyToOne(() => TreatmentGroup, { nullable: false })
  @JoinColumn({
    name: 'group_id',
    referencedColumnName: 'groupId',
    foreignKeyConstraintName: 'episode_group_id_fkey',
  })
  group: Relation<TreatmentGroup>

  /** Of the group; kept by triggers, for policies by site. */
  @Column({ type: 'text', name: 'site_id', insert: false, update: false })
  siteId: string
}
