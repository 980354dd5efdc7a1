import type { ProgrammeState } from '../../../../api/src/contracts/programme-query.js'
import type { CardState } from '../../components/chart-card/card-state.js'
import {
  type FilterChoices,
  filterWords,
  removableFilters,
} from '../../components/filter-bar/filter-words.js'
import type { FilterState } from '../../components/filter-bar/use-filters.js'
import { countOf } from '../../format/number.js'

/** How a card stands by what the answer says of itself; `emptyByFilter` offers the filters for removal. */
export function stateOfAnswer(state: ProgrammeState, emptyByFilter: CardState): CardState {
  if (state.kind === 'answered') return { kind: 'ready' }
  const reason = state.message ?? 'There is nothing to show.'
  switch (state.kind) {
    case 'too_few_periods':
    case 'too_few_units':
    case 'too_few_members':
      return { kind: 'too_few', reason }
    case 'no_episodes':
    case 'contradictory_period':
      return emptyByFilter
    default:
      return { kind: 'empty', reason }
  }
}

/**
 * The same, with the filters that the answer says to relax, each with what there would be without it; all filters
 * where it names none.
 */
export function stateWithRelaxation(
  state: ProgrammeState,
  filterState: FilterState,
  choices: FilterChoices,
): CardState {
  const named = state.relax.map(({ filter, episodes }) => {
    const [words = filter] = filterWords(filterState.filters, choices, [filter])
    return {
      words: `${words} (${countOf(episodes, 'episode')} without it)`,
      remove: () => filterState.set(filter, null),
    }
  })
  const filters = named.length > 0 ? named : removableFilters(filterState, choices)
  return stateOfAnswer(state, { kind: 'empty_by_filter', filters })
}
