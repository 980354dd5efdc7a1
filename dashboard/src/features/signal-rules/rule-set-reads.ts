import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { NewRuleSet, RuleSetList, StoredRuleSet } from '../../../../api/src/contracts/rule-sets.js'
import { readJson } from '../../api-client/read-json.js'
import { sendJson } from '../../api-client/send-json.js'

/** Every version, the latest first; the first is in use. */
export function useRuleSets(): UseQueryResult<RuleSetList> {
  return useQuery({
    queryKey: ['rule-sets'],
    queryFn: ({ signal }) => readJson<RuleSetList>('/rule-sets', { signal }),
  })
}

export function storeRuleSet(wanted: NewRuleSet): Promise<StoredRuleSet> {
  return sendJson<StoredRuleSet>('POST', '/rule-sets', wanted)
}
