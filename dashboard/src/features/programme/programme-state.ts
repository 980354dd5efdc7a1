import type { ProgrammeState } from '../../../../api/src/contracts/programme-query.js'
import type { CardState } from '../../components/chart-card/card-state.js'

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
