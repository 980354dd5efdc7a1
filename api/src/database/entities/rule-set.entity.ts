import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { SignalRules } from '../../core/signals/signal-rules.js'

/** One version of the rules by which signals are raised; the highest is in use. */
@Entity('rule_set')
export class RuleSet {
  @PrimaryColumn('integer')
  version: number

  @Column('jsonb')
  rules: Omit<SignalRules, 'version'>

  @Column('text')
  reason: string

  @Column('text', { name: 'created_by', default: () => 'app_actor()' })
  createdBy: string

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date
}
