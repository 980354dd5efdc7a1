import type { ProgrammeState } from '../../../../api/src/contracts/programme-query.js'
import type { CardState, RemovableFilter } from '../../components/chart-card/card-state.js'
import {
  type FilterChoices,
  filterWords,
  removableFilters,
} from '../../components/filter-bar/filter-words.js'
import type { FilterState } from '../../components/filter-bar/use-filters.js'
import { countOf } from '../../format/number.js'

/**
 * How a card stands by what the answer says of itself: the reason in words, and the filters that the answer says to
 * relax, each with what there would be without it; all filters where it names none.
 */
export function stateWithRelaxation(
  state: ProgrammeState,
  filterState: FilterState,
  choices: FilterChoices,
): CardState {
  if (state.kind === 'answered') return { kind: 'ready' }
  const reason = state.message ?? 'There is nothing to show.'
  switch (state.kind) {
    case 'nothing_recorded':
      return { kind: 'empty', reason }
    case 'too_few_periods':
    case 'too_few_units':
    case 'too_few_members': {
      // What there is already is too few; how many there would be is not known.
      const filters = removables(state, filterState, choices, () => '')
      return { kind: 'too_few', reason, ...(filters.length === 0 ? {} : { filters }) }
    }
    case 'no_episodes':
    case 'no_finished_episodes':
    case 'contradictory_period': {
      const named = removables(
        state,
        filterState,
        choices,
        (episodes) => ` (${countOf(episodes, 'episode')} without it)`,
      )
      const filters = named.length > 0 ? named : removableFilters(filterState, choices)
      return filters.length === 0 ? { kind: 'empty', reason } : { kind: 'empty_by_filter', filters, reason }
    }
  }
}

function removables(
  { relax }: ProgrammeState,
  filterState: FilterState,
  choices: FilterChoices,
  countWords: (episodes: number) => string,
): RemovableFilter[] {
  return relax.map(({ filter, episodes }) => {
    const [words = filter] = filterWords(filterState.filters, choices, [filter])
    return { words: `${words}${countWords(episodes)}`, remove: () => filterState.set(filter, null) }
  })
}
