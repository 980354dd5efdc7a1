import type { ReactElement } from 'react'
import { useMeasures } from '../../api-client/catalogue-reads.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { filterWords, removableFilters } from '../../components/filter-bar/filter-words.js'
import { PrintNote } from '../../components/print-note/print-note.js'
import { countOf } from '../../format/number.js'
import { BandMovesCard } from './band-moves-card.js'
import { ControlChartCard } from './control-chart-card.js'
import { FamilySwitch, useRateFamily } from './family-switch.js'
import { OtherRatesCard } from './other-rates-card.js'
import { OutcomeClassesCard } from './outcome-classes-card.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { RateFigures, RateFiguresSkeleton } from './rate-figures.js'
import { TrajectoryCard } from './trajectory-card.js'
import { useProgrammeOutcomes } from './use-programme-outcomes.js'

/** Are members getting better, how many, and how sure is that? */
export function ProgrammeTabOutcomes(props: ProgrammeTabProps): ReactElement {
  const { filterState, asked, measureCode, choices } = props
  const [family, setFamily] = useRateFamily()
  const outcomes = useProgrammeOutcomes(asked)
  const measures = useMeasures()
  const measure = measures.data?.find((each) => each.code === measureCode)
  const words = filterWords(filterState.filters, choices)
  const emptyState: CardState =
    words.length === 0
      ? {
          kind: 'empty',
          reason:
            'No episode has ended yet. Outcomes appear when members have joined, filled in forms and left.',
          nextStep: { label: 'Import files', href: '/entry/import' },
        }
      : { kind: 'empty_by_filter', filters: removableFilters(filterState, choices) }
  const state = cardState(outcomes, (found) => (found.episodes === 0 ? emptyState : { kind: 'ready' }))
  const message = cardMessage(state)
  const trajectory = (
    <TrajectoryCard asked={asked} measures={measures} measureCode={measureCode} emptyState={emptyState} />
  )
  return (
    <>
      <FamilySwitch family={family} onChange={setFamily} outcomes={outcomes.data} filters={asked} />
      {outcomes.data === undefined && message === null && <RateFiguresSkeleton />}
      {message !== null && <CardRow layout="one">{message}</CardRow>}
      {outcomes.data !== undefined && message === null && (
        <RateFigures outcomes={outcomes.data} family={family} filters={asked} />
      )}
      {state.kind === 'error' && <CardRow layout="one">{trajectory}</CardRow>}
      {message === null && (
        <>
          <CardRow layout="one">
            <ControlChartCard asked={asked} emptyState={emptyState} />
          </CardRow>
          <CardRow layout="wide-narrow">
            {trajectory}
            <OutcomeClassesCard
              outcomes={outcomes.data}
              measures={measures.data ?? []}
              state={state}
              filters={asked}
            />
          </CardRow>
          <CardRow layout="halves">
            <OtherRatesCard outcomes={outcomes.data} state={state} measure={measureCode} filters={asked} />
            <BandMovesCard outcomes={outcomes.data} measure={measure} state={state} filters={asked} />
          </CardRow>
        </>
      )}
      {outcomes.data !== undefined && (
        <PrintNote
          filters={words}
          n={countOf(outcomes.data.finished, 'finished course')}
          provenance={outcomes.data.provenance}
        />
      )}
    </>
  )
}
