import type { Filters } from '../../../../api/src/contracts/filters.js'
import { formatDay } from '../../format/day.js'
import {
  ARM_LABELS,
  FOCUS_LABELS,
  FORMAT_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../format/enumeration-labels.js'
import { measureName } from '../../format/measure-words.js'
import { FILTER_KEYS, FILTER_LABELS, type FilterKey } from './filter-keys.js'

/** What the filters may be set to; null while a list is on its way. */
export interface FilterChoices {
  readonly sites: readonly { site_id: string; name: string }[] | null
  readonly groups: readonly { group_id: string; name: string }[] | null
  readonly measures: readonly { code: string; short_name: string }[] | null
}

export interface Choice {
  readonly value: string
  readonly label: string
}

/** The values of one filter in the order of the screen; null for days and for lists still on their way. */
export function choicesOf(key: FilterKey, choices: FilterChoices): readonly Choice[] | null {
  switch (key) {
    case 'site':
      return choices.sites?.map((site) => ({ value: site.site_id, label: site.name })) ?? null
    case 'group':
      return choices.groups?.map((group) => ({ value: group.group_id, label: group.name })) ?? null
    case 'measure':
      return choices.measures?.map((each) => ({ value: each.code, label: each.short_name })) ?? null
    case 'modality':
      return labelled(MODALITY_LABELS)
    case 'format':
      return labelled(FORMAT_LABELS)
    case 'structure':
      return labelled(STRUCTURE_LABELS)
    case 'focus':
      return labelled(FOCUS_LABELS)
    case 'arm':
      return labelled(ARM_LABELS)
    case 'from':
    case 'to':
      return null
  }
}

/** The filters in force, each as words: "Site North", "From 1 Jan 2026"; of `keys` alone where they are given. */
export function filterWords(
  filters: Filters,
  choices: FilterChoices,
  keys: readonly FilterKey[] = FILTER_KEYS,
): string[] {
  return keys.flatMap((key) => {
    const value = filters[key]
    return value === undefined ? [] : [`${FILTER_LABELS[key]} ${valueWords(key, value, choices)}`]
  })
}

/** The filters in force, each with the way to take it off: for a card that found nothing. */
export function removableFilters(
  state: { filters: Filters; set: (key: FilterKey, value: null) => void },
  choices: FilterChoices,
): { words: string; remove: () => void }[] {
  return FILTER_KEYS.flatMap((key) => {
    const value = state.filters[key]
    if (value === undefined) return []
    const words = `${FILTER_LABELS[key]} ${valueWords(key, value, choices)}`
    return [{ words, remove: () => state.set(key, null) }]
  })
}

/** One filter's value as words; an id whose list has not arrived is shown as it is. */
export function valueWords(key: FilterKey, value: string, choices: FilterChoices): string {
  if (key === 'from' || key === 'to') return formatDay(value)
  const choice = choicesOf(key, choices)?.find((each) => each.value === value)
  return choice?.label ?? (key === 'measure' ? measureName(value) : value)
}

function labelled(labels: Readonly<Record<string, string>>): readonly Choice[] {
  return Object.entries(labels).map(([value, label]) => ({ value, label }))
}
