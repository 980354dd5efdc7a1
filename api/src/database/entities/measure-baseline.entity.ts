import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { Measure } from './measure.entity.js'

/** Count and sums of every baseline of the deployment on a measure; kept by triggers of `episode_measure_outcome`. */
@Entity('measure_baseline')
export class MeasureBaseline {
  @PrimaryColumn('text', { name: 'measure_code' })
  measureCode: string

  @Column('bigint')
  n: number

  @Column('bigint')
  sum: number

  @Column('bigint', { name: 'sum_squared' })
  sumSquared: number

  @ManyToOne(() => Measure, { nullable: false })
  @JoinColumn({
    name: 'measure_code',
    referencedColumnName: 'measureCode',
    foreignKeyConstraintName: 'measure_baseline_measure_code_fkey',
  })
  measure: Relation<Measure>
}
