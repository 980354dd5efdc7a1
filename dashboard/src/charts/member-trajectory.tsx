import type { ReactElement } from 'react'
import {
  CartesianGrid,
  ComposedChart,
  DefaultZIndexes,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
  ZIndexLayer,
} from 'recharts'
import { formatNumber } from '../format/number.js'
import type { ChartColours } from './chart-colours.js'
import { ChartTooltip } from './chart-tooltip.js'
import { MemberMarkShape } from './member-mark-shape.js'
import type { MemberMark } from './member-marks.js'
import type { MemberTrajectoryModel } from './member-trajectory.model.js'
import {
  AXIS_FONT_SIZE,
  memberTrajectoryLayout,
  X_AXIS_HEIGHT,
  Y_AXIS_WIDTH,
} from './member-trajectory-layout.js'
import { ExpectedRangeShape } from './member-trajectory-range.js'
import { MemberTrajectoryWords } from './member-trajectory-words.js'
import { scoreTicks, timeTicks } from './plot-area.js'

interface MemberTrajectoryProps {
  readonly model: MemberTrajectoryModel
  readonly width: number
  readonly height: number
  readonly colours: ChartColours
}

const BETWEEN_BANDS_AND_LINES = (DefaultZIndexes.area + DefaultZIndexes.line) / 2

/** A member's scores over the severity bands, on a true time axis. */
export function MemberTrajectoryChart({
  model,
  width,
  height,
  colours,
}: MemberTrajectoryProps): ReactElement {
  const layout = memberTrajectoryLayout(model, width, height)
  const { plot } = layout
  const ticks = timeTicks(model.xDomain, Math.max(3, Math.floor(plot.width / 44)))
  const data = model.marks.map((mark, index) => ({ week: mark.week, index, mark }))
  return (
    <ComposedChart
      width={width}
      height={height}
      data={data}
      margin={{ left: 0, top: plot.top, right: width - plot.left - plot.width, bottom: 0 }}
      title={model.table.caption}
    >
      {model.bands.length === 0 && <CartesianGrid vertical={false} stroke={colours.line} />}
      {model.bands.map((band) => (
        <ReferenceArea
          key={band.label}
          y1={band.from}
          y2={band.to}
          fill={colours.bands[band.level] ?? colours.paper}
          fillOpacity={1}
          ifOverflow="hidden"
        />
      ))}
      <XAxis
        dataKey="week"
        type="number"
        domain={[model.xDomain.low, model.xDomain.high]}
        ticks={ticks}
        tickFormatter={(week: number) => tickLabel(week, ticks, layout.isNarrow)}
        interval={0}
        height={X_AXIS_HEIGHT}
        tick={{ fill: colours.muted, fontSize: AXIS_FONT_SIZE }}
        tickLine={false}
        axisLine={{ stroke: colours.line }}
        allowDuplicatedCategory={false}
      />
      <YAxis
        type="number"
        domain={[model.yDomain.low, model.yDomain.high]}
        ticks={scoreTicks(model.yDomain, 7)}
        interval={0}
        width={Y_AXIS_WIDTH}
        tick={{ fill: colours.muted, fontSize: AXIS_FONT_SIZE }}
        tickLine={false}
        axisLine={false}
      />
      <ZIndexLayer zIndex={BETWEEN_BANDS_AND_LINES}>
        <ExpectedRangeShape model={model} plot={plot} colours={colours} />
      </ZIndexLayer>
      {ReferenceLines({ model, colours })}
      {model.runs.map((run) => (
        <Line
          key={`${run.from}-${run.to}`}
          dataKey={(row: Row) => (row.index >= run.from && row.index <= run.to ? row.mark.score : null)}
          stroke={colours.ink}
          strokeWidth={run.kind === 'solid' ? 2.25 : 1.75}
          {...(run.kind === 'dotted' ? { strokeDasharray: '1.5 5', strokeLinecap: 'round' as const } : {})}
          dot={false}
          activeDot={false}
          tooltipType="none"
          isAnimationActive={false}
        />
      ))}
      {model.suddenSteps.map((step) => (
        <Line
          key={`${step.kind}-${step.from}`}
          dataKey={(row: Row) => (row.index >= step.from && row.index <= step.to ? row.mark.score : null)}
          stroke={step.kind === 'gain' ? colours.good : colours.bad}
          strokeWidth={4}
          {...(step.isOverGap ? { strokeDasharray: '0.1 8' } : {})}
          strokeLinecap="round"
          dot={false}
          activeDot={false}
          tooltipType="none"
          isAnimationActive={false}
        />
      ))}
      <Line
        dataKey={(row: Row) => row.mark.score}
        stroke="none"
        dot={(dot: DotProps) => <Dot key={dot.index} dot={dot} marks={model.marks} colours={colours} />}
        activeDot={{ r: 8, fill: 'none', stroke: colours.brand, strokeWidth: 2 }}
        isAnimationActive={false}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: colours.muted, strokeDasharray: '2 3' }}
        content={({ active, label }) =>
          active && typeof label === 'number' ? (
            <MarksAt model={model} week={label} colours={colours} />
          ) : null
        }
      />
      <ZIndexLayer zIndex={DefaultZIndexes.label}>
        <MemberTrajectoryWords model={model} layout={layout} colours={colours} />
      </ZIndexLayer>
    </ComposedChart>
  )
}

interface Row {
  readonly week: number
  readonly index: number
  readonly mark: MemberMark
}
interface DotProps {
  readonly cx?: number
  readonly cy?: number
  readonly index?: number
}

function tickLabel(week: number, ticks: readonly number[], isNarrow: boolean): string {
  if (week === 0) return 'start'
  return week === ticks.at(-1) && !isNarrow ? `week ${week}` : formatNumber(week)
}

/** Called, not mounted: Recharts reads reference lines among its own children. */
function ReferenceLines({
  model,
  colours,
}: {
  model: MemberTrajectoryModel
  colours: ChartColours
}): ReactElement {
  return (
    <>
      {model.caseness && (
        <ReferenceLine
          y={model.caseness.score}
          stroke={colours.muted}
          strokeDasharray="2 4"
          ifOverflow="hidden"
        />
      )}
      {model.reliablyBetter && (
        <ReferenceLine
          y={model.reliablyBetter.score}
          stroke={colours.good}
          strokeDasharray="7 4"
          ifOverflow="hidden"
        />
      )}
      {model.reliablyWorse && (
        <ReferenceLine
          y={model.reliablyWorse.score}
          stroke={colours.bad}
          strokeDasharray="7 4"
          ifOverflow="hidden"
        />
      )}
      {model.exit && (
        <ReferenceLine x={model.exit.week} stroke={colours.muted} strokeWidth={1} ifOverflow="hidden" />
      )}
    </>
  )
}

function Dot(props: { dot: DotProps; marks: readonly MemberMark[]; colours: ChartColours }): ReactElement {
  const { dot, marks, colours } = props
  const mark = dot.index === undefined ? undefined : marks[dot.index]
  if (mark === undefined || dot.cx === undefined || dot.cy === undefined) return <g />
  return <MemberMarkShape shape={mark.shape} x={dot.cx} y={dot.cy} colours={colours} />
}

/** Two forms of one day stand on one place of the axis: both are told. */
function MarksAt(props: { model: MemberTrajectoryModel; week: number; colours: ChartColours }): ReactElement {
  const marks = props.model.marks.filter((mark) => mark.week === props.week)
  return (
    <ChartTooltip
      title={marks[0]?.title ?? ''}
      lines={marks.flatMap((mark) => mark.words)}
      colours={props.colours}
    />
  )
}
