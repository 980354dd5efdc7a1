import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { AttendanceStatus } from '../../core/vocabulary.js'
import { EpisodeOfCare } from './episode.entity.js'
import { GroupSession } from './group-session.entity.js'

/** One member at one group session. */
@Entity('attendance')
@Index('attendance_session', ['groupSessionId'])
export class Attendance {
  @PrimaryColumn('bigint', { name: 'member_id' })
  memberId: number

  @PrimaryColumn('bigint', { name: 'group_session_id' })
  groupSessionId: number

  @Column('bigint', { name: 'episode_id' })
  episodeId: number

  @Column('text')
  status: AttendanceStatus

  @Column('integer', { default: 1 })
  version: number

  @ManyToOne(() => GroupSession, { nullable: false })
  @JoinColumn({
    name: 'group_session_id',
    referencedColumnName: 'groupSessionId',
    foreignKeyConstraintName: 'attendance_group_session_id_fkey',
  })
  groupSession: Relation<GroupSession>

  @ManyToOne(() => EpisodeOfCare, { nullable: false, onUpdate: 'CASCADE' })
  @JoinColumn([
    {
      name: 'member_id',
      referencedColumnName: 'memberId',
      foreignKeyConstraintName: 'attendance_member_id_episode_id_fkey',
    },
    {
      name: 'episode_id',
      referencedColumnName: 'episodeId',
      foreignKeyConstraintName: 'attendance_member_id_episode_id_fkey',
    },
  ])
  episode: Relation<EpisodeOfCare>

  /** Of the group; kept by triggers, for policies by site. */
  @Column({ type: 'text', name: 'site_id', insert: false, update: false })
  siteId: string
}
