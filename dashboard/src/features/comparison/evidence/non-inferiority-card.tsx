import { type ReactElement, useMemo } from 'react'
import { Forest } from '../../../charts/forest.js'
import { type ForestEntry, forestBlock } from '../../../charts/forest.model.js'
import { ChartCard } from '../../../components/chart-card/chart-card.js'
import { pWords } from '../../../format/estimate-words.js'
import { formatNumber } from '../../../format/number.js'
import { readingWords } from '../../../format/reading-words.js'
import { useChartColours } from '../../../theme/use-chart-colours.js'
import type { StudyShown } from '../study-shown.js'
import { cardFrame } from './card-frame.js'
import { confoundedRange } from './non-inferiority-words.js'

/** Is group therapy alone at most the margin worse? Only beside what confounding could do to the answer. */
export function NonInferiorityCard(props: StudyShown): ReactElement | null {
  const { result, measure } = props
  const found = result.non_inferiority
  const colours = useChartColours()
  const block = useMemo(() => {
    if (found === null) return null
    const noisy = confoundedRange(result.confounding_range, measure.direction)
    const entries: ForestEntry[] = [
      {
        ...ROW,
        key: 'main',
        label: 'Main estimate',
        detail: null,
        low: found.interval.low,
        estimate: found.difference,
        high: found.interval.high,
        isMain: true,
      },
      {
        ...ROW,
        key: 'adjusted',
        label: 'Over every adjusted estimate',
        detail: 'from the smallest to the largest; no interval',
        ...found.confounding_range,
      },
      ...(noisy === null
        ? []
        : [
            {
              ...ROW,
              key: 'noisy',
              label: 'If members were chosen by something that the baseline shows with noise',
              detail: 'from none to reliability .64; no interval',
              ...noisy,
            },
          ]),
    ]
    return forestBlock({
      key: 'non-inferiority',
      title: `Points of ${measure.short_name} by which group only is worse`,
      unit: 'points',
      margin: found.margin,
      favoursLow: 'group only better',
      favoursHigh: 'group only worse',
      entries,
    })
  }, [found, result.confounding_range, measure])
  const { rule, period, n, direction: _, ...frame } = cardFrame(props, 'non-inferiority')
  if (found === null || block === null) return null
  return (
    <ChartCard
      {...frame}
      title={readingWords(found)}
      caption={[n, period, `margin ${formatNumber(found.margin, 1)} points`, 'an association']}
      height={0}
      chart={({ width }) => (
        <Forest
          caption="By how much group therapy alone is worse"
          blocks={[block]}
          valueHead="Worse by, and from to"
          width={width}
          colours={colours}
        />
      )}
      isDrawnAsTable
      table={{
        caption: 'Points by which group therapy alone is worse',
        columns: [
          { name: 'reading_of', label: 'By', kind: 'text' },
          { name: 'low', label: 'from', kind: 'number', decimals: 2 },
          { name: 'worse_by', label: 'Worse by', kind: 'number', decimals: 2 },
          { name: 'high', label: 'to', kind: 'number', decimals: 2 },
        ],
        rows: block.rows.map(({ key, label, low, estimate, high }) => ({
          key,
          cells: [label, low, estimate, high],
        })),
      }}
      how={{
        definition:
          'Non-inferior: the upper end of the two-sided 95 % interval lies below the margin. It holds only as far as nothing unrecorded moves the answer: therefore the ranges beside it.',
        denominator: 'Members compared.',
        rule,
      }}
      note={`One-sided test against the margin: ${pWords(found.p_one_sided)}. Shaded: less than the margin either way.`}
    />
  )
}

const ROW = {
  estimate: null,
  isMain: false,
  respectsGrouping: true,
  n: null,
  nWords: null,
  refusal: null,
} as const
