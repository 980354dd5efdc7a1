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
import {
  OUTCOME_CLASS_LABELS,
  OUTCOME_RULE_LABELS,
  PERIOD_BASIS_WORDS,
  RATE_FAMILY_LABELS,
  TIMED_EVENT_WORDS,
} from '../../format/outcome-words.js'

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
  'attended_from',
  'attended_to',
  'timed',
  'timed_state',
  'timed_at',
  'session_number',
  'presence',
  'therapist',
  'period',
] as const
export type NumberKey = (typeof NUMBER_KEYS)[number]

export const PAGE_SIZE = 50
export const SORTS = ['member_id', 'joined_on', 'last_on', 'change', 'last'] as const
const ORDERS = ['asc', 'desc'] as const

const TIMED_STATES = ['event', 'competing', 'at_risk'] as const
const PRESENCES = ['recorded', 'attended', 'missed'] as const

const parsers = {
  class: parseAsStringLiteral(keysOf(OUTCOME_CLASS_LABELS)),
  family: parseAsStringLiteral(keysOf(RATE_FAMILY_LABELS)),
  band_from: parseAsString,
  band_to: parseAsString,
  week: parseAsInteger,
  attended: parseAsInteger,
  attended_from: parseAsInteger,
  attended_to: parseAsInteger,
  timed: parseAsStringLiteral(keysOf(TIMED_EVENT_WORDS)),
  timed_state: parseAsStringLiteral(TIMED_STATES),
  timed_at: parseAsInteger,
  session_number: parseAsInteger,
  presence: parseAsStringLiteral(PRESENCES),
  therapist: parseAsString,
  period: parseAsStringLiteral(keysOf(PERIOD_BASIS_WORDS)),
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

function queryOf(values: Values): MemberListQuery {
  const { open, page, sort, order, band_from, band_to, therapist, rules, period } = values
  return {
    page: Math.max(1, page),
    page_size: PAGE_SIZE,
    sort,
    order,
    ...(values.class ? { class: values.class } : {}),
    ...(values.family ? { family: values.family } : {}),
    ...(band_from ? { band_from } : {}),
    ...(band_to ? { band_to } : {}),
    ...countsOf(values),
    ...timedOf(values),
    ...(therapist ? { therapist } : {}),
    // The day of a session says nothing without the session.
    ...(period && (period !== 'session_date' || isCount(values.session_number)) ? { period } : {}),
    ...(open ? { open } : {}),
    ...(rules ? { rules } : {}),
  }
}

type Values = inferParserType<typeof parsers>

function countsOf({ week, attended, attended_from, attended_to }: Values): Partial<MemberListQuery> {
  return {
    ...(isCount(week) ? { week } : {}),
    ...(isCount(attended) ? { attended } : {}),
    ...(isCount(attended_from) ? { attended_from } : {}),
    ...(isCount(attended_to) ? { attended_to } : {}),
  }
}

function timedOf({
  timed,
  timed_state,
  timed_at,
  session_number,
  presence,
}: Values): Partial<MemberListQuery> {
  return {
    ...(timed ? { timed, timed_state: timed_state ?? 'at_risk' } : {}),
    ...(timed && isCount(timed_at) ? { timed_at } : {}),
    ...(isCount(session_number) ? { session_number, presence: presence ?? 'recorded' } : {}),
  }
}

function isCount(value: number | null): value is number {
  return value !== null && value >= 0
}
