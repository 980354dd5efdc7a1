import type { ReactElement } from 'react'
import type { ChartColours } from './chart-colours.js'
import type { SparklineBand, SparklineModel } from './sparkline.model.js'

interface SparklineProps {
  readonly model: SparklineModel
  /** The course in words: "PHQ-9 17, 16, 12, 9". */
  readonly label: string
  readonly width: number
  readonly height: number
  readonly colours: Pick<ChartColours, 'ink' | 'member' | 'bands'>
  /** The expected range; nothing is shaded without one. */
  readonly band?: SparklineBand | null
}

/** Plain SVG: a table of fifty of these must not load a chart library. */
export function Sparkline(props: SparklineProps): ReactElement {
  const { model, label, width, height, colours, band = null } = props
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      style={{ verticalAlign: 'middle' }}
    >
      {band !== null && (
        <>
          <path d={band.area} fill={colours.bands[3]} />
          <path d={band.edge} fill="none" stroke={colours.member} strokeWidth={1} strokeDasharray="2 2" />
        </>
      )}
      <path d={model.path} fill="none" stroke={colours.ink} strokeWidth={1.5} strokeLinejoin="round" />
      {model.last && <circle cx={model.last.x} cy={model.last.y} r={3} fill={colours.ink} />}
    </svg>
  )
}
