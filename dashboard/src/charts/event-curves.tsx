import type { ReactElement } from 'react'
import { formatNumber } from '../format/number.js'
import { formatPercent } from '../format/percent.js'
import type { ChartColours } from './chart-colours.js'
import type { EventCurvesModel, EventSeries } from './event-curves.model.js'
import { spreadVertically } from './place-labels.js'
import { type PlotArea, pixelX, pixelY, textWidth } from './plot-area.js'

interface EventCurvesProps {
  readonly model: EventCurvesModel
  readonly width: number
  readonly height: number
  readonly colours: ChartColours
}

const FONT = 12
const SMALL = 11
const LEFT = 44
const TOP = 12
const BOTTOM = 42
const PANEL_TITLE = 22
const LEAST_PANEL_WIDTH = 250
const MOST_COLUMNS = 3
const GAP = 18
const PANEL_HEIGHT = 190
const SHARED_HEIGHT = 300
/** Below this width a label at a curve's end takes two lines. */
const NARROW = 480
const LABEL_GAP = 8
const TICK_ROOM = 8

/** As high as its panels are many: a picture that is drawn lower would squeeze them. */
export function eventCurvesHeight(model: EventCurvesModel, width: number): number {
  if (model.panels === 'shared') return SHARED_HEIGHT
  return Math.ceil(model.series.length / columnsAt(width, model.series.length)) * PANEL_HEIGHT
}

/** Step curves with their bands: two in one plane, more in a panel each before everybody's curve. */
export function EventCurves({ model, width, height, colours }: EventCurvesProps): ReactElement {
  return (
    <svg width={width} height={height} role="img" aria-label={model.table.caption}>
      {model.panels === 'shared' ? (
        <Shared model={model} width={width} height={height} colours={colours} />
      ) : (
        <Apart model={model} width={width} height={height} colours={colours} />
      )}
    </svg>
  )
}

function columnsAt(width: number, panels: number): number {
  return Math.max(1, Math.min(MOST_COLUMNS, panels, Math.floor((width + GAP) / LEAST_PANEL_WIDTH)))
}

function Shared({ model, width, height, colours }: EventCurvesProps): ReactElement {
  const isNarrow = width < NARROW
  const labels = model.series.map((series) => endLabel(series, isNarrow))
  const room = Math.max(0, ...labels.flat().map((line) => textWidth(line, FONT + 0.5)))
  const plot = {
    left: LEFT,
    top: TOP,
    width: Math.max(80, width - LEFT - room - LABEL_GAP - 4),
    height: Math.max(60, height - TOP - BOTTOM),
  }
  const lineHeight = FONT + 3
  const labelHeight = lineHeight * (isNarrow ? 2 : 1)
  const centres = spreadVertically(
    model.series.map(({ endShare }) => pixelY(plot, model.yDomain, endShare)),
    labelHeight + 2,
    plot.top + labelHeight / 2,
    plot.top + plot.height - labelHeight / 2,
  )
  const colourOf = (place: number): string =>
    model.series.length === 1 ? colours.brand : (colours.series[place] ?? colours.ink)
  return (
    <g>
      <Axes model={model} plot={plot} colours={colours} />
      {model.series.map((series, place) => (
        <Curve
          key={series.key}
          series={series}
          model={model}
          plot={plot}
          colour={colourOf(place)}
          isDashed={place > 0}
        />
      ))}
      <Halves model={model} plot={plot} colours={colours} colourOf={colourOf} />
      {model.series.map((series, place) => (
        <text
          key={series.key}
          fontSize={FONT + 0.5}
          fontWeight={600}
          fill={model.series.length === 1 ? colours.ink : colourOf(place)}
        >
          {(labels[place] ?? []).map((line, number) => (
            <tspan
              key={line}
              x={plot.left + plot.width + LABEL_GAP}
              y={(centres[place] ?? 0) - labelHeight / 2 + lineHeight * number + FONT}
            >
              {line}
            </tspan>
          ))}
        </text>
      ))}
    </g>
  )
}

function Apart({ model, width, height, colours }: EventCurvesProps): ReactElement {
  const columns = columnsAt(width, model.series.length)
  const rows = Math.ceil(model.series.length / columns)
  const panelWidth = (width - GAP * (columns - 1)) / columns
  const panelHeight = height / rows
  const room = textWidth('all >99 %', SMALL) + LABEL_GAP
  return (
    <g>
      {model.series.map((series, place) => {
        const left = (place % columns) * (panelWidth + GAP)
        const top = Math.floor(place / columns) * panelHeight
        const plot = {
          left: left + LEFT,
          top: top + PANEL_TITLE + 6,
          width: Math.max(60, panelWidth - LEFT - room),
          height: Math.max(40, panelHeight - PANEL_TITLE - 6 - BOTTOM),
        }
        return (
          <g key={series.key}>
            <text x={left + 4} y={top + 15} fontSize={FONT + 0.5} fontWeight={600} fill={colours.ink}>
              {series.label}
              <tspan fontSize={SMALL} fontWeight={400} fill={colours.muted}>
                {`  n ${formatNumber(series.n)}`}
              </tspan>
            </text>
            <Axes model={model} plot={plot} colours={colours} />
            {model.everybody !== null && (
              <Curve series={model.everybody} model={model} plot={plot} colour={colours.muted} isBare />
            )}
            <Curve series={series} model={model} plot={plot} colour={colours.brand} />
            <PanelEnds series={series} model={model} plot={plot} colours={colours} />
          </g>
        )
      })}
    </g>
  )
}

interface Placed {
  readonly model: EventCurvesModel
  readonly plot: PlotArea
  readonly colours: ChartColours
}

function Axes({ model, plot, colours }: Placed): ReactElement {
  const bottom = plot.top + plot.height
  const ticks = ticksThatFit(model, plot)
  const isTall = plot.height > 130
  const shares = model.yTicks.filter((_, place) => isTall || place % 2 === 0)
  return (
    <g>
      {shares.map((share) => {
        const y = pixelY(plot, model.yDomain, share)
        return (
          <g key={share}>
            <line x1={plot.left} x2={plot.left + plot.width} y1={y} y2={y} stroke={colours.line} />
            <text x={plot.left - 8} y={y + 4} textAnchor="end" fontSize={FONT} fill={colours.muted}>
              {formatPercent(share)}
            </text>
          </g>
        )
      })}
      {ticks.map((time) => {
        const x = pixelX(plot, model.xDomain, time)
        return (
          <g key={time}>
            <line x1={x} x2={x} y1={bottom} y2={bottom + 4} stroke={colours.muted} />
            <text x={x} y={bottom + 17} textAnchor="middle" fontSize={FONT} fill={colours.muted}>
              {formatNumber(time)}
            </text>
          </g>
        )
      })}
      <text x={plot.left + plot.width} y={bottom + 33} textAnchor="end" fontSize={SMALL} fill={colours.muted}>
        {axisWords(model.unit, plot.width)}
      </text>
    </g>
  )
}

function axisWords(unit: EventCurvesModel['unit'], room: number): string {
  const whole = unit === 'weeks' ? 'weeks since the first score' : 'sessions since joining'
  return textWidth(whole, SMALL) <= room + LEFT - 8 ? whole : unit
}

/** Every tick, every second one, ..: as many as stand apart. */
function ticksThatFit({ xTicks, xDomain }: EventCurvesModel, plot: PlotArea): readonly number[] {
  const widest = Math.max(0, ...xTicks.map((time) => textWidth(formatNumber(time), FONT))) + TICK_ROOM
  const step = xTicks[1] === undefined ? 1 : xTicks[1] - (xTicks[0] ?? 0)
  const distance = (plot.width * step) / Math.max(step, xDomain.high - xDomain.low)
  const every = Math.max(1, Math.ceil(widest / distance))
  return xTicks.filter((time, place) => place % every === 0 && time <= xDomain.high)
}

function Curve(props: {
  series: EventSeries
  model: EventCurvesModel
  plot: PlotArea
  colour: string
  isDashed?: boolean
  /** Without its band and its words. */
  isBare?: boolean
}): ReactElement {
  const { series, model, plot, colour } = props
  const x = (time: number): number => pixelX(plot, model.xDomain, time)
  const y = (share: number): number => pixelY(plot, model.yDomain, share)
  const line = series.steps.map(({ time, share }) => `H${x(time)}V${y(share)}`).join('')
  if (props.isBare === true) {
    return (
      <path d={`M${x(0)} ${y(0)}${line}H${x(series.end)}`} fill="none" stroke={colour} strokeOpacity={0.75} />
    )
  }
  return (
    <g>
      <path d={bandPath(series, x, y)} fill={colour} fillOpacity={0.14} />
      <path
        d={`M${x(0)} ${y(0)}${line}H${x(series.end)}`}
        fill="none"
        stroke={colour}
        strokeWidth={2}
        strokeLinejoin="round"
        {...(props.isDashed === true ? { strokeDasharray: '6 3' } : {})}
      />
      {series.steps.map((step, place) => {
        const next = series.steps[place + 1]?.time ?? series.end
        return (
          <rect
            key={step.time}
            x={x(step.time)}
            y={y(step.share) - 5}
            width={Math.max(1, x(next) - x(step.time))}
            height={10}
            fill={colour}
            fillOpacity={0}
          >
            <title>{step.words}</title>
          </rect>
        )
      })}
    </g>
  )
}

/** Out along the upper limits and back along the lower ones; steps without limits are left open. */
function bandPath(
  { steps, end }: EventSeries,
  x: (time: number) => number,
  y: (share: number) => number,
): string {
  const known = steps.flatMap(({ time, low, high }, place) =>
    low === null || high === null ? [] : [{ time, next: steps[place + 1]?.time ?? end, low, high }],
  )
  const [first] = known
  if (first === undefined) return ''
  const out = known.map(({ time, next, high }) => `L${x(time)} ${y(high)}H${x(next)}`).join('')
  const back = [...known]
    .reverse()
    .map(({ time, next, low }) => `L${x(next)} ${y(low)}H${x(time)}`)
    .join('')
  return `M${x(first.time)} ${y(first.low)}${out}${back}Z`
}

/** The line of one half, and where each curve meets it. */
function Halves({
  model,
  plot,
  colours,
  colourOf,
}: Placed & { colourOf: (place: number) => string }): ReactElement | null {
  if (model.series.every(({ half }) => half === null)) return null
  const y = pixelY(plot, model.yDomain, 0.5)
  return (
    <g>
      <line
        x1={plot.left}
        x2={plot.left + plot.width}
        y1={y}
        y2={y}
        stroke={colours.muted}
        strokeDasharray="2 4"
      />
      <text x={plot.left + 4} y={y - 5} fontSize={SMALL} fill={colours.muted}>
        half
      </text>
      {model.series.map(({ key, half }, place) => {
        if (half === null) return null
        const x = pixelX(plot, model.xDomain, half)
        return (
          <g key={key}>
            <line
              x1={x}
              x2={x}
              y1={y}
              y2={plot.top + plot.height}
              stroke={colourOf(place)}
              strokeDasharray="2 3"
            />
            <circle cx={x} cy={y} r={4} fill={colours.paper} stroke={colourOf(place)} strokeWidth={2} />
          </g>
        )
      })}
    </g>
  )
}

/** The two shares at the right edge of a panel: its own, and everybody's in grey. */
function PanelEnds({ series, model, plot, colours }: Placed & { series: EventSeries }): ReactElement {
  const ends = [series, ...(model.everybody === null ? [] : [model.everybody])]
  const centres = spreadVertically(
    ends.map(({ endShare }) => pixelY(plot, model.yDomain, endShare)),
    FONT + 2,
    plot.top,
    plot.top + plot.height,
  )
  return (
    <g>
      {ends.map((end, place) => (
        <text
          key={end.key}
          x={plot.left + plot.width + LABEL_GAP - 2}
          y={(centres[place] ?? 0) + 4}
          fontSize={place === 0 ? FONT : SMALL}
          fontWeight={place === 0 ? 600 : 400}
          fill={place === 0 ? colours.brand : colours.muted}
        >
          {place === 0 ? formatPercent(end.endShare) : `all ${formatPercent(end.endShare)}`}
        </text>
      ))}
    </g>
  )
}

/** The lines of the label at a curve's end: its name and its last share. */
function endLabel(series: EventSeries, isNarrow: boolean): string[] {
  const share = formatPercent(series.endShare)
  return isNarrow ? [series.label, share] : [`${series.label} ${share}`]
}
