import type { ReactElement } from 'react'
import { formatPercent } from '../format/percent.js'
import type { ChartColours } from './chart-colours.js'
import { spreadVertically } from './place-labels.js'
import { type PlotArea, pixelX, pixelY, textWidth } from './plot-area.js'
import type { TimedStep, TimeToEventModel } from './time-to-event.model.js'

interface TimeToEventProps {
  readonly model: TimeToEventModel
  readonly width: number
  readonly height: number
  readonly colours: ChartColours
}

const FONT = 12
const LEFT = 46
const TOP = 12
const TICK_ROW = 22
const RISK_HEAD = 20
const RISK_ROW = 17
const LINES = [0, 0.2, 0.4, 0.6, 0.8, 1]

/** Rising steps with their bands, named at their ends; those still at risk stand under the days. */
export function TimeToEvent({ model, width, height, colours }: TimeToEventProps): ReactElement {
  const plot = plotOf(model, width, height)
  const bottom = plot.top + plot.height
  const x = (day: number): number => pixelX(plot, model.xDomain, day)
  const y = (share: number): number => pixelY(plot, model.yDomain, share)
  const colourOf = (place: number): string => colours.series[place] ?? colours.ink
  const every = Math.max(1, Math.ceil((model.ticks.length * 58) / plot.width))
  const shown = model.ticks.filter((_, place) => place % every === 0)
  return (
    <svg width={width} height={height} role="img" aria-label={model.table.caption}>
      {LINES.filter((line) => line <= model.yDomain.high + 1e-9).map((line) => (
        <g key={line}>
          <line x1={plot.left} x2={plot.left + plot.width} y1={y(line)} y2={y(line)} stroke={colours.line} />
          <text x={plot.left - 8} y={y(line) + 4} textAnchor="end" fontSize={FONT} fill={colours.muted}>
            {formatPercent(line)}
          </text>
        </g>
      ))}
      {model.series.map(({ key, steps, end }, place) => (
        <path
          key={`${key} band`}
          d={bandOf(steps, end.time, x, y)}
          fill={colourOf(place)}
          fillOpacity={0.14}
        />
      ))}
      {model.series.map(({ key, steps, end }, place) => (
        <path
          key={key}
          d={lineOf(steps, end.time, x, y)}
          fill="none"
          stroke={colourOf(place)}
          strokeWidth={2}
          {...(place > 0 ? { strokeDasharray: '6 4' } : {})}
        />
      ))}
      <EndLabels model={model} plot={plot} colours={colours} />
      <g fontSize={FONT} fill={colours.muted} textAnchor="middle">
        {shown.map(({ day, label }) => (
          <g key={day}>
            <line x1={x(day)} x2={x(day)} y1={bottom} y2={bottom + 4} stroke={colours.muted} />
            <text x={x(day)} y={bottom + 18}>
              {label}
            </text>
          </g>
        ))}
      </g>
      <text x={4} y={bottom + TICK_ROW + 14} fontSize={11} fontWeight={600} fill={colours.muted}>
        still at risk
      </text>
      {model.risk.rows.map((row, place) => {
        const baseline = bottom + TICK_ROW + RISK_HEAD + RISK_ROW * (place + 0.7)
        return (
          <g key={row.key} fontSize={11} fill={colourOf(place)}>
            {shown.map(({ day }) => {
              const count = row.atRisk[model.risk.days.findIndex((each) => each.day === day)] ?? null
              return (
                <text key={day} x={x(day)} y={baseline} textAnchor="middle">
                  {count ?? ''}
                </text>
              )
            })}
            <text x={plot.left + plot.width + 10} y={baseline} fontWeight={600}>
              {row.label}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

function plotOf(model: TimeToEventModel, width: number, height: number): PlotArea {
  const widest = Math.max(40, ...model.series.map(({ label }) => textWidth(`${label} 00 %`, FONT + 0.5)))
  const below = TICK_ROW + RISK_HEAD + RISK_ROW * model.risk.rows.length
  return {
    left: LEFT,
    top: TOP,
    width: Math.max(80, width - LEFT - widest - 16),
    height: Math.max(60, height - TOP - below - 4),
  }
}

type Place = (value: number) => number

function lineOf(steps: readonly TimedStep[], until: number, x: Place, y: Place): string {
  const moves = steps.map(({ time, share }) => `H${x(time)}V${y(share)}`)
  return `M${x(0)} ${y(0)}${moves.join('')}H${x(until)}`
}

/** Along the upper limits, and back along the lower ones; a step without limits has no width. */
function bandOf(steps: readonly TimedStep[], until: number, x: Place, y: Place): string {
  const upper = steps.map(({ time, share, high }) => `H${x(time)}V${y(high ?? share)}`)
  const lower = steps.map(({ share, low }, place) => {
    const from = steps[place + 1]?.time ?? until
    return { from, to: steps[place]?.time ?? 0, value: low ?? share }
  })
  const back = lower.toReversed().map(({ value, to }) => `V${y(value)}H${x(to)}`)
  return `M${x(0)} ${y(0)}${upper.join('')}H${x(until)}${back.join('')}V${y(0)}Z`
}

function EndLabels(props: { model: TimeToEventModel; plot: PlotArea; colours: ChartColours }): ReactElement {
  const { model, plot, colours } = props
  const centres = model.series.map(({ end }) => pixelY(plot, model.yDomain, end.share))
  const spread = spreadVertically(centres, FONT + 5, plot.top, plot.top + plot.height)
  return (
    <g fontSize={FONT + 0.5} fontWeight={600}>
      {model.series.map(({ key, label, end }, place) => (
        <text
          key={key}
          x={pixelX(plot, model.xDomain, end.time) + 8}
          y={(spread[place] ?? 0) + 4}
          fill={colours.series[place] ?? colours.ink}
        >
          {label} {formatPercent(end.share)}
        </text>
      ))}
    </g>
  )
}
