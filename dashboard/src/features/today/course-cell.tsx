import type { ReactElement } from 'react'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { CaseloadRow } from '../../../../api/src/contracts/signals.js'
import { Sparkline } from '../../charts/sparkline.js'
import { sparkline, sparklineBand } from '../../charts/sparkline.model.js'
import { weeksBetween } from '../../charts/weeks.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import styles from './today-row.module.css'
import { courseWords } from './today-words.js'

const WIDTH = 112
const HEIGHT = 40

/** The course of the scores over the range that was to be expected from the first. */
export function CourseCell(props: {
  row: CaseloadRow
  measure: string
  definition: MeasureContract | null
}): ReactElement {
  const colours = useChartColours()
  const scores = props.row.measures.find(({ measure }) => measure === props.measure)?.scores ?? []
  const [first] = scores
  const { definition } = props
  if (definition === null || first === undefined) return <span className={styles.course} />
  const points = scores.map(({ on, total, expected_range: range }) => ({
    x: weeksBetween(first.on, on),
    score: total,
    limit: range?.limit_90 ?? null,
  }))
  const { total_range: range, direction } = definition
  return (
    <span className={styles.course}>
      <Sparkline
        model={sparkline(points, range, WIDTH, HEIGHT)}
        band={sparklineBand(points, range, direction, WIDTH, HEIGHT)}
        label={courseWords(props.measure, scores)}
        width={WIDTH}
        height={HEIGHT}
        colours={colours}
      />
    </span>
  )
}
