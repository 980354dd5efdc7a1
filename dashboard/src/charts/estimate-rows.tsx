import type { ReactElement } from 'react'
import { formatNumber } from '../format/number.js'
import type { ChartColours } from './chart-colours.js'
import type { EstimateRowsModel } from './estimate-rows.model.js'
import { type PlotArea, pixelX } from './plot-area.js'

interface EstimateRowsProps {
  readonly model: EstimateRowsModel
  readonly width: number
  readonly colours: ChartColours
}

const FONT = 12.5
const ROW = 52
const TOP = 6
const BOTTOM = 40
const EDGE = 14
/** Labels begin beside the first line of the grid, not on it. */
const BESIDE_AXIS = 6

export function estimateRowsHeight(rows: number): number {
  return TOP + rows * ROW + BOTTOM
}

/** A label with its numbers above each interval, so that the axis keeps the whole width on a phone too. */
export function EstimateRows({ model, width, colours }: EstimateRowsProps): ReactElement {
  const height = estimateRowsHeight(model.rows.length)
  const plot: PlotArea = {
    left: EDGE,
    top: TOP,
    width: Math.max(80, width - 2 * EDGE),
    height: height - TOP - BOTTOM,
  }
  const bottom = plot.top + plot.height
  const x = (value: number): number => pixelX(plot, model.xDomain, value)
  const decimals = model.ticks.every(Number.isInteger) ? 0 : 1
  return (
    <svg width={width} height={height} role="img" aria-label={model.caption}>
      {model.ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={x(tick)}
            x2={x(tick)}
            y1={plot.top}
            y2={bottom}
            stroke={tick === 0 ? colours.muted : colours.line}
          />
          <text x={x(tick)} y={bottom + 16} textAnchor="middle" fontSize={12} fill={colours.muted}>
            {formatNumber(tick, decimals)}
          </text>
        </g>
      ))}
      <text x={plot.left + plot.width} y={bottom + 33} textAnchor="end" fontSize={12} fill={colours.muted}>
        {model.unit}
      </text>
      {model.rows.map((row, place) => {
        const y = plot.top + place * ROW
        return (
          <g key={row.key}>
            <text
              x={plot.left + BESIDE_AXIS}
              y={y + 16}
              fontSize={FONT}
              fill={colours.ink}
              stroke={colours.paper}
              strokeWidth={4}
              paintOrder="stroke"
            >
              {row.label}
              <tspan dx={8} fontWeight={600}>
                {row.words}
              </tspan>
            </text>
            {row.interval !== null && (
              <line
                x1={x(row.interval.low)}
                x2={x(row.interval.high)}
                y1={y + 33}
                y2={y + 33}
                stroke={colours.brand}
                strokeWidth={3}
                strokeLinecap="round"
              />
            )}
            <circle
              cx={x(row.estimate)}
              cy={y + 33}
              r={5}
              fill={colours.paper}
              stroke={colours.brand}
              strokeWidth={2.5}
            />
          </g>
        )
      })}
    </svg>
  )
}
