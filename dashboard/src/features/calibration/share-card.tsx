import { type ReactElement, useMemo } from 'react'
import type { CalibrationContract } from '../../../../api/src/contracts/model-fits.js'
import { ShareAbove, shareAboveHeight } from '../../charts/share-above.js'
import { shareAbove } from '../../charts/share-above.model.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { countOf } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'

type Row = CalibrationContract['all'] & { readonly key: string; readonly label: string }

/** Do as many scores lie above the limits as should? */
export function ShareCard(props: {
  by: 'first score' | 'score number'
  measure: string
  /** In all; a row may hold the others. */
  scores: number
  rows: readonly Row[]
}): ReactElement {
  const { by, rows } = props
  const colours = useChartColours()
  const model = useMemo(
    () => shareAbove(`Share of scores above the limits, by ${by}`, `By ${by}`, rows),
    [by, rows],
  )
  const scores = props.scores
  return (
    <ChartCard
      title={
        model.isAnyOff
          ? `By ${by}, some shares above the limits are off`
          : `By ${by}, shares above the limits are as they should be`
      }
      caption={[
        countOf(scores, 'score'),
        'should be 16 % and 10 %',
        '95 % intervals, scores of one member taken together',
      ]}
      state={
        rows.length === 0 ? { kind: 'empty', reason: 'This measure has no such rows.' } : { kind: 'ready' }
      }
      height={shareAboveHeight(rows.length)}
      chart={({ width, height }) => (
        <ShareAbove model={model} width={width} height={height} colours={colours} />
      )}
      table={model.table}
      how={{
        definition:
          'The share of scores after the first one that lie above the limit which 84, or 90, of 100 should not exceed.',
        denominator:
          'Every valid score after the first one, of episodes that had ended; each judged by a fit that had not seen its member.',
        rule: 'Off: further from what it should be than 2 points and than 2 standard errors.',
      }}
      fileName={`share-above-by-${by.replace(' ', '-')}`}
      filters={{ measure: props.measure }}
    />
  )
}
