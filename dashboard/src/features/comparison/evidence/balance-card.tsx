import { type ReactElement, useMemo } from 'react'
import { LovePlot } from '../../../charts/love-plot.js'
import { lovePlot } from '../../../charts/love-plot.model.js'
import { ChartCard } from '../../../components/chart-card/chart-card.js'
import { formatNumber } from '../../../format/number.js'
import { useChartColours } from '../../../theme/use-chart-colours.js'
import type { StudyShown } from '../study-shown.js'
import { cardFrame } from './card-frame.js'
import { balanceTitle } from './evidence-words.js'

/** How alike the arms were at the start, before and after weighting. */
export function BalanceCard(props: StudyShown): ReactElement {
  const { result } = props
  const limit = result.balance_limit
  const colours = useChartColours()
  const model = useMemo(() => lovePlot(result.balance, limit), [result.balance, limit])
  const { rule, period, n: _n, direction: _d, ...frame } = cardFrame(props, 'balance')
  return (
    <ChartCard
      {...frame}
      title={balanceTitle(result.balance)}
      caption={[
        'everybody eligible; differences of those compared',
        period,
        'mean (SD) or share',
        `alike within ±${formatNumber(limit, 1)}`,
      ]}
      height={0}
      chart={() => <LovePlot model={model} colours={colours} />}
      isDrawnAsTable
      table={model.table}
      how={{
        definition:
          'Standardised mean difference: combined minus group only, divided by the standard deviation that both arms share; for shares, that of a share. Positive: higher with combined treatment.',
        denominator:
          'Means and shares of every eligible member whose value is recorded; differences of the members compared.',
        rule,
      }}
      note={
        model.isWeighted
          ? 'Hollow circle: as they are. Diamond: after weighting. Shaded: alike. It says nothing about what was not recorded.'
          : 'Hollow circle: as they are. The arms could not be weighted.'
      }
    />
  )
}
