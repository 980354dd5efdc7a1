import type { ReactElement } from 'react'
import type { ChartColours } from './chart-colours.js'
import type { ControlChartModel, ControlMark } from './control-chart.model.js'
import { pixelX, pixelY, textWidth } from './plot-area.js'

interface ControlChartProps {
  readonly model: ControlChartModel
  readonly width: number
  readonly height: number
  readonly colours: ChartColours
}

const FONT = 12
const LEFT = 48
const RIGHT = 16
const TOP = 26
const BOTTOM = 44
const LINES = 4
/** Room that the label of a period takes, with its gap. */
const LABEL_ROOM = 76

/** Values by period: a line with shaped dots between limits that step with n. */
export function ControlChart({ model, width, height, colours }: ControlChartProps): ReactElement {
  const plot = {
    left: LEFT,
    top: TOP,
    width: Math.max(80, width - LEFT - RIGHT),
    height: height - TOP - BOTTOM,
  }
  const bottom = plot.top + plot.height
  const slot = plot.width / Math.max(1, model.marks.length)
  const edge = (place: number): number => plot.left + slot * place
  const x = (place: number): number => pixelX(plot, { low: 0, high: model.marks.length }, place + 0.5)
  const y = (value: number): number => pixelY(plot, model.yDomain, value)
  const span = model.yDomain.high - model.yDomain.low
  const ticks = Array.from({ length: LINES + 1 }, (_, place) => model.yDomain.low + (span * place) / LINES)
  const every = Math.max(1, Math.ceil((model.marks.length * LABEL_ROOM) / plot.width))
  const stepped = (of: (mark: ControlMark) => number): string =>
    model.marks
      .map((mark, place) => `${place === 0 ? 'M' : 'L'}${edge(place)} ${y(of(mark))}H${edge(place + 1)}`)
      .join('')
  const line = model.marks
    .map((mark, place) => `${place === 0 ? 'M' : 'L'}${x(place)} ${y(mark.value)}`)
    .join('')
  return (
    <svg width={width} height={height} role="img" aria-label={model.table.caption}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={plot.left} x2={plot.left + plot.width} y1={y(tick)} y2={y(tick)} stroke={colours.line} />
          <text x={plot.left - 8} y={y(tick) + 4} textAnchor="end" fontSize={FONT} fill={colours.muted}>
            {model.format(tick)}
          </text>
        </g>
      ))}
      <path d={stepped(({ upper }) => upper)} fill="none" stroke={colours.muted} strokeDasharray="5 4" />
      <path d={stepped(({ lower }) => lower)} fill="none" stroke={colours.muted} strokeDasharray="5 4" />
      {model.centre !== null && (
        <line
          x1={plot.left}
          x2={plot.left + plot.width}
          y1={y(model.centre)}
          y2={y(model.centre)}
          stroke={colours.muted}
        />
      )}
      <path d={line} fill="none" stroke={colours.ink} strokeWidth={1.5} />
      {model.marks.map((mark, place) => (
        <g key={mark.period}>
          <Dot mark={mark} x={x(place)} y={y(mark.value)} colours={colours} />
          {place % every === 0 && (
            <text x={x(place)} y={bottom + 18} textAnchor="middle" fontSize={FONT} fill={colours.muted}>
              {mark.label}
              <tspan x={x(place)} dy={15} fontSize={11}>
                n {mark.n}
              </tspan>
            </text>
          )}
        </g>
      ))}
      {model.reason !== null && (
        <Reason words={model.reason.words} x={x(model.reason.at)} width={width} colours={colours} />
      )}
    </svg>
  )
}

function Dot(props: { mark: ControlMark; x: number; y: number; colours: ChartColours }): ReactElement {
  const { mark, x, y, colours } = props
  return (
    <g>
      <title>{mark.words}</title>
      {mark.shape === 'hollow' && (
        <circle cx={x} cy={y} r={4.5} fill={colours.paper} stroke={colours.ink} strokeWidth={1.5} />
      )}
      {mark.shape === 'diamond' && <path d={`M${x} ${y - 6}l6 6-6 6-6-6z`} fill={colours.series[0]} />}
      {mark.shape === 'triangle' && <path d={`M${x} ${y - 7}l7 12h-14z`} fill={colours.series[1]} />}
    </g>
  )
}

/** Above the plot, as near to its point as the width allows; where it does not fit, the card's note says it. */
function Reason(props: {
  words: string
  x: number
  width: number
  colours: ChartColours
}): ReactElement | null {
  const room = textWidth(props.words, FONT)
  if (room > props.width - LEFT) return null
  const end = Math.min(props.width - 4, Math.max(LEFT + room, props.x + room / 2))
  return (
    <text x={end} y={14} textAnchor="end" fontSize={FONT} fontWeight={600} fill={props.colours.ink}>
      {props.words}
    </text>
  )
}
