import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Site } from './site.entity.js'

/** Who leads groups. */
@Entity('therapist')
export class Therapist {
  @PrimaryColumn('text', { name: 'therapist_id' })
  therapistId: string

  @Column('text', { name: 'display_name' })
  displayName: string

  @Column('text', { name: 'site_id', nullable: true })
  siteId: string | null

  @Column('integer', { default: 1 })
  version: number

  @ManyToOne(() => Site)
  @JoinColumn({
    name: 'site_id',
    referencedColumnName: 'siteId',
    foreignKeyConstraintName: 'therapist_site_id_fkey',
  })
  site: Relation<Site | null>
}
