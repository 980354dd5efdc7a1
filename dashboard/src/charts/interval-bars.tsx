import type { ReactElement } from 'react'
import { formatNumber } from '../format/number.js'
import type { ChartColours } from './chart-colours.js'
import type { IntervalBar, IntervalBarsModel } from './interval-bars.model.js'
import { type PlotArea, pixelY, textWidth, within } from './plot-area.js'

interface IntervalBarsProps {
  readonly model: IntervalBarsModel
  readonly width: number
  readonly height: number
  readonly colours: ChartColours
}

const FONT = 12
const SMALL = 11
const LEFT = 48
const RIGHT = 8
const TOP = 36
const BOTTOM = 58
const LABEL_ROOM = 10
const WIDEST_BAR = 56
/** A whisker's cap, in pixels to each side. */
const CAP = 4
/** The value stands on its bar only where it fits between its neighbours. */
const VALUE_ROOM = 6

/** Bars from 0, each with its interval and n below: how sure each is can be seen beside how large it is. */
export function IntervalBars({ model, width, height, colours }: IntervalBarsProps): ReactElement {
  const plot = {
    left: LEFT,
    top: TOP,
    width: Math.max(80, width - LEFT - RIGHT),
    height: Math.max(60, height - TOP - BOTTOM),
  }
  const bottom = plot.top + plot.height
  const slot = plot.width / Math.max(1, model.bars.length)
  const x = (place: number): number => plot.left + slot * (place + 0.5)
  const every = labelStep(model.bars, slot)
  return (
    <svg width={width} height={height} role="img" aria-label={model.table.caption}>
      {model.yTicks.map((tick) => {
        const y = pixelY(plot, model.yDomain, tick)
        return (
          <g key={tick}>
            <line
              x1={plot.left}
              x2={plot.left + plot.width}
              y1={y}
              y2={y}
              stroke={tick === 0 ? colours.muted : colours.line}
            />
            <text x={plot.left - 8} y={y + 4} textAnchor="end" fontSize={FONT} fill={colours.muted}>
              {model.format(tick)}
            </text>
          </g>
        )
      })}
      <ReferenceLine model={model} plot={plot} colours={colours} />
      {model.bars.map((bar, place) => (
        <Bar key={bar.key} bar={bar} x={x(place)} slot={slot} model={model} plot={plot} colours={colours} />
      ))}
      {model.bars.map((bar, place) =>
        place % every === 0 ? (
          <text
            key={bar.key}
            x={x(place)}
            y={bottom + 17}
            textAnchor="middle"
            fontSize={FONT}
            fill={colours.ink}
          >
            {bar.label}
            <tspan x={x(place)} dy={14} fontSize={SMALL} fill={colours.muted}>
              {formatNumber(bar.n)}
            </tspan>
          </text>
        ) : null,
      )}
      <text x={4} y={bottom + 31} fontSize={SMALL} fill={colours.muted}>
        n
      </text>
      <text x={plot.left + plot.width} y={bottom + 50} textAnchor="end" fontSize={SMALL} fill={colours.muted}>
        {model.xTitle}
      </text>
    </svg>
  )
}

function Bar(props: {
  bar: IntervalBar
  x: number
  slot: number
  model: IntervalBarsModel
  plot: PlotArea
  colours: ChartColours
}): ReactElement {
  const { bar, x, slot, model, plot, colours } = props
  const y = (value: number): number => pixelY(plot, model.yDomain, within(model.yDomain, value))
  const width = Math.min(WIDEST_BAR, slot * 0.64)
  const words = model.formatValue(bar.value)
  const top = Math.min(y(0), y(bar.value))
  const hasRoom = textWidth(words, FONT) + VALUE_ROOM <= slot
  const labelY = y(bar.interval?.high ?? Math.max(0, bar.value)) - 6
  return (
    <g>
      <title>{bar.words}</title>
      <rect
        x={x - width / 2}
        y={top}
        width={width}
        height={Math.max(1, Math.abs(y(bar.value) - y(0)))}
        fill={colours.brand}
        fillOpacity={0.22}
        stroke={colours.brand}
        strokeOpacity={0.55}
      />
      {bar.interval !== null && (
        <path
          d={`M${x} ${y(bar.interval.low)}V${y(bar.interval.high)}M${x - CAP} ${y(bar.interval.low)}h${2 * CAP}M${x - CAP} ${y(bar.interval.high)}h${2 * CAP}`}
          stroke={colours.ink}
          strokeWidth={1.5}
          fill="none"
        />
      )}
      {hasRoom && (
        <rect
          x={x - textWidth(words, FONT) / 2}
          y={labelY - FONT}
          width={textWidth(words, FONT)}
          height={FONT + 3}
          fill={colours.paper}
          fillOpacity={0.85}
        />
      )}
      {hasRoom && (
        <text x={x} y={labelY} textAnchor="middle" fontSize={FONT} fontWeight={600} fill={colours.ink}>
          {words}
        </text>
      )}
    </g>
  )
}

/** A line across, named above the plot: on it, words would lie on bars. */
function ReferenceLine(props: {
  model: IntervalBarsModel
  plot: PlotArea
  colours: ChartColours
}): ReactElement | null {
  const { model, plot, colours } = props
  if (model.line === null) return null
  const y = pixelY(plot, model.yDomain, model.line.at)
  const right = plot.left + plot.width
  const start = right - textWidth(model.line.words, SMALL)
  return (
    <g>
      <path
        d={`M${plot.left} ${y}H${right}M${start - 25} 9H${start - 6}`}
        stroke={colours.muted}
        strokeDasharray="5 4"
      />
      <text x={start} y={13} fontSize={SMALL} fill={colours.muted}>
        {model.line.words}
      </text>
    </g>
  )
}

/** Every label, every second one, ..: as many as stand apart. */
function labelStep(bars: readonly IntervalBar[], slot: number): number {
  const widest = Math.max(
    0,
    ...bars.map(({ label, n }) => Math.max(textWidth(label, FONT), textWidth(formatNumber(n), SMALL))),
  )
  return Math.max(1, Math.ceil((widest + LABEL_ROOM) / slot))
}
