import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import type { SignalKindContract } from '../../../../api/src/contracts/signal-evidence.js'
import { keysOf } from '../../format/labels.js'
import { KIND_LABELS, STATE_LABELS, type StateChoice } from './review-words.js'

/** What the list is asked for; what is left out is no filter. */
export interface ReviewFilters {
  readonly state?: StateChoice
  readonly kind?: SignalKindContract
  readonly group?: string
  readonly site?: string
  readonly member?: string
  readonly escalated?: 'yes'
}
type ReviewFilterKey = keyof ReviewFilters

const FILTER_KEYS = ['escalated', 'state', 'kind', 'group', 'site', 'member'] as const

export interface ReviewFilterState {
  readonly filters: ReviewFilters
  readonly page: number
  readonly set: (change: { readonly [Key in ReviewFilterKey]?: ReviewFilters[Key] | null }) => void
  readonly toFirstPage: () => void
}

/** The filters as the address holds them: ids and words of a list, never a name. A change begins at the first page. */
export function useReviewFilters(): ReviewFilterState {
  const [values, setValues] = useQueryStates(
    {
      state: parseAsStringLiteral(keysOf(STATE_LABELS)),
      kind: parseAsStringLiteral(keysOf(KIND_LABELS)),
      group: parseAsString,
      site: parseAsString,
      member: parseAsString,
      escalated: parseAsStringLiteral(['yes'] as const),
      page: parseAsInteger,
    },
    { history: 'push' },
  )
  return useMemo(() => {
    const { state, kind, group, site, member, escalated, page } = values
    return {
      filters: {
        ...(state ? { state } : {}),
        ...(kind ? { kind } : {}),
        ...(group ? { group } : {}),
        ...(site ? { site } : {}),
        ...(member ? { member } : {}),
        ...(escalated ? { escalated } : {}),
      },
      page: Math.max(1, page ?? 1),
      set: (change) => void setValues({ ...change, page: null }),
      toFirstPage: () => void setValues({ page: null }),
    }
  }, [values, setValues])
}

/** The filters in force, each with the way to take it off. */
export function removableReviewFilters(
  { filters, page, set, toFirstPage }: ReviewFilterState,
  total: number,
): { words: string; remove: () => void }[] {
  const found = FILTER_KEYS.flatMap((key) =>
    filters[key] === undefined
      ? []
      : [{ words: filterWords(key, filters), remove: () => set({ [key]: null }) }],
  )
  return page > 1 && total > 0 ? [{ words: `Page ${page}`, remove: toFirstPage }, ...found] : found
}

function filterWords(key: ReviewFilterKey, { state, kind, group, site, member }: ReviewFilters): string {
  switch (key) {
    case 'escalated':
      return 'Waited too long'
    case 'state':
      return state === undefined ? '' : STATE_LABELS[state]
    case 'kind':
      return kind === undefined ? '' : KIND_LABELS[kind]
    case 'group':
      return `Group ${group}`
    case 'site':
      return `Site ${site}`
    case 'member':
      return `Member ${member}`
  }
}
