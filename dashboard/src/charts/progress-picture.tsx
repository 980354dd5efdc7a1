import type { ReactElement } from 'react'
import { formatNumber } from '../format/number.js'
import type { ChartColours } from './chart-colours.js'
import { PROGRESS_FONT_SIZE, type ProgressPictureModel } from './progress-picture.model.js'

/** Plain shapes and two numbers: to be read at arm's length, in grey as well. */
export function ProgressPicture(props: {
  model: ProgressPictureModel
  width: number
  height: number
  colours: ChartColours
}): ReactElement {
  const { model, width, height, colours } = props
  const { plot, upsAndDowns: zone } = model
  const right = plot.left + plot.width
  const isDown = model.betterIs === 'down'
  return (
    <svg
      role="img"
      aria-label={model.label}
      viewBox={`0 0 ${width} ${height}`}
      style={{ display: 'block', width: '100%', height: 'auto' }}
      fontSize={PROGRESS_FONT_SIZE}
    >
      {zone !== null && (
        <>
          <rect x={plot.left} y={zone.top} width={plot.width} height={zone.height} fill={colours.bands[3]} />
          {zone.label !== null && (
            <text x={zone.label.x} y={zone.label.y} textAnchor={zone.label.textAnchor} fill={colours.muted}>
              {zone.label.text}
            </text>
          )}
        </>
      )}
      <path
        d={`M${plot.left} ${plot.top}V${plot.top + plot.height}H${right}`}
        fill="none"
        stroke={colours.member}
      />
      <text x={plot.left + 8} y={isDown ? plot.top + plot.height - 8 : plot.top + 14} fill={colours.brand}>
        {isDown ? '↓ better' : '↑ better'}
      </text>
      <path d={model.path} fill="none" stroke={colours.ink} strokeWidth={2.5} strokeLinejoin="round" />
      {model.marks.map(({ x, y, score, kind }) => (
        <g key={`${x} ${y} ${kind}`}>
          <circle
            cx={x}
            cy={y}
            r={kind === 'between' ? 4 : 7}
            fill={kind === 'start' ? colours.paper : colours.ink}
            stroke={colours.ink}
            strokeWidth={2}
          />
          {kind !== 'between' && (
            <text
              x={kind === 'start' ? x - 14 : x + 14}
              y={y + 6}
              textAnchor={kind === 'start' ? 'end' : 'start'}
              fill={colours.ink}
              fontSize={18}
              fontWeight={650}
            >
              {formatNumber(score)}
            </text>
          )}
        </g>
      ))}
      <text x={plot.left} y={height - 2} fill={colours.muted}>
        start
      </text>
      <text x={right} y={height - 2} textAnchor="end" fill={colours.muted}>
        last form
      </text>
    </svg>
  )
}
