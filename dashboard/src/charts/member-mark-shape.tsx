import type { ReactElement } from 'react'
import type { ChartColours } from './chart-colours.js'
import type { MarkShape } from './member-marks.js'

interface MemberMarkShapeProps {
  readonly shape: MarkShape
  readonly x: number
  readonly y: number
  readonly colours: ChartColours
}

/** Dot: complete form; ring: prorated; square: total only; purple diamond: item 9 above zero. */
export function MemberMarkShape({ shape, x, y, colours }: MemberMarkShapeProps): ReactElement {
  switch (shape) {
    case 'complete':
      return <circle cx={x} cy={y} r={4.5} fill={colours.ink} stroke={colours.paper} strokeWidth={1.5} />
    case 'prorated':
      return <circle cx={x} cy={y} r={4.5} fill={colours.paper} stroke={colours.ink} strokeWidth={2} />
    case 'total_only':
      return (
        <rect
          x={x - 4.5}
          y={y - 4.5}
          width={9}
          height={9}
          fill={colours.ink}
          stroke={colours.paper}
          strokeWidth={1.5}
        />
      )
    case 'risk_item':
      return (
        <path
          d={`M${x} ${y - 7.5}L${x + 7.5} ${y}L${x} ${y + 7.5}L${x - 7.5} ${y}Z`}
          fill={colours.riskItem}
          stroke={colours.paper}
          strokeWidth={1.5}
        />
      )
  }
}

export const MARK_SHAPE_LABELS: Readonly<Record<MarkShape, string>> = {
  complete: 'complete form',
  prorated: 'prorated: one or two answers missing',
  total_only: 'total only, no answers recorded',
  risk_item: 'item 9 above zero',
}
/** The same for a narrow chart. */
export const MARK_SHAPE_SHORT_LABELS: Readonly<Record<MarkShape, string>> = {
  complete: 'complete',
  prorated: 'prorated',
  total_only: 'total only',
  risk_item: 'item 9 above zero',
}
