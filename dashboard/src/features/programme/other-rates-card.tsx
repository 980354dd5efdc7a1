import { type ReactElement, useMemo } from 'react'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import type { CardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import type { CarriedFilters } from '../../components/filter-bar/filter-link.js'
import { EMPTY_TABLE } from './empty-table.js'
import { otherRates } from './other-rates.js'

export function OtherRatesCard(props: {
  outcomes: ProgrammeOutcomes | undefined
  state: CardState
  measure: string
  filters: CarriedFilters
}): ReactElement {
  const { outcomes, measure, filters } = props
  const table = useMemo(
    () => (outcomes === undefined ? EMPTY_TABLE : otherRates(outcomes, measure, filters)),
    [outcomes, measure, filters],
  )
  return (
    <ChartCard
      title="Other rates of the same courses"
      caption={['each with its own denominator', 'Wilson 95 % interval']}
      state={props.state}
      height={300}
      table={table}
      how={{
        definition:
          'Recovery: at caseness on either measure at the start and below it on both at the end. Response: at least ' +
          '50 % better than at the start. Remission: below 5 on PHQ-9. Dropout has no one definition, so two stand ' +
          'beside each other.',
        denominator: 'Named under each rate.',
        rule: `Calculation version ${outcomes?.provenance.calculation_version ?? '–'}`,
      }}
      fileName="rates"
      filters={filters}
    />
  )
}
