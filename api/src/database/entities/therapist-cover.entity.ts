import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import { Site } from './site.entity.js'
import { Therapist } from './therapist.entity.js'

/** A substitute sees the groups of the covered therapist between two days, both included. */
@Entity('therapist_cover')
@Index('therapist_cover_substitute', ['substituteTherapistId'])
export class TherapistCover {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'cover_id', generatedIdentity: 'ALWAYS' })
  coverId: number

  @Column('text', { name: 'covered_therapist_id' })
  coveredTherapistId: string

  @Column('text', { name: 'substitute_therapist_id' })
  substituteTherapistId: string

  /** Null: at every site. */
  @Column('text', { name: 'site_id', nullable: true })
  siteId: string | null

  @Column('date', { name: 'from_on' })
  fromOn: Day

  @Column('date', { name: 'to_on' })
  toOn: Day

  @Column('text')
  reason: string

  @Column('text', { name: 'created_by' })
  createdBy: string

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date

  /** Set when it was ended before its last day. */
  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null

  @ManyToOne(() => Therapist, { nullable: false })
  @JoinColumn({
    name: 'covered_therapist_id',
    referencedColumnName: 'therapistId',
    foreignKeyConstraintName: 'therapist_cover_covered_therapist_id_fkey',
  })
  covered: Relation<Therapist>

  @ManyToOne(() => Therapist, { nullable: false })
  @JoinColumn({
    name: 'substitute_therapist_id',
    referencedColumnName: 'therapistId',
    foreignKeyConstraintName: 'therapist_cover_substitute_therapist_id_fkey',
  })
  substitute: Relation<Therapist>

  @ManyToOne(() => Site, { nullable: true })
  @JoinColumn({
    name: 'site_id',
    referencedColumnName: 'siteId',
    foreignKeyConstraintName: 'therapist_cover_site_id_fkey',
  })
  site: Relation<Site> | null
}
