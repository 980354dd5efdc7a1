import type { ReactElement } from 'react'
import { useFilterChoices, useMeasures } from '../../api-client/catalogue-reads.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { CopyLink } from '../../components/filter-bar/copy-link.js'
import { FilterBar } from '../../components/filter-bar/filter-bar.js'
import { FILTER_KEYS } from '../../components/filter-bar/filter-parameters.js'
import { filterWords, removableFilters } from '../../components/filter-bar/filter-words.js'
import { useFilters } from '../../components/filter-bar/use-filters.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { PrintNote } from '../../components/print-note/print-note.js'
import { countOf } from '../../format/number.js'
import { BandMovesCard } from './band-moves-card.js'
import { ControlChartCard } from './control-chart-card.js'
import { FamilySwitch, useRateFamily } from './family-switch.js'
import { headline } from './headline.js'
import { OtherRatesCard } from './other-rates-card.js'
import { OutcomeClassesCard } from './outcome-classes-card.js'
import { ProgrammeSubline } from './programme-subline.js'
import { RateFigures, RateFiguresSkeleton } from './rate-figures.js'
import { TrajectoryCard } from './trajectory-card.js'
import { useProgrammeOutcomes } from './use-programme-outcomes.js'
import { useProgrammeTrajectory } from './use-programme-trajectory.js'

const DEFAULT_MEASURE = 'phq9'
/** Filters that say who is counted; the period has its own words, and the rates always use both measures. */
const SCOPE_KEYS = FILTER_KEYS.filter((key) => key !== 'from' && key !== 'to' && key !== 'measure')

/** Are members getting better, how many, and how sure is that? */
export function ProgrammePage(): ReactElement {
  const filterState = useFilters()
  const { filters } = filterState
  const choices = useFilterChoices()
  const [family, setFamily] = useRateFamily()
  const measureCode = filters.measure ?? DEFAULT_MEASURE
  const outcomes = useProgrammeOutcomes(filters)
  const trajectory = useProgrammeTrajectory(filters, measureCode)
  const measures = useMeasures()
  const measure = measures.data?.find((each) => each.code === measureCode)
  const words = filterWords(filters, choices)
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

  return (
    <>
      <PageHeader
        name="Programme"
        title={outcomes.data === undefined ? 'Outcomes of the programme' : headline(outcomes.data, family)}
        subline={
          outcomes.data === undefined ? (
            '\u00a0'
          ) : (
            <ProgrammeSubline
              outcomes={outcomes.data}
              filters={filters}
              filterWords={filterWords(filters, choices, SCOPE_KEYS)}
            />
          )
        }
        actions={<CopyLink />}
      />
      <FilterBar
        state={filterState}
        choices={choices}
        periodBasis={outcomes.data?.provenance.period_basis ?? 'episode_end'}
        defaultMeasure={DEFAULT_MEASURE}
      />
      <FamilySwitch family={family} onChange={setFamily} outcomes={outcomes.data} filters={filters} />
      {outcomes.data === undefined && message === null && <RateFiguresSkeleton />}
      {message !== null && <CardRow layout="one">{message}</CardRow>}
      {outcomes.data !== undefined && message === null && (
        <RateFigures outcomes={outcomes.data} family={family} filters={filters} />
      )}
      {state.kind === 'error' && (
        <CardRow layout="one">
          <TrajectoryCard
            trajectory={trajectory}
            measures={measures}
            measureCode={measureCode}
            emptyState={emptyState}
            filters={filters}
          />
        </CardRow>
      )}
      {message === null && (
        <>
          <CardRow layout="one">
            <ControlChartCard filters={filters} emptyState={emptyState} />
          </CardRow>
          <CardRow layout="wide-narrow">
            <TrajectoryCard
              trajectory={trajectory}
              measures={measures}
              measureCode={measureCode}
              emptyState={emptyState}
              filters={filters}
            />
            <OutcomeClassesCard
              outcomes={outcomes.data}
              measures={measures.data ?? []}
              state={state}
              filters={filters}
            />
          </CardRow>
          <CardRow layout="halves">
            <OtherRatesCard outcomes={outcomes.data} state={state} measure={measureCode} filters={filters} />
            <BandMovesCard outcomes={outcomes.data} measure={measure} state={state} filters={filters} />
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
