import type { ReactElement } from 'react'
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts'
import { formatNumber } from '../format/number.js'
import type { ChartColours } from './chart-colours.js'
import { ChartTooltip } from './chart-tooltip.js'
import { spreadVertically } from './place-labels.js'
import { type PlotArea, pixelX, pixelY, textWidth, timeTicks, within } from './plot-area.js'
import type { TrajectorySeries, TrajectoryWithIntervalModel } from './trajectory-with-interval.model.js'

interface TrajectoryWithIntervalProps {
  readonly model: TrajectoryWithIntervalModel
  readonly width: number
  readonly height: number
  readonly colours: ChartColours
}

const FONT_SIZE = 12
const Y_AXIS_WIDTH = 30
const TICK_HEIGHT = 24
const N_ROW_HEIGHT = 16
/** Below this width the labels at the line ends take two lines and ticks are bare numbers. */
const NARROW = 480

/** Mean lines with their bands, named at their ends, the caseness line, and n below each tick. */
export function TrajectoryWithInterval(props: TrajectoryWithIntervalProps): ReactElement {
  const { model, width, height, colours } = props
  const isNarrow = width < NARROW
  const plot = plotOf(model, width, height)
  const ticks = timeTicks(model.xDomain, Math.max(3, Math.floor(plot.width / (isNarrow ? 36 : 62))))
  const rows = model.weeks.map((week) => ({
    week,
    points: model.series.map((series) => series.points.find((point) => point.week === week)),
  }))
  type Row = (typeof rows)[number]
  return (
    <ComposedChart
      width={width}
      height={height}
      data={rows}
      margin={{
        left: 0,
        top: plot.top,
        right: width - plot.left - plot.width,
        bottom: height - plot.top - plot.height - TICK_HEIGHT,
      }}
      title={model.table.caption}
    >
      <CartesianGrid vertical={false} stroke={colours.line} />
      <XAxis
        dataKey="week"
        type="number"
        domain={[model.xDomain.low, model.xDomain.high]}
        ticks={ticks}
        tickFormatter={(week: number) => weekLabel(week, isNarrow)}
        interval={0}
        height={TICK_HEIGHT}
        tick={{ fill: colours.muted, fontSize: FONT_SIZE }}
        tickLine={false}
        axisLine={false}
      />
      <YAxis
        type="number"
        domain={[model.yDomain.low, model.yDomain.high]}
        ticks={[...model.yTicks]}
        interval={0}
        width={Y_AXIS_WIDTH}
        tick={{ fill: colours.muted, fontSize: FONT_SIZE }}
        tickLine={false}
        axisLine={false}
      />
      {model.caseness && (
        <ReferenceLine
          y={model.caseness.score}
          stroke={colours.muted}
          strokeDasharray="2 4"
          ifOverflow="hidden"
        />
      )}
      {model.series.map((series, index) => (
        <Area
          key={series.key}
          dataKey={(row: Row) => {
            const interval = row.points[index]?.interval
            return interval && [within(model.yDomain, interval.low), within(model.yDomain, interval.high)]
          }}
          stroke="none"
          fill={seriesColour(colours, index)}
          fillOpacity={0.16}
          isAnimationActive={false}
          activeDot={false}
          tooltipType="none"
        />
      ))}
      {model.series.map((series, index) => (
        <Line
          key={series.key}
          name={series.label}
          dataKey={(row: Row) => row.points[index]?.mean ?? null}
          stroke={seriesColour(colours, index)}
          strokeWidth={2}
          {...(index > 0 ? { strokeDasharray: '6 4' } : {})}
          dot={(dot: DotPosition) => (
            <SeriesMark key={dot.index} dot={dot} series={index} colours={colours} />
          )}
          activeDot={{ r: 5, stroke: colours.paper }}
          isAnimationActive={false}
        />
      ))}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: colours.muted, strokeDasharray: '2 3' }}
        content={({ active, label }) =>
          active && typeof label === 'number' ? (
            <ChartTooltip
              title={label === 0 ? 'First score' : `Week ${formatNumber(label)}`}
              lines={linesAt(model, label)}
              colours={colours}
            />
          ) : null
        }
      />
      <CasenessLabel model={model} plot={plot} colours={colours} />
      <EndLabels model={model} plot={plot} colours={colours} isNarrow={isNarrow} />
      <NumbersBelow model={model} ticks={ticks} plot={plot} colours={colours} />
    </ComposedChart>
  )
}

interface DotPosition {
  readonly cx?: number
  readonly cy?: number
  readonly index?: number
}
interface Placed {
  readonly model: TrajectoryWithIntervalModel
  readonly plot: PlotArea
  readonly colours: ChartColours
}

function plotOf(model: TrajectoryWithIntervalModel, width: number, height: number): PlotArea {
  const top = 10
  const labels = model.series.flatMap((series) => endLabel(series, width < NARROW))
  const widest = Math.max(0, ...labels.map((label) => textWidth(label, FONT_SIZE + 0.5)))
  const bottom = TICK_HEIGHT + N_ROW_HEIGHT * model.series.length
  return {
    left: Y_AXIS_WIDTH,
    top,
    width: Math.max(80, width - Y_AXIS_WIDTH - widest - 18),
    height: Math.max(60, height - top - bottom),
  }
}

function weekLabel(week: number, isNarrow: boolean): string {
  if (week === 0) return 'start'
  return isNarrow ? formatNumber(week) : `week ${formatNumber(week)}`
}

/** The lines of the label at a series' end: its name and its last mean. */
function endLabel(series: TrajectorySeries, isNarrow: boolean): string[] {
  const last = series.points.at(-1)
  const value = last ? formatNumber(last.mean, 1) : ''
  return isNarrow ? [series.label, value] : [`${series.label} ${value}`]
}

function seriesColour(colours: ChartColours, index: number): string {
  return colours.series[index] ?? colours.ink
}

/** Circles for the first series, squares for the second: told apart without colour. */
function SeriesMark(props: { dot: DotPosition; series: number; colours: ChartColours }): ReactElement {
  const { dot, series, colours } = props
  if (dot.cx === undefined || dot.cy === undefined || Number.isNaN(dot.cy)) return <g />
  const fill = seriesColour(colours, series)
  return series === 0 ? (
    <circle cx={dot.cx} cy={dot.cy} r={3.5} fill={fill} stroke={colours.paper} strokeWidth={1} />
  ) : (
    <rect x={dot.cx - 3.5} y={dot.cy - 3.5} width={7} height={7} fill={fill} stroke={colours.paper} />
  )
}

function linesAt(model: TrajectoryWithIntervalModel, week: number): string[] {
  return model.series.flatMap((series) => {
    const point = series.points.find((each) => each.week === week)
    return point ? [`${series.label}: ${point.words}`] : []
  })
}

function CasenessLabel({ model, plot, colours }: Placed): ReactElement | null {
  if (model.caseness === null) return null
  const y = pixelY(plot, model.yDomain, model.caseness.score)
  return (
    <text x={plot.left + 4} y={y - 5} fontSize={FONT_SIZE} fill={colours.muted}>
      {model.caseness.label}
    </text>
  )
}

function EndLabels({ model, plot, colours, isNarrow }: Placed & { isNarrow: boolean }): ReactElement {
  const ends = model.series.map((series) => series.points.at(-1))
  const centres = ends.map((end) => pixelY(plot, model.yDomain, end?.mean ?? model.yDomain.low))
  const lineHeight = FONT_SIZE + 4
  const labelHeight = lineHeight * (isNarrow ? 2 : 1)
  const spread = spreadVertically(centres, labelHeight + 2, plot.top, plot.top + plot.height)
  return (
    <g fontSize={FONT_SIZE + 0.5} fontWeight={600}>
      {model.series.map((series, index) => {
        const x = pixelX(plot, model.xDomain, ends[index]?.week ?? model.xDomain.high) + 10
        const top = (spread[index] ?? 0) - labelHeight / 2
        return (
          <text
            key={series.key}
            fill={model.series.length === 1 ? colours.ink : seriesColour(colours, index)}
          >
            {endLabel(series, isNarrow).map((line, number) => (
              <tspan key={line} x={x} y={top + lineHeight * number + FONT_SIZE}>
                {line}
              </tspan>
            ))}
          </text>
        )
      })}
    </g>
  )
}

/** Who stays is not who started: n stands under each tick, in a row for each series. */
function NumbersBelow({ model, ticks, plot, colours }: Placed & { ticks: readonly number[] }): ReactElement {
  const top = plot.top + plot.height + TICK_HEIGHT
  return (
    <g fontSize={11}>
      {model.series.map((series, index) => {
        const y = top + N_ROW_HEIGHT * index + 10
        const fill = model.series.length === 1 ? colours.muted : seriesColour(colours, index)
        return (
          <g key={series.key} fill={fill}>
            <text x={4} y={y}>
              n
            </text>
            {ticks.map((week) => {
              const point = series.points.find((each) => each.week === week)
              return (
                <text key={week} x={pixelX(plot, model.xDomain, week)} y={y} textAnchor="middle">
                  {point ? formatNumber(point.n) : ''}
                </text>
              )
            })}
          </g>
        )
      })}
    </g>
  )
}
