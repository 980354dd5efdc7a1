import type { ReactElement } from 'react'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  DefaultZIndexes,
  Line,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
  ZIndexLayer,
} from 'recharts'
import { formatNumber } from '../format/number.js'
import type { ChartColours } from './chart-colours.js'
import { ChartTooltip } from './chart-tooltip.js'
import type { GroupSpaghettiModel, SpaghettiMean, SpaghettiPoint } from './group-spaghetti.model.js'
import { type PlotArea, pixelX, pixelY, scoreTicks, timeTicks, within } from './plot-area.js'

interface GroupSpaghettiProps {
  readonly model: GroupSpaghettiModel
  readonly width: number
  readonly height: number
  readonly colours: ChartColours
}

const FONT_SIZE = 12
const Y_AXIS_WIDTH = 32
const X_AXIS_HEIGHT = 24
const N_ROW_HEIGHT = 18
const TOP = 10
/** Room for "mean 10.4" at the end of its line. */
const RIGHT = 84
/** Below this width the ticks are bare numbers. */
const NARROW = 480

/** Thin grey lines for members, a bold one with its band for the mean, n under each tick. */
export function GroupSpaghetti({ model, width, height, colours }: GroupSpaghettiProps): ReactElement {
  const isNarrow = width < NARROW
  const plot: PlotArea = {
    left: Y_AXIS_WIDTH,
    top: TOP,
    width: Math.max(80, width - Y_AXIS_WIDTH - RIGHT),
    height: Math.max(60, height - TOP - X_AXIS_HEIGHT - N_ROW_HEIGHT),
  }
  const ticks = clockTicks(model, plot, isNarrow)
  return (
    <ComposedChart
      width={width}
      height={height}
      data={[...model.mean]}
      margin={{ left: 0, top: TOP, right: RIGHT, bottom: N_ROW_HEIGHT }}
      title={model.table.caption}
    >
      <CartesianGrid vertical={false} stroke={colours.line} />
      <XAxis
        dataKey="x"
        type="number"
        domain={[model.xDomain.low, model.xDomain.high]}
        ticks={ticks}
        tickFormatter={(x: number) => clockLabel(model.clock, x, ticks, isNarrow)}
        interval={0}
        height={X_AXIS_HEIGHT}
        tick={{ fill: colours.muted, fontSize: FONT_SIZE }}
        tickLine={false}
        axisLine={false}
        allowDuplicatedCategory={false}
      />
      <YAxis
        type="number"
        domain={[model.yDomain.low, model.yDomain.high]}
        ticks={scoreTicks(model.yDomain, 7)}
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
      {model.lines.map((line) => (
        <Line
          key={line.episodeId}
          name={line.words}
          data={[...line.points]}
          dataKey={(point: SpaghettiPoint) => point.score}
          stroke={colours.member}
          strokeWidth={1.25}
          strokeOpacity={0.75}
          dot={{ r: 1.75, fill: colours.member, stroke: 'none' }}
          activeDot={false}
          tooltipType="none"
          isAnimationActive={false}
        />
      ))}
      <Area
        dataKey={(mean: SpaghettiMean) =>
          mean.interval && [
            within(model.yDomain, mean.interval.low),
            within(model.yDomain, mean.interval.high),
          ]
        }
        stroke="none"
        fill={colours.brand}
        fillOpacity={0.18}
        activeDot={false}
        tooltipType="none"
        isAnimationActive={false}
      />
      <Line
        dataKey={(mean: SpaghettiMean) => mean.mean}
        name="mean"
        stroke={colours.brand}
        strokeWidth={3}
        dot={{ r: 3.5, fill: colours.brand, stroke: colours.paper, strokeWidth: 1 }}
        activeDot={{ r: 6, fill: colours.brand, stroke: colours.paper }}
        isAnimationActive={false}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: colours.muted, strokeDasharray: '2 3' }}
        content={({ active, label }) =>
          active && typeof label === 'number' ? (
            <ChartTooltip
              title={clockTitle(model.clock, label)}
              lines={linesAt(model, label)}
              colours={colours}
            />
          ) : null
        }
      />
      <ZIndexLayer zIndex={DefaultZIndexes.label}>
        <Words model={model} plot={plot} colours={colours} />
        <NumbersBelow model={model} ticks={ticks} plot={plot} colours={colours} />
      </ZIndexLayer>
    </ComposedChart>
  )
}

function clockTicks(model: GroupSpaghettiModel, plot: PlotArea, isNarrow: boolean): number[] {
  const atMost = Math.max(3, Math.floor(plot.width / (isNarrow ? 34 : 44)))
  const ticks = timeTicks(model.xDomain, atMost)
  // Counting sessions by twos starts at the first one: 1, 3, 5.
  const isSparse = (ticks[1] ?? 0) - (ticks[0] ?? 0) > 1
  return model.clock === 'session_number' && isSparse
    ? timeTicks({ low: 0, high: model.xDomain.high - 1 }, atMost).map((tick) => tick + 1)
    : ticks
}

function clockLabel(
  clock: GroupSpaghettiModel['clock'],
  x: number,
  ticks: readonly number[],
  isNarrow: boolean,
): string {
  const isNamed = x === ticks[0] && !isNarrow
  if (clock === 'session_number') {
    if (x < 1) return 'before'
    return isNamed ? `session ${x}` : String(x)
  }
  return x === 0 ? 'start' : String(x)
}

function clockTitle(clock: GroupSpaghettiModel['clock'], x: number): string {
  if (clock === 'session_number') return x < 1 ? 'Before the first session' : `Session ${x}`
  return x === 0 ? 'First score' : `Week ${formatNumber(x, Number.isInteger(x) ? 0 : 1)}`
}

/** How near a member's score must lie to be told with the mean of a week. */
const HALF_A_STEP = 0.5

function linesAt(model: GroupSpaghettiModel, x: number): string[] {
  const mean = model.mean.find((each) => each.x === x)
  const members = model.lines.flatMap((line) => {
    const point = line.points.find((each) => each.score !== null && Math.abs(each.x - x) < HALF_A_STEP)
    return point?.score == null ? [] : [`${line.memberId}: ${formatNumber(point.score)}`]
  })
  return mean ? [mean.words, ...members] : members
}

interface Placed {
  readonly model: GroupSpaghettiModel
  readonly plot: PlotArea
  readonly colours: ChartColours
}

function Words({ model, plot, colours }: Placed): ReactElement {
  const last = model.mean.at(-1)
  return (
    <g fontSize={FONT_SIZE} stroke={colours.paper} strokeWidth={3} strokeLinejoin="round">
      {model.caseness && (
        <text
          x={plot.left + plot.width + 8}
          y={pixelY(plot, model.yDomain, model.caseness.score) + 4}
          fill={colours.muted}
          paintOrder="stroke"
        >
          {model.caseness.label}
        </text>
      )}
      {last && <MeanLabel last={last} model={model} plot={plot} colours={colours} />}
    </g>
  )
}

const LABEL_DISTANCE = 16

/** At the end of the line; moved off the caseness label when both would stand at the right edge. */
function MeanLabel({ last, model, plot, colours }: Placed & { last: SpaghettiMean }): ReactElement {
  const y = pixelY(plot, model.yDomain, last.mean)
  const x = pixelX(plot, model.xDomain, last.x)
  const casenessY = model.caseness ? pixelY(plot, model.yDomain, model.caseness.score) : null
  const isAtEdge = x > plot.left + plot.width - 70
  const distance = casenessY === null || !isAtEdge ? Number.POSITIVE_INFINITY : y - casenessY
  const shift =
    Math.abs(distance) < LABEL_DISTANCE ? Math.sign(distance || -1) * LABEL_DISTANCE - distance : 0
  return (
    <text
      x={x + 8}
      y={y + 4 + shift}
      fill={colours.brand}
      fontWeight={600}
      fontSize={12.5}
      paintOrder="stroke"
    >
      mean {formatNumber(last.mean, 1)}
    </text>
  )
}

function NumbersBelow({ model, ticks, plot, colours }: Placed & { ticks: readonly number[] }): ReactElement {
  const y = plot.top + plot.height + X_AXIS_HEIGHT + 9
  return (
    <g fontSize={11} fill={colours.muted}>
      <text x={6} y={y}>
        n
      </text>
      {ticks.map((tick) => {
        const point = model.counts.find((each) => each.x === tick)
        return (
          <text key={tick} x={pixelX(plot, model.xDomain, tick)} y={y} textAnchor="middle">
            {point ? formatNumber(point.n) : ''}
          </text>
        )
      })}
    </g>
  )
}
