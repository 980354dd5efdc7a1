import { type ReactElement, useMemo } from 'react'
import { CardRow } from '../../components/card-row.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { filterWords } from '../../components/filter-bar/filter-words.js'
import { PrintNote } from '../../components/print-note/print-note.js'
import { formatPeriod } from '../../format/day.js'
import { countOf } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { EMPTY_TABLE } from './empty-table.js'
import { FlowList } from './flow-list.js'
import { flowSteps } from './flow-steps.js'
import { stateWithRelaxation } from './programme-state.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { useFlow } from './use-flow.js'

const HEIGHT = 420

/** Of those who joined, who has an outcome that can be known, and where did the others go? */
export function ProgrammeTabFlow(props: ProgrammeTabProps): ReactElement {
  const { filterState, choices } = props
  const { filters } = filterState
  const flow = useFlow(filters)
  const colours = useChartColours()
  const model = useMemo(() => (flow.data === undefined ? null : flowSteps(flow.data)), [flow.data])
  const state = cardState(flow, (found) => stateWithRelaxation(found.state, filterState, choices))
  const isAnswered = flow.data?.state.kind === 'answered'
  const provenance = flow.data?.provenance
  const all = model?.rows[0]
  return (
    <>
      <CardRow layout="one">
        <ChartCard
          title={model === null || !isAnswered ? 'From joining to a paired outcome' : model.finding}
          caption={[
            ...(provenance === undefined || all === undefined
              ? []
              : [
                  `${countOf(all.n, 'episode')} of ${countOf(provenance.n_groups, 'group')}`,
                  `joined ${formatPeriod(
                    filters.from ?? provenance.period_found?.from ?? null,
                    filters.to ?? provenance.period_found?.to ?? null,
                  )}`,
                ]),
            'bars are shares of all who joined',
            'Wilson 95 % interval, members taken as independent',
          ]}
          state={state}
          height={HEIGHT}
          {...(model === null ? {} : { chart: () => <FlowList rows={model.rows} colours={colours} /> })}
          hasPicture={false}
          table={model?.table ?? EMPTY_TABLE}
          how={{
            definition:
              'Every episode stands in one place: at the last step, or in the exit after the step it reached. Each ' +
              'step is the sum of the next one and its exits.',
            denominator:
              'Episodes by the day of joining; a member who came back counts once for each episode. Both measures ' +
              'are needed for a paired outcome, whatever measure is chosen above.',
            rule: `Calculation version ${provenance?.calculation_version ?? '–'}; the rules for reliable change do not matter here`,
            ...(all?.href ? { rows: { label: 'All episodes that joined', href: all.href } } : {}),
          }}
          fileName="flow-to-paired-outcome"
          filters={filters}
          note="An outcome that was never measured is not known; it is neither good nor bad. Where many are lost after a step, the rates of those who remain speak of fewer people than joined."
        />
      </CardRow>
      {provenance !== undefined && all !== undefined && (
        <PrintNote
          filters={filterWords(filters, choices)}
          n={countOf(all.n, 'episode')}
          provenance={provenance}
        />
      )}
    </>
  )
}
