import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A deployment's own choice in place of a default. */
@Entity('setting')
export class Setting {
  @PrimaryColumn('text')
  name: string

  @Column('jsonb')
  value: unknown
}
