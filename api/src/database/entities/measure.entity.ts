import { Column, Entity, PrimaryColumn } from 'typeorm'

/** The questionnaires that this version knows, as its definition files say. */
@Entity('measure')
export class Measure {
  @PrimaryColumn('text', { name: 'measure_code' })
  measureCode: string

  @Column('text', { name: 'definition_version' })
  definitionVersion: string

  @Column('text')
  name: string

  @Column('integer', { name: 'item_count' })
  itemCount: number

  @Column('integer', { name: 'low_total' })
  lowTotal: number

  @Column('integer', { name: 'high_total' })
  highTotal: number
}
