import type { ReactElement } from 'react'
import { formatNumber } from '../format/number.js'
import { formatPercent } from '../format/percent.js'
import type { ChartColours } from './chart-colours.js'
import type { FunnelLine, FunnelMark, FunnelModel } from './funnel.model.js'
import { type PlotArea, pixelX, pixelY, textWidth, timeTicks } from './plot-area.js'

interface FunnelProps {
  readonly model: FunnelModel
  readonly width: number
  readonly height: number
  readonly colours: ChartColours
}

const FONT = 12
const LEFT = 48
const RIGHT = 76
const TOP = 12
const BOTTOM = 42
const TICK = 0.1
const NARROW = 480

/** Units as shaped dots between the limits that step with n; only outliers are named. */
export function Funnel({ model, width, height, colours }: FunnelProps): ReactElement {
  const right = width < NARROW ? 16 : RIGHT
  const plot: PlotArea = {
    left: LEFT,
    top: TOP,
    width: Math.max(80, width - LEFT - right),
    height: height - TOP - BOTTOM,
  }
  const end = plot.left + plot.width
  const bottom = plot.top + plot.height
  const x = (n: number): number => pixelX(plot, model.xDomain, n)
  const y = (share: number): number => pixelY(plot, model.yDomain, share)
  const steps = Math.round(model.yDomain.high / TICK)
  const every = steps > 5 ? 2 : 1
  const ticks = Array.from({ length: Math.floor(steps / every) + 1 }, (_, place) => place * every * TICK)
  return (
    <svg width={width} height={height} role="img" aria-label={model.table.caption}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={plot.left} x2={end} y1={y(tick)} y2={y(tick)} stroke={colours.line} />
          <text x={plot.left - 8} y={y(tick) + 4} textAnchor="end" fontSize={FONT} fill={colours.muted}>
            {formatPercent(tick)}
          </text>
        </g>
      ))}
      {timeTicks(model.xDomain, width < NARROW ? 4 : 8).map((tick) => (
        <text key={tick} x={x(tick)} y={bottom + 17} textAnchor="middle" fontSize={FONT} fill={colours.muted}>
          {formatNumber(tick)}
        </text>
      ))}
      <text x={end} y={bottom + 34} textAnchor="end" fontSize={FONT} fill={colours.muted}>
        how many stand behind the share (n)
      </text>
      {model.lines.map((line) => (
        <Limit key={line.key} line={line} x={x} y={y} colours={colours} top={model.yDomain.high} />
      ))}
      {model.target !== null && (
        <line x1={plot.left} x2={end} y1={y(model.target)} y2={y(model.target)} stroke={colours.ink} />
      )}
      {width >= NARROW && <LineNames model={model} x={end + 6} y={y} colours={colours} />}
      {model.marks.map((mark) => (
        <Mark key={mark.unit} mark={mark} x={x(mark.n)} y={y(mark.share)} end={end} colours={colours} />
      ))}
    </svg>
  )
}

interface LimitProps {
  readonly line: FunnelLine
  readonly x: (n: number) => number
  readonly y: (share: number) => number
  readonly top: number
  readonly colours: ChartColours
}

/** Only where it lies inside the picture: at small n an upper limit reaches everything. */
function Limit({ line, x, y, top, colours }: LimitProps): ReactElement {
  const inside = line.points.filter(({ share }) => share <= top)
  const path = inside.map(({ n, share }, place) => `${place === 0 ? 'M' : 'L'}${x(n)} ${y(share)}`).join('')
  return (
    <path
      d={path}
      fill="none"
      stroke={colours.muted}
      strokeWidth={line.key.endsWith('998') ? 1.25 : 1}
      {...(line.key.endsWith('998') ? {} : { strokeDasharray: '4 4' })}
    />
  )
}

/** Names stand at the lines' ends, moved apart where two lines end close together. */
function LineNames(props: {
  model: FunnelModel
  x: number
  y: (share: number) => number
  colours: ChartColours
}): ReactElement {
  const { model, x, y, colours } = props
  const ends = [
    ...model.lines.map((line) => ({
      words: line.key.endsWith('998') ? '99.8 %' : '95 %',
      at: line.points.at(-1)?.share,
      weight: 400,
    })),
    { words: 'all units', at: model.target, weight: 600 },
  ]
    .flatMap(({ words, at, weight }) =>
      typeof at === 'number' && at <= model.yDomain.high ? [{ words, y: y(at), weight }] : [],
    )
    .sort((one, other) => one.y - other.y)
  let above = Number.NEGATIVE_INFINITY
  const placed = ends.map((end) => {
    above = Math.max(end.y, above + FONT + 1)
    return { ...end, y: above }
  })
  return (
    <>
      {placed.map((end) => (
        <text
          key={`${end.words} ${end.y}`}
          x={x}
          y={end.y + 4}
          fontSize={11}
          fontWeight={end.weight}
          fill={end.weight > 400 ? colours.ink : colours.muted}
        >
          {end.words}
        </text>
      ))}
    </>
  )
}

function Mark(props: {
  mark: FunnelMark
  x: number
  y: number
  end: number
  colours: ChartColours
}): ReactElement {
  const { mark, x, y, end, colours } = props
  const label = mark.label ?? ''
  const fitsRight = x + 10 + textWidth(label, FONT) <= end
  return (
    <g>
      <title>{mark.words}</title>
      {mark.shape === 'ring' && (
        <circle cx={x} cy={y} r={4.5} fill={colours.paper} stroke={colours.ink} strokeWidth={1.5} />
      )}
      {mark.shape === 'diamond' && <path d={`M${x} ${y - 6}l6 6-6 6-6-6z`} fill={colours.series[0]} />}
      {mark.shape === 'triangle' && <path d={`M${x} ${y - 7}l7 12h-14z`} fill={colours.series[1]} />}
      {mark.label !== null && (
        <text
          x={fitsRight ? x + 10 : x - 10}
          y={y + 4}
          textAnchor={fitsRight ? 'start' : 'end'}
          fontSize={FONT}
          fontWeight={600}
          fill={colours.ink}
          stroke={colours.paper}
          strokeWidth={3}
          paintOrder="stroke"
        >
          {mark.label}
        </text>
      )}
    </g>
  )
}
