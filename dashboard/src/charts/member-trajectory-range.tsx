import type { ReactElement } from 'react'
import type { ChartColours } from './chart-colours.js'
import type { MemberTrajectoryModel } from './member-trajectory.model.js'
import { expectedPoints } from './member-trajectory-layout.js'
import { type PlotArea, pixelX, pixelY } from './plot-area.js'

/** The expected range as a tint: its end as a line, the course to be expected dashed. */
export function ExpectedRangeShape(props: {
  model: MemberTrajectoryModel
  plot: PlotArea
  colours: ChartColours
}): ReactElement | null {
  const { model, plot, colours } = props
  const weeks = (model.expected?.weeks ?? []).filter(({ week }) => week <= model.xDomain.high)
  if (weeks.length < 2) return null
  const at = (week: number, score: number): string =>
    `${pixelX(plot, model.xDomain, week).toFixed(1)} ${pixelY(plot, model.yDomain, score).toFixed(1)}`
  const there = weeks.map(({ week, high }) => at(week, high))
  const back = [...weeks].reverse().map(({ week, low }) => at(week, low))
  const end = expectedPoints(model, plot).slice(0, weeks.length)
  const colour = colours.series[0] ?? colours.brand
  return (
    <g fill="none" data-expected-range>
      <path d={`M${[...there, ...back].join('L')}Z`} fill={colour} fillOpacity={0.16} />
      <path
        d={`M${end.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`}
        stroke={colour}
        strokeOpacity={0.75}
        strokeWidth={1.25}
      />
      <path
        d={`M${weeks.map(({ week, expected }) => at(week, expected)).join('L')}`}
        stroke={colour}
        strokeOpacity={0.75}
        strokeWidth={1.25}
        strokeDasharray="5 4"
      />
    </g>
  )
}
