import type { ReliableChangeLimits } from '../../../core/change/jacobson-truax.js'
import type {
  ExpectedResponseFit,
  ExpectedResponseOff,
} from '../../../core/expected-response/fit-expected-response.js'
import type { SignalRules } from '../../../core/signals/signal-rules.js'
import type { Transaction } from '../../../database/access.js'

/** Of the latest fit of a measure, what signals take from it. */
export interface StoredFit {
  readonly model_fit_id: number
  readonly measure_code: string
  readonly fitted_at: Date
  readonly content: {
    readonly fit: ExpectedResponseFit | ExpectedResponseOff
    readonly reliableChangeLimits: ReliableChangeLimits | null
  }
}

/** The rule set in use. */
export async function queryRulesInUse(transaction: Transaction): Promise<SignalRules> {
  const [row] = await transaction.query<{ version: number; rules: Omit<SignalRules, 'version'> }>(
    'select version, rules from rule_set order by version desc limit 1',
  )
  if (row === undefined) throw new Error('There is no rule set in reach; the migration makes the first.')
  return { ...row.rules, version: row.version }
}

/** The latest fit of each measure that was ever fitted. */
export function queryLatestFits(transaction: Transaction): Promise<StoredFit[]> {
  return transaction.query<StoredFit>(
    `select latest.model_fit_id, latest.measure_code, latest.fitted_at, latest.content
     from measure
     cross join lateral (
       select * from model_fit where model_fit.measure_code = measure.measure_code
       order by model_fit_id desc limit 1
     ) as latest`,
  )
}
