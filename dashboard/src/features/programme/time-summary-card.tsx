import { type ReactElement, useMemo } from 'react'
import type { TimedEvent } from '../../../../api/src/contracts/programme-query.js'
import type { EventCurve } from '../../charts/event-curves.model.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { isImprovementEvent } from '../../format/outcome-words.js'
import { EMPTY_TABLE } from './empty-table.js'
import { stateWithRelaxation } from './programme-state.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { timeSummary } from './time-summary.js'
import type { SplitBy } from './time-words.js'
import { useTimeToChange } from './use-time-to-change.js'

const HEIGHT = 160

/** The numbers of the curves beside each other. */
export function TimeSummaryCard(
  props: Pick<ProgrammeTabProps, 'asked' | 'filterState' | 'choices'> & {
    event: TimedEvent
    by: SplitBy
    curve: EventCurve
  },
): ReactElement {
  const { asked, event, by, curve, filterState, choices } = props
  const answer = useTimeToChange(asked, { event, by })
  const { data } = answer
  const table = useMemo(() => (data === undefined ? EMPTY_TABLE : timeSummary(data, curve)), [data, curve])
  const what = isImprovementEvent(event) ? 'improvement' : 'dropout'
  return (
    <ChartCard
      title={`Time to ${what}, ${by === 'none' ? 'everybody' : `by ${by}`}`}
      caption={['the numbers behind the curves', 'a dash: not reached before the curve ends']}
      state={cardState(answer, (found) => stateWithRelaxation(found.state, filterState, choices))}
      height={HEIGHT}
      table={table}
      how={{
        definition: data?.definition ?? '',
        denominator: data?.competing ?? '',
        rule: 'Half: the first time at which the share of all, and each of its limits, is one half. The share at the end is read where the curve ends.',
      }}
      fileName={`time-to-${what}-summary`}
      filters={asked}
    />
  )
}
