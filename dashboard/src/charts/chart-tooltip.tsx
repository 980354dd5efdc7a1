import type { ReactElement } from 'react'
import type { ChartColours } from './chart-colours.js'

interface ChartTooltipProps {
  readonly title: string
  readonly lines: readonly string[]
  readonly colours: ChartColours
}

/** What the pointer or the arrow keys are on. A status region: a screen reader hears it without leaving the chart. */
export function ChartTooltip({ title, lines, colours }: ChartTooltipProps): ReactElement {
  return (
    <div
      role="status"
      style={{
        background: colours.paper,
        border: `1px solid ${colours.line}`,
        borderRadius: 6,
        color: colours.ink,
        fontSize: 12.5,
        lineHeight: 1.5,
        maxWidth: 260,
        padding: '6px 10px',
      }}
    >
      <div style={{ fontWeight: 600 }}>{title}</div>
      {lines.map((line) => (
        <div key={line} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {line}
        </div>
      ))}
    </div>
  )
}
