import { useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import { FILTER_KEYS, type FilterKey } from './filter-keys.js'
import { filterParsers } from './filter-parameters.js'

export interface FilterState {
  /** The one object that drives chart, table and file. */
  readonly filters: Filters
  readonly set: (key: FilterKey, value: string | null) => void
  readonly reset: () => void
  /** Takes filters out of the address without a step in the history: Back must not lead to them again. */
  readonly drop: (keys: readonly FilterKey[]) => void
  /** Filters in the address that hold a value this page does not know; they act on nothing. */
  readonly dropped: readonly { key: FilterKey; value: string }[]
}

/** The filters as the address holds them. Each change is a step of the browser's history, so Back undoes it. */
export function useFilters(): FilterState {
  const [values, setValues] = useQueryStates(filterParsers, { history: 'push' })
  const [search] = useSearchParams()
  return useMemo(() => {
    const dropped = FILTER_KEYS.flatMap((key) => {
      const raw = search.get(key)
      return raw !== null && raw !== '' && values[key] === null ? [{ key, value: raw }] : []
    })
    return {
      filters: presentOnly(values),
      set: (key, value) => void setValues({ [key]: value === '' ? null : value }),
      reset: () => void setValues(null),
      drop: (keys) =>
        void setValues(Object.fromEntries(keys.map((key) => [key, null])), { history: 'replace' }),
      dropped,
    }
  }, [values, setValues, search])
}

function presentOnly(values: { [Key in FilterKey]: Filters[Key] | null }): Filters {
  const { site, group, modality, format, structure, focus, arm, measure, from, to } = values
  return {
    ...(site ? { site } : {}),
    ...(group ? { group } : {}),
    ...(modality ? { modality } : {}),
    ...(format ? { format } : {}),
    ...(structure ? { structure } : {}),
    ...(focus ? { focus } : {}),
    ...(arm ? { arm } : {}),
    ...(measure ? { measure } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }
}
