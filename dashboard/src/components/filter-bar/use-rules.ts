import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { keysOf } from '../../format/labels.js'
import { OUTCOME_RULE_LABELS } from '../../format/outcome-words.js'
import type { RulesChoice } from './filter-bar.js'

/** By which rule a change counts as reliable, as the address says; the standard rules stand in no address. */
export function useRules(): RulesChoice {
  const [rules, setRules] = useQueryState(
    'rules',
    parseAsStringLiteral(keysOf(OUTCOME_RULE_LABELS))
      .withDefault('standard')
      .withOptions({ history: 'push' }),
  )
  return { current: rules, choose: (next) => void setRules(next) }
}
