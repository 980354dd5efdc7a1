import type { ReactElement } from 'react'
import type { ChartColours } from './chart-colours.js'
import type { InlineBarModel } from './inline-bar.model.js'

/** Half the width of a stroke, so that the ends of a track are not cut. */
const INSET = 0.5

/**
 * Draws at any width: places are shares of it. The words beside the bar say what it shows, so it is hidden from
 * those who hear the page.
 */
export function InlineBar(props: {
  model: InlineBarModel
  width: number | '100%'
  height: number
  colours: ChartColours
  /** False where the bar is one part of a whole that another bar shows. */
  isTrackShown?: boolean
}): ReactElement {
  const { model, width, height, colours, isTrackShown = true } = props
  const top = INSET
  const inner = height - 2 * INSET
  return (
    <svg
      width={width}
      height={height}
      aria-hidden="true"
      focusable="false"
      style={{ display: 'block', overflow: 'visible' }}
    >
      {isTrackShown && (
        <rect x={0} y={top} width="100%" height={inner} rx={2} fill={colours.line} opacity={0.55} />
      )}
      {model.parts.map(({ kind, start, width: share }) => (
        <rect
          key={kind}
          x={percent(start)}
          y={top}
          width={percent(share)}
          height={inner}
          rx={2}
          fill={kind === 'full' ? colours.brand : kind === 'partial' ? colours.member : colours.paper}
          stroke={kind === 'missing' ? colours.member : 'none'}
          strokeDasharray={kind === 'missing' ? '2 2' : undefined}
        />
      ))}
      {model.reference !== null && (
        <line
          x1={percent(model.reference)}
          x2={percent(model.reference)}
          y1={0}
          y2={height}
          stroke={colours.muted}
          strokeDasharray="2 2"
        />
      )}
      {model.whisker !== null && (
        <>
          {/* A halo keeps the interval apart from the bar that it lies on. */}
          <Whisker {...model.whisker} height={height} stroke={colours.paper} strokeWidth={4.5} />
          <Whisker {...model.whisker} height={height} stroke={colours.ink} strokeWidth={1.5} />
        </>
      )}
    </svg>
  )
}

function Whisker(props: {
  low: number
  high: number
  height: number
  stroke: string
  strokeWidth: number
}): ReactElement {
  const { low, high, height, stroke, strokeWidth } = props
  const middle = height / 2
  const cap = height / 4
  return (
    <g stroke={stroke} strokeWidth={strokeWidth}>
      <line x1={percent(low)} x2={percent(high)} y1={middle} y2={middle} />
      <line x1={percent(low)} x2={percent(low)} y1={middle - cap} y2={middle + cap} />
      <line x1={percent(high)} x2={percent(high)} y1={middle - cap} y2={middle + cap} />
    </g>
  )
}

function percent(share: number): string {
  return `${share * 100}%`
}
