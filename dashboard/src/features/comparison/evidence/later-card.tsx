import { type ReactElement, useMemo } from 'react'
import { estimateTable } from '../../../charts/estimate-table.js'
import { Forest } from '../../../charts/forest.js'
import { forestBlock, forestEntry } from '../../../charts/forest.model.js'
import { ChartCard } from '../../../components/chart-card/chart-card.js'
import { countOf, formatNumber } from '../../../format/number.js'
import { useChartColours } from '../../../theme/use-chart-colours.js'
import type { StudyShown } from '../study-shown.js'
import { cardFrame } from './card-frame.js'

/** Members who started another treatment later: from the week of the start, never as "ever". */
export function LaterCard(props: StudyShown): ReactElement | null {
  const { result, measure } = props
  const { later_adjunct: later } = result
  const colours = useChartColours()
  const isLowerBetter = measure.direction === 'lower_is_better'
  const block = useMemo(
    () =>
      forestBlock({
        key: 'later',
        title: `Points of ${measure.short_name}`,
        unit: 'points',
        margin: null,
        favoursLow: isLowerBetter ? 'favours starting' : 'favours not starting',
        favoursHigh: isLowerBetter ? 'favours not starting' : 'favours starting',
        entries: later.estimates.map((each) => forestEntry(each)),
      }),
    [later.estimates, measure.short_name, isLowerBetter],
  )
  const { rule, period, direction, n: _, ...frame } = cardFrame(props, 'later-adjunct')
  if (later.estimates.length === 0) return null
  return (
    <ChartCard
      {...frame}
      title={laterTitle(later)}
      caption={[
        `${countOf(later.controls, 'member-week')} without a start beside them`,
        period,
        direction,
        'started minus not',
      ]}
      height={0}
      chart={({ width }) => (
        <Forest
          caption="Members who started another treatment later, from the week of the start"
          blocks={[block]}
          valueHead="Difference, 95 % interval"
          width={width}
          colours={colours}
        />
      )}
      isDrawnAsTable
      table={estimateTable('Started later minus not, in points of the last score', later.estimates)}
      how={{
        definition:
          'Each week with a start is a landmark of its own: members seen in that week who had not started before, latest score up to its first day, outcome after its last. Weeks are pooled; errors by group.',
        denominator:
          'Members of the arm of group therapy alone. In the main comparison they stay in that arm; under n: started and not.',
        rule,
      }}
      note="Comparing those who ever started with those who never did would credit starters with the time they had to stay first."
    />
  )
}

function laterTitle({ starters, weeks }: StudyShown['result']['later_adjunct']): string {
  const when =
    weeks === null
      ? ''
      : weeks.first === weeks.last
        ? ` in week ${formatNumber(weeks.first)}`
        : ` between weeks ${formatNumber(weeks.first)} and ${formatNumber(weeks.last)}`
  return starters === 0
    ? 'Nobody in the arm of group therapy alone started another treatment later'
    : `${countOf(starters, 'member')} in the arm of group therapy alone started another treatment later${when}`
}
