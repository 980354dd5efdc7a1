import { type ReactElement, useMemo } from 'react'
import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { PropensityOverlap } from '../../../charts/propensity-overlap.js'
import { NO_OVERLAP, propensityOverlap } from '../../../charts/propensity-overlap.model.js'
import type { CardState } from '../../../components/chart-card/card-state.js'
import { ChartCard } from '../../../components/chart-card/chart-card.js'
import { formatNumber } from '../../../format/number.js'
import { useChartColours } from '../../../theme/use-chart-colours.js'
import type { StudyShown } from '../study-shown.js'
import { cardFrame } from './card-frame.js'
import { effectiveWords, overlapTitle, positivityWords } from './evidence-words.js'

const HEIGHT = 250

/** Could members of both arms have had either treatment? */
export function OverlapCard(props: StudyShown): ReactElement {
  const { result } = props
  const { overlap, weights } = result
  const colours = useChartColours()
  const model = useMemo(() => propensityOverlap(overlap ?? NO_OVERLAP), [overlap])
  const { rule, period, n, direction: _, state: __, ...frame } = cardFrame(props, 'overlap')
  return (
    <ChartCard
      {...frame}
      title={overlapTitle(overlap)}
      caption={[
        n,
        period,
        ...(overlap === null
          ? []
          : [`c statistic ${formatNumber(overlap.c_statistic, 2)} (0.5: arms alike)`]),
      ]}
      state={overlapState(result)}
      height={HEIGHT}
      chart={({ width, height }) => (
        <PropensityOverlap model={model} width={width} height={height} colours={colours} />
      )}
      table={model.table}
      how={{
        definition:
          'Probability of combined treatment by a logistic regression on everything adjusted for. Bars are shares of their own arm; shaded is the range in which both arms have members.',
        denominator: 'Members compared.',
        rule,
      }}
      note={[...(overlap === null ? [] : positivityWords(overlap)), ...effectiveWords(weights)].join(' ')}
    />
  )
}

function overlapState({ overlap, refusals }: StudyResultContract): CardState {
  if (overlap !== null)
    return overlap.is_positivity_doubtful
      ? {
          kind: 'partial',
          missing:
            'It is doubtful that every kind of member could have had either treatment: read the adjusted figures with care.',
        }
      : { kind: 'ready' }
  return {
    kind: 'too_few',
    reason: `How likely combined treatment was could not be estimated. ${refusals[0]?.message ?? ''}`.trim(),
  }
}
