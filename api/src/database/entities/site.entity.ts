import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A place where groups meet; its time zone decides what today is. */
@Entity('site')
export class Site {
  @PrimaryColumn('text', { name: 'site_id' })
  siteId: string

  @Column('text')
  name: string

  @Column('text', { name: 'time_zone', default: 'UTC' })
  timeZone: string

  @Column('integer', { default: 1 })
  version: number
}
