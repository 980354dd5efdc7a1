import {
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs'
import { useMemo } from 'react'
import type { EpisodeQuery } from '../../../../api/src/contracts/members.js'
import { keysOf } from '../../format/labels.js'
import { OUTCOME_CLASS_LABELS, OUTCOME_RULE_LABELS, RATE_FAMILY_LABELS } from '../../format/outcome-words.js'

/** What the list is asked for beside the filters that every page shares. */
export type MemberListQuery = Pick<EpisodeQuery, 'page' | 'page_size' | 'sort' | 'order'> &
  Partial<Pick<EpisodeQuery, NumberKey | 'open' | 'rules'>>

/** What makes the list the rows behind one number. */
export const NUMBER_KEYS = [
  'class',
  'family',
  'band_from',
  'band_to',
  'week',
  'attended',
  'therapist',
  'period',
] as const
export type NumberKey = (typeof NUMBER_KEYS)[number]

export const PAGE_SIZE = 50
export const SORTS = ['member_id', 'joined_on', 'last_on', 'change', 'last'] as const
const ORDERS = ['asc', 'desc'] as const

const PERIODS = ['episode_end', 'joining_date'] as const

const parsers = {
  class: parseAsStringLiteral(keysOf(OUTCOME_CLASS_LABELS)),
  family: parseAsStringLiteral(keysOf(RATE_FAMILY_LABELS)),
  band_from: parseAsString,
  band_to: parseAsString,
  week: parseAsInteger,
  attended: parseAsInteger,
  therapist: parseAsString,
  period: parseAsStringLiteral(PERIODS),
  rules: parseAsStringLiteral(keysOf(OUTCOME_RULE_LABELS)),
  open: parseAsStringLiteral(['yes', 'no'] as const),
  page: parseAsInteger.withDefault(1),
  sort: parseAsStringLiteral(SORTS).withDefault('member_id'),
  order: parseAsStringLiteral(ORDERS).withDefault('asc'),
}

export type MemberListChange =
  | { readonly open: 'yes' | 'no' }
  | { readonly page: number }
  | { readonly sort: MemberListQuery['sort']; readonly order: MemberListQuery['order'] }

export interface MemberListState {
  readonly query: MemberListQuery
  /** Changes part of the query; every change but that of the page goes back to the first page. */
  readonly set: (change: MemberListChange) => void
  readonly clear: (keys: readonly ('open' | NumberKey)[]) => void
}

/** The list as the address holds it; each change is a step of the history. */
export function useMemberListQuery(): MemberListState {
  const [values, setValues] = useQueryStates(parsers, { history: 'push' })
  return useMemo(
    () => ({
      query: queryOf(values),
      set: (change) => void setValues({ page: 1, ...change }),
      clear: (keys) => void setValues({ page: 1, ...Object.fromEntries(keys.map((key) => [key, null])) }),
    }),
    [values, setValues],
  )
}

function queryOf(values: inferParserType<typeof parsers>): MemberListQuery {
  const { open, page, sort, order, band_from, band_to, week, attended, therapist, period, rules } = values
  return {
    page: Math.max(1, page),
    page_size: PAGE_SIZE,
    sort,
    order,
    ...(values.class ? { class: values.class } : {}),
    ...(values.family ? { family: values.family } : {}),
    ...(band_from ? { band_from } : {}),
    ...(band_to ? { band_to } : {}),
    ...(week === null || week < 0 ? {} : { week }),
    ...(attended === null || attended < 0 ? {} : { attended }),
    ...(therapist ? { therapist } : {}),
    ...(period ? { period } : {}),
    ...(open ? { open } : {}),
    ...(rules ? { rules } : {}),
  }
}
