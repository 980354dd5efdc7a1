import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import type { Focus, Format, Modality, Structure } from '../../core/vocabulary.js'
import { Site } from './site.entity.js'

/** Members meeting together: a programme of sessions at one site. */
@Entity('treatment_group')
@Index('treatment_group_site', ['siteId'])
export class TreatmentGroup {
  @PrimaryColumn('text', { name: 'group_id' })
  groupId: string

  @Column('text', { name: 'site_id' })
  siteId: string

  @Column('text')
  name: string

  @Column('text')
  modality: Modality

  @Column('text')
  format: Format

  @Column('text')
  structure: Structure

  @Column('text', { nullable: true })
  focus: Focus | null

  @Column('date', { name: 'start_on' })
  startOn: Day

  @Column('date', { name: 'end_on', nullable: true })
  endOn: Day | null

  @Column('integer', { name: 'planned_sessions' })
  plannedSessions: number

  @Column('integer', { name: 'session_minutes', nullable: true })
  sessionMinutes: number | null

  @Column('integer', { nullable: true })
  capacity: number | null

  @Column('integer', { default: 1 })
  version: number

  @ManyToOne(() => Site, { nullable: false })
  @JoinColumn({
    name: 'site_id',
    referencedColumnName: 'siteId',
    foreignKeyConstraintName: 'treatment_group_site_id_fkey',
  })
  site: Relation<Site>
}
