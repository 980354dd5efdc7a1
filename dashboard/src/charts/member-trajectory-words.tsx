import type { ReactElement } from 'react'
import type { ChartColours } from './chart-colours.js'
import { MARK_SHAPE_LABELS, MARK_SHAPE_SHORT_LABELS, MemberMarkShape } from './member-mark-shape.js'
import type { MarkShape } from './member-marks.js'
import type { MemberTrajectoryModel } from './member-trajectory.model.js'
import {
  AXIS_FONT_SIZE,
  bandFontSize,
  hasMarkKey,
  labelFontSize,
  type MemberTrajectoryLabel,
  type MemberTrajectoryLayout,
  memberTrajectoryLabels,
} from './member-trajectory-layout.js'
import { pixelY, textWidth } from './plot-area.js'

interface LaidOut {
  readonly model: MemberTrajectoryModel
  readonly layout: MemberTrajectoryLayout
  readonly colours: ChartColours
}

/** Everything that is written into a member's picture: band names, labels of marks and lines, the key of shapes. */
export function MemberTrajectoryWords({ model, layout, colours }: LaidOut): ReactElement {
  return (
    <>
      <BandNames model={model} layout={layout} colours={colours} />
      <Labels
        labels={memberTrajectoryLabels(model, layout)}
        fontSize={labelFontSize(layout.isNarrow)}
        colours={colours}
      />
      {hasMarkKey(model) && <MarkKey model={model} layout={layout} colours={colours} />}
    </>
  )
}

function BandNames({ model, layout, colours }: LaidOut): ReactElement {
  const { plot, isNarrow, bandLines } = layout
  const fontSize = bandFontSize(isNarrow)
  const x = plot.left + plot.width + 8
  return (
    <g fontSize={fontSize} fill={colours.muted}>
      {model.bands.map((band, index) => {
        const lines = bandLines[index] ?? []
        const middle = pixelY(plot, model.yDomain, (band.from + band.to) / 2)
        const first = middle - ((lines.length - 1) * fontSize * 1.1) / 2 + fontSize * 0.35
        return (
          <text key={band.label}>
            {lines.map((line, number) => (
              <tspan key={line} x={x} y={first + number * fontSize * 1.1}>
                {line}
              </tspan>
            ))}
          </text>
        )
      })}
    </g>
  )
}

function Labels(props: {
  labels: readonly MemberTrajectoryLabel[]
  fontSize: number
  colours: ChartColours
}): ReactElement {
  return (
    <g
      fontSize={props.fontSize}
      stroke={props.colours.paper}
      strokeOpacity={0.8}
      strokeWidth={3}
      strokeLinejoin="round"
    >
      {props.labels.map((label) => (
        <text
          key={label.key}
          x={label.x}
          y={label.y}
          textAnchor={label.textAnchor}
          fill={labelColour(label.kind, props.colours)}
          fontWeight={isStrong(label.kind) ? 600 : 500}
          paintOrder="stroke"
        >
          {label.text}
        </text>
      ))}
    </g>
  )
}

function isStrong(kind: MemberTrajectoryLabel['kind']): boolean {
  return kind === 'last' || kind === 'risk_item' || kind === 'sudden_gain' || kind === 'sudden_loss'
}

function labelColour(kind: MemberTrajectoryLabel['kind'], colours: ChartColours): string {
  switch (kind) {
    case 'last':
      return colours.ink
    case 'risk_item':
      return colours.riskItem
    case 'sudden_gain':
    case 'reliably_better':
      return colours.good
    case 'reliably_worse':
    case 'sudden_loss':
      return colours.bad
    case 'expected':
      return colours.brand
    case 'caseness':
    case 'exit':
      return colours.muted
  }
}

const SHAPES: readonly MarkShape[] = ['complete', 'prorated', 'total_only', 'risk_item']

function MarkKey({ model, layout, colours }: LaidOut): ReactElement {
  const labels = layout.isNarrow ? MARK_SHAPE_SHORT_LABELS : MARK_SHAPE_LABELS
  const shapes = SHAPES.filter((shape) => model.marks.some((mark) => mark.shape === shape))
  let x = layout.plot.left + 6
  return (
    <g fontSize={AXIS_FONT_SIZE} fill={colours.muted}>
      {shapes.map((shape) => {
        const left = x
        x += textWidth(labels[shape], AXIS_FONT_SIZE) + 34
        return (
          <g key={shape}>
            <MemberMarkShape shape={shape} x={left} y={10} colours={colours} />
            <text x={left + 11} y={14}>
              {labels[shape]}
            </text>
          </g>
        )
      })}
    </g>
  )
}
