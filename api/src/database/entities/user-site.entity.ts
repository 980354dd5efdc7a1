import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Site } from './site.entity.js'

/** A site whose data a director or a coordinator works with. Users are of the schema `auth`, which has no entities. */
@Entity('user_site')
export class UserSite {
  @PrimaryColumn('text', { name: 'user_id' })
  userId: string

  @PrimaryColumn('text', { name: 'site_id' })
  siteId: string

  @ManyToOne(() => Site, { nullable: false })
  @JoinColumn({
    name: 'site_id',
    referencedColumnName: 'siteId',
    foreignKeyConstraintName: 'user_site_site_id_fkey',
  })
  site: Relation<Site>
}
