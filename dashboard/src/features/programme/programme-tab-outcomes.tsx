import { lazy, type ReactElement, Suspense } from 'react'
import { useMeasures } from '../../api-client/catalogue-reads.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { filterWords, removableFilters } from '../../components/filter-bar/filter-words.js'
import { PrintNote } from '../../components/print-note/print-note.js'
import { countOf } from '../../format/number.js'
import { BandMovesCard } from './band-moves-card.js'
import { BenchmarksCard } from './benchmarks-card.js'
import { ControlChartCard } from './control-chart-card.js'
import { FamilySwitch, useRateFamily } from './family-switch.js'
import { OtherRatesCard } from './other-rates-card.js'
import { OutcomeClassesCard } from './outcome-classes-card.js'
import { stateWithRelaxation } from './programme-state.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { RateFigures, RateFiguresSkeleton } from './rate-figures.js'
import { TrajectoryCard } from './trajectory-card.js'
import { useProgrammeOutcomes } from './use-programme-outcomes.js'

// Below the first screen: their code comes after what is read first.
const EffectCard = lazy(async () => ({ default: (await import('./effect-card.js')).EffectCard }))
const FunnelCard = lazy(async () => ({ default: (await import('./funnel-card.js')).FunnelCard }))
const MissingScoresCard = lazy(async () => ({
  default: (await import('./missing-scores-card.js')).MissingScoresCard,
}))

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
  // Nothing has finished, and yet there may be scores: then the reason stands above the cards, not in their place.
  const state = cardState(outcomes, (found) =>
    found.episodes > 0
      ? { kind: 'ready' }
      : words.length === 0
        ? emptyState
        : stateWithRelaxation(found.state, filterState, choices),
  )
  const message = cardMessage(state)
  const found = outcomes.data
  const unfinished =
    message === null && found?.state.kind === 'no_finished_episodes'
      ? cardMessage(stateWithRelaxation(found.state, filterState, choices))
      : null
  const trajectory = (
    <TrajectoryCard asked={asked} measures={measures} measureCode={measureCode} emptyState={emptyState} />
  )
  return (
    <>
      <FamilySwitch family={family} onChange={setFamily} outcomes={found} filters={asked} />
      {found === undefined && message === null && <RateFiguresSkeleton />}
      {message !== null && <CardRow layout="one">{message}</CardRow>}
      {unfinished !== null && <CardRow layout="one">{unfinished}</CardRow>}
      {found !== undefined && message === null && (
        <RateFigures outcomes={found} family={family} filters={asked} />
      )}
      {state.kind === 'error' && <CardRow layout="one">{trajectory}</CardRow>}
      {message === null && (
        <>
          <CardRow layout="one">
            <ControlChartCard asked={asked} filterState={filterState} choices={choices} />
          </CardRow>
          <CardRow layout="one">
            <BenchmarksCard outcomes={found} state={state} filters={asked} />
          </CardRow>
          <CardRow layout="wide-narrow">
            {trajectory}
            <OutcomeClassesCard
              outcomes={found}
              measures={measures.data ?? []}
              state={state}
              filters={asked}
            />
          </CardRow>
          <Suspense fallback={<div style={{ minHeight: 420 }} />}>
            <CardRow layout="one">
              <FunnelCard asked={asked} filterState={filterState} choices={choices} family={family} />
            </CardRow>
            <CardRow layout="halves">
              <EffectCard outcomes={found} measure={measure} state={state} filters={asked} />
              <MissingScoresCard {...props} />
            </CardRow>
          </Suspense>
          <CardRow layout="halves">
            <OtherRatesCard outcomes={found} state={state} measure={measureCode} filters={asked} />
            <BandMovesCard outcomes={found} measure={measure} state={state} filters={asked} />
          </CardRow>
        </>
      )}
      {found !== undefined && (
        <PrintNote
          filters={words}
          n={countOf(found.finished, 'finished course')}
          provenance={found.provenance}
        />
      )}
    </>
  )
}
