import type { ReactElement } from 'react'
import { formatNumber } from '../format/number.js'
import { formatPercent } from '../format/percent.js'
import type { ChartColours } from './chart-colours.js'
import type { PropensityOverlapModel } from './propensity-overlap.model.js'

const FONT = 12
const LEFT = 8
const RIGHT = 8
const TOP = 22
const BOTTOM = 40
const TICKS = [0, 0.25, 0.5, 0.75, 1]

interface PropensityOverlapProps {
  readonly model: PropensityOverlapModel
  readonly width: number
  readonly height: number
  readonly colours: ChartColours
}

/** Bars of one arm above the line and of the other below it: where both stand, members can be compared. */
export function PropensityOverlap({ model, width, height, colours }: PropensityOverlapProps): ReactElement {
  const plotWidth = Math.max(80, width - LEFT - RIGHT)
  const bottom = height - BOTTOM
  const middle = (TOP + bottom) / 2
  const x = (probability: number): number => LEFT + probability * plotWidth
  const tall = (share: number): number => (share / model.highest) * (middle - TOP)
  const hasCommon = model.common.low < model.common.high
  return (
    <svg width={width} height={height} role="img" aria-label={model.table.caption}>
      {hasCommon && (
        <rect
          x={x(model.common.low)}
          width={x(model.common.high) - x(model.common.low)}
          y={TOP}
          height={bottom - TOP}
          fill={colours.line}
          fillOpacity={0.45}
        />
      )}
      {model.bars.map((bar) => (
        <g key={bar.from}>
          <title>{bar.words}</title>
          <rect
            x={x(bar.from) + 0.5}
            width={x(bar.to) - x(bar.from) - 1}
            y={middle - tall(bar.combinedShare)}
            height={tall(bar.combinedShare)}
            fill={colours.series[1]}
          />
          <rect
            x={x(bar.from) + 0.5}
            width={x(bar.to) - x(bar.from) - 1}
            y={middle}
            height={tall(bar.groupOnlyShare)}
            fill={colours.series[0]}
          />
        </g>
      ))}
      <line x1={LEFT} x2={LEFT + plotWidth} y1={middle} y2={middle} stroke={colours.ink} />
      <g fontSize={FONT} fontWeight={600} fill={colours.ink}>
        <text x={LEFT} y={14}>
          Combined, n {formatNumber(model.combinedN)}
        </text>
        <text x={LEFT} y={bottom - 4}>
          Group only, n {formatNumber(model.groupOnlyN)}
        </text>
      </g>
      <g fontSize={FONT} fill={colours.muted} textAnchor="middle">
        {TICKS.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={bottom} y2={bottom + 4} stroke={colours.muted} />
            <text
              x={x(tick)}
              y={bottom + 17}
              textAnchor={tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'}
            >
              {formatPercent(tick)}
            </text>
          </g>
        ))}
        <text x={LEFT + plotWidth / 2} y={bottom + 33}>
          estimated probability of combined treatment
        </text>
      </g>
    </svg>
  )
}
