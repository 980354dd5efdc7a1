import type { SignalRules } from '../../../core/signals/signal-rules.js'
import type { Transaction } from '../../../database/access.js'

export interface StoredRuleSet {
  readonly version: number
  readonly rules: Omit<SignalRules, 'version'>
  readonly reason: string
  readonly created_by: string
  readonly created_at: Date
}

/** The latest first. */
export function queryRuleSets(transaction: Transaction): Promise<StoredRuleSet[]> {
  return transaction.query<StoredRuleSet>(
    'select version, rules, reason, created_by, created_at from rule_set order by version desc',
  )
}

/** Undefined when somebody else has stored that version. */
export async function insertRuleSet(
  transaction: Transaction,
  { version, ...rules }: SignalRules,
  reason: string,
): Promise<StoredRuleSet | undefined> {
  const [stored] = await transaction.query<StoredRuleSet>(
    `insert into rule_set (version, rules, reason) values ($1, $2, $3) on conflict (version) do nothing
     returning version, rules, reason, created_by, created_at`,
    [version, JSON.stringify(rules), reason],
  )
  return stored
}
