import type { ReactElement } from 'react'
import type { ChartColours } from './chart-colours.js'
import type { SparklineModel } from './sparkline.model.js'

interface SparklineProps {
  readonly model: SparklineModel
  /** The course in words: "PHQ-9 17, 16, 12, 9". */
  readonly label: string
  readonly width: number
  readonly height: number
  readonly colours: Pick<ChartColours, 'ink'>
}

/** Plain SVG: a table of fifty of these must not load a chart library. */
export function Sparkline({ model, label, width, height, colours }: SparklineProps): ReactElement {
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      style={{ verticalAlign: 'middle' }}
    >
      <path d={model.path} fill="none" stroke={colours.ink} strokeWidth={1.5} strokeLinejoin="round" />
      {model.last && <circle cx={model.last.x} cy={model.last.y} r={3} fill={colours.ink} />}
    </svg>
  )
}
