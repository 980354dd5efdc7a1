import type { ReactElement } from 'react'
import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { ChartCard } from '../../../components/chart-card/chart-card.js'
import { formatNumber } from '../../../format/number.js'
import type { StudyShown } from '../study-shown.js'
import { cardFrame } from './card-frame.js'

/** How strong would something unrecorded have to be, to explain each answer away? */
export function StrengthCard(props: StudyShown): ReactElement | null {
  const { e_values } = props.result
  const { rule, period, n, direction: _, ...frame } = cardFrame(props, 'e-values')
  if (e_values.length === 0) return null
  return (
    <ChartCard
      {...frame}
      title={strengthTitle(e_values)}
      caption={[n, period, 'as a ratio of shares; 1: nothing needed']}
      height={0}
      table={{
        caption: 'E-values: of the estimate, and of the limit nearer to no difference',
        columns: [
          { name: 'e_value_of', label: 'Of', kind: 'text' },
          { name: 'risk_ratio', label: 'As a ratio of shares', kind: 'number', decimals: 2 },
          { name: 'low', label: '95 % from', kind: 'number', decimals: 2 },
          { name: 'high', label: 'to', kind: 'number', decimals: 2 },
          { name: 'e_value_estimate', label: 'E-value of the estimate', kind: 'number', decimals: 2 },
          { name: 'e_value_limit', label: 'of the limit', kind: 'number', decimals: 2 },
          { name: 'respects_grouping', label: 'Groups allowed for', kind: 'text' },
        ],
        rows: e_values.map((each) => ({
          key: each.of,
          cells: [
            each.label,
            each.risk_ratio,
            each.low,
            each.high,
            each.e_value_point,
            each.e_value_limit,
            each.respects_grouping ? 'yes' : 'no',
          ],
        })),
      }}
      how={{
        definition:
          'The association, as a ratio of shares, that something unrecorded would need with both treatment and outcome, beyond what is adjusted for, to explain the answer away. Differences in points are turned into ratios by way of standard deviations.',
        denominator: 'Members compared.',
        rule,
      }}
    />
  )
}

function strengthTitle(eValues: StudyResultContract['e_values']): string {
  const main = eValues.find(({ of }) => of === 'main') ?? eValues[0]
  if (main === undefined) return 'What something unrecorded could explain'
  const estimate = `To explain the main estimate away, something unrecorded would need an association of ${formatNumber(main.e_value_point, 2)} with both treatment and outcome`
  return main.e_value_limit <= 1
    ? `${estimate}; the interval holds no difference as it is`
    : `${estimate}; ${formatNumber(main.e_value_limit, 2)} for its interval to reach no difference`
}
