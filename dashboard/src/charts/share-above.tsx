import type { ReactElement } from 'react'
import { formatNumber } from '../format/number.js'
import { formatPercent } from '../format/percent.js'
import type { ChartColours } from './chart-colours.js'
import type { ShareAboveModel, ShareMark, ShareRow } from './share-above.model.js'

interface ShareAboveProps {
  readonly model: ShareAboveModel
  readonly width: number
  readonly height: number
  readonly colours: ChartColours
}

const LEFT = 92
const RIGHT = 66
const TOP = 26
const BOTTOM = 24
const ROW = 34
const FONT = 12
const STEP = 0.1

/** As high as its rows are many. */
export function shareAboveHeight(rows: number): number {
  return TOP + rows * ROW + BOTTOM
}

/** Two marks a row with their intervals, beside two lines: what the shares should be. */
export function ShareAbove({ model, width, height, colours }: ShareAboveProps): ReactElement {
  const plotWidth = Math.max(80, width - LEFT - RIGHT)
  const x = (share: number): number => LEFT + (share / model.xDomain.high) * plotWidth
  const bottom = TOP + model.rows.length * ROW
  const ticks = Array.from({ length: Math.round(model.xDomain.high / STEP) + 1 }, (_, place) => place * STEP)
  return (
    <svg width={width} height={height} role="img" aria-label={model.table.caption}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={bottom} stroke={colours.line} />
          <text x={x(tick)} y={bottom + 16} textAnchor="middle" fontSize={FONT} fill={colours.muted}>
            {formatPercent(tick)}
          </text>
        </g>
      ))}
      {(['p90', 'p84'] as const).map((limit) => (
        <g key={limit}>
          <line
            x1={x(model.expected[limit])}
            x2={x(model.expected[limit])}
            y1={TOP - 4}
            y2={bottom}
            stroke={colourOf(limit, colours)}
            strokeDasharray="4 3"
          />
          <text
            x={x(model.expected[limit]) + (limit === 'p90' ? -4 : 4)}
            y={TOP - 9}
            textAnchor={limit === 'p90' ? 'end' : 'start'}
            fontSize={FONT}
            fontWeight={600}
            fill={colours.ink}
          >
            {limit === 'p90' ? '◆ 90 %' : '● 84 %'}
          </text>
        </g>
      ))}
      {model.rows.map((row, place) => (
        <Row
          key={row.key}
          row={row}
          y={TOP + (place + 0.5) * ROW}
          x={x}
          colours={colours}
          end={LEFT + plotWidth}
        />
      ))}
      <text x={width - 4} y={bottom + 16} textAnchor="end" fontSize={11} fill={colours.muted}>
        scores
      </text>
    </svg>
  )
}

function Row(props: {
  row: ShareRow
  y: number
  x: (share: number) => number
  end: number
  colours: ChartColours
}): ReactElement {
  const { row, y, x, colours } = props
  return (
    <g>
      <text x={LEFT - 10} y={y + 4} textAnchor="end" fontSize={FONT} fill={colours.ink}>
        {row.label}
      </text>
      {row.marks.map((mark) => (
        <Mark key={mark.limit} mark={mark} y={y + (mark.limit === 'p84' ? -6 : 6)} x={x} colours={colours} />
      ))}
      <text x={props.end + 62} y={y + 4} textAnchor="end" fontSize={11} fill={colours.muted}>
        {formatNumber(row.scores)}
      </text>
    </g>
  )
}

function Mark(props: {
  mark: ShareMark
  y: number
  x: (share: number) => number
  colours: ChartColours
}): ReactElement {
  const { mark, y, x, colours } = props
  const colour = mark.isOff ? colours.bad : colourOf(mark.limit, colours)
  const cx = x(mark.share)
  return (
    <g>
      <title>{mark.words}</title>
      {mark.interval !== null && (
        <line
          x1={x(mark.interval.low)}
          x2={x(mark.interval.high)}
          y1={y}
          y2={y}
          stroke={colour}
          strokeWidth={1.5}
        />
      )}
      {mark.limit === 'p84' ? (
        <circle cx={cx} cy={y} r={4} fill={colour} />
      ) : (
        <path d={`M${cx} ${y - 5}l5 5-5 5-5-5z`} fill={colour} />
      )}
      {mark.isOff && (
        <text x={x(mark.interval?.high ?? mark.share) + 5} y={y + 4} fontSize={11} fill={colours.bad}>
          off
        </text>
      )}
    </g>
  )
}

function colourOf(limit: ShareMark['limit'], colours: ChartColours): string {
  return limit === 'p84' ? colours.brand : colours.muted
}
