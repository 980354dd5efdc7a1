import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'
import type { ReliableChangeLimits } from '../../core/change/jacobson-truax.js'
import type { Calibration } from '../../core/expected-response/calibrate.js'
import type {
  ExpectedResponseFit,
  ExpectedResponseOff,
} from '../../core/expected-response/fit-expected-response.js'
import { Measure } from './measure.entity.js'
import { RuleSet } from './rule-set.entity.js'

/** What signals take from a fit; of the deployment as it was then, so that they do not move with every form. */
export interface ModelFitContent {
  readonly fit: ExpectedResponseFit | ExpectedResponseOff
  /** For a measure without a threshold of its own. */
  readonly reliableChangeLimits: ReliableChangeLimits | null
  /** Whole points at and beyond which a change is reliable, by rules and limits of that moment. */
  readonly reliablePoints: number | null
}

/** The expected response of one measure, fitted on the ended episodes of a day; the latest is in use. */
@Entity('model_fit')
@Index('model_fit_latest', ['measureCode', 'modelFitId'])
export class ModelFit {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'model_fit_id', generatedIdentity: 'ALWAYS' })
  modelFitId: number

  @Column('text', { name: 'measure_code' })
  measureCode: string

  @Column('boolean', { name: 'is_on' })
  isOn: boolean

  @Column('integer')
  episodes: number

  @Column('date', { name: 'as_of' })
  asOf: Day

  @Column('timestamptz', { name: 'data_until' })
  dataUntil: Date

  @Column('integer', { name: 'rules_version' })
  rulesVersion: number

  @Column('integer', { name: 'calculation_version' })
  calculationVersion: number

  @Column('jsonb')
  content: ModelFitContent

  @Column('jsonb', { nullable: true })
  calibration: Omit<Calibration, 'kind' | 'fit'> | null

  @Column('text', { name: 'fitted_by', default: () => 'app_actor()' })
  fittedBy: string

  @Column('timestamptz', { name: 'fitted_at', default: () => 'now()' })
  fittedAt: Date

  @ManyToOne(() => Measure, { nullable: false })
  @JoinColumn({
    name: 'measure_code',
    referencedColumnName: 'measureCode',
    foreignKeyConstraintName: 'model_fit_measure_code_fkey',
  })
  measure: Relation<Measure>

  @ManyToOne(() => RuleSet, { nullable: false })
  @JoinColumn({
    name: 'rules_version',
    referencedColumnName: 'version',
    foreignKeyConstraintName: 'model_fit_rules_version_fkey',
  })
  rules: Relation<RuleSet>
}
