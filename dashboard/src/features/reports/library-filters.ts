import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import type { ReportRunQuery } from '../../../../api/src/contracts/report-runs.js'
import { parseAsDay } from '../../components/filter-bar/parse-as-day.js'
import { formatDay } from '../../format/day.js'
import { keysOf } from '../../format/labels.js'
import { REPORT_LABELS } from '../../format/report-words.js'

export type LibraryFilters = Partial<Omit<ReportRunQuery, 'page_size'>>
export type LibraryFilterKey = Exclude<keyof LibraryFilters, 'page'>

export const STATE_LABELS: Readonly<Record<NonNullable<LibraryFilters['state']>, string>> = {
  waiting: 'Waiting',
  running: 'Being made',
  done: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
}
export const SUPERSEDED_LABELS: Readonly<Record<NonNullable<LibraryFilters['superseded']>, string>> = {
  no: 'as it stands',
  yes: 'superseded',
}
export const BY_LABELS: Readonly<Record<NonNullable<LibraryFilters['by']>, string>> = { me: 'me' }

export interface LibraryFilterState {
  readonly filters: LibraryFilters
  readonly set: (
    change: {
      readonly [Key in keyof LibraryFilters]?: NonNullable<LibraryFilters[Key]> | null
    },
  ) => void
}

/** The filters as the address holds them. */
export function useLibraryFilters(): LibraryFilterState {
  const [values, setValues] = useQueryStates(
    {
      definition: parseAsStringLiteral(keysOf(REPORT_LABELS)),
      state: parseAsStringLiteral(keysOf(STATE_LABELS)),
      by: parseAsStringLiteral(keysOf(BY_LABELS)),
      superseded: parseAsStringLiteral(keysOf(SUPERSEDED_LABELS)),
      from: parseAsDay,
      to: parseAsDay,
      page: parseAsInteger,
    },
    { history: 'push' },
  )
  return useMemo(() => {
    const { definition, state, by, superseded, from, to, page } = values
    return {
      filters: {
        ...(definition ? { definition } : {}),
        ...(state ? { state } : {}),
        ...(by ? { by } : {}),
        ...(superseded ? { superseded } : {}),
        ...(from ? { from } : {}),
        ...(to ? { to } : {}),
        ...(page ? { page } : {}),
      },
      // Under other filters the first page is the one to begin with.
      set: (change) => void setValues({ page: null, ...change }),
    }
  }, [values, setValues])
}

/** The filters in force, each with the way to take it off. */
export function removableLibraryFilters({
  filters,
  set,
}: LibraryFilterState): { words: string; remove: () => void }[] {
  const { definition, state, by, superseded, from, to } = filters
  const all: readonly (readonly [LibraryFilterKey, string | null])[] = [
    ['definition', definition === undefined ? null : REPORT_LABELS[definition]],
    ['state', state === undefined ? null : STATE_LABELS[state]],
    ['by', by === undefined ? null : 'Asked for by me'],
    ['superseded', superseded === undefined ? null : `Only ${SUPERSEDED_LABELS[superseded]}`],
    ['from', from === undefined ? null : `From ${formatDay(from)}`],
    ['to', to === undefined ? null : `To ${formatDay(to)}`],
  ]
  return all.flatMap(([key, words]) =>
    words === null ? [] : [{ words, remove: () => set({ [key]: null }) }],
  )
}
