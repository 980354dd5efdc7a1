import type { ReportRequest } from '../../../../api/src/contracts/report-requests.js'
import { filterWords } from '../../components/filter-bar/filter-words.js'
import { OUTCOME_RULE_LABELS } from '../../format/outcome-words.js'

const NO_LISTS = { sites: null, groups: null, measures: null }

/** What was asked for beside the thing itself: filters and rules, in words. */
export function askedWords(request: ReportRequest): string[] {
  const rules =
    'rules' in request && request.rules !== 'standard' ? [`Rules ${OUTCOME_RULE_LABELS[request.rules]}`] : []
  if (!('filters' in request)) return rules
  // Site and group are named by what the report is about.
  const { site: _site, ...filters } = request.filters
  const { group: _group, ...others } = { group: undefined, ...filters }
  return [...filterWords(others, NO_LISTS), ...rules]
}
