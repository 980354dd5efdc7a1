import type { ReactElement } from 'react'
import type { ChartColours } from './chart-colours.js'
import type { OutcomeBar, OutcomeClassesModel, OutcomeSegment } from './outcome-classes.model.js'
import { textWidth } from './plot-area.js'

interface OutcomeClassesProps {
  readonly model: OutcomeClassesModel
  readonly width: number
  readonly colours: ChartColours
}

const FONT_SIZE = 12.5
const LINE_HEIGHT = 17
const BAR_HEIGHT = 22
const LABEL_HEIGHT = 20
const SPACE_BETWEEN = 18
const GAP = 2

/** The height that the bars need at a width: the labels of a narrow chart stand one under the other. */
export function outcomeClassesHeight(model: OutcomeClassesModel, width: number): number {
  const heights = model.bars.map((bar) => barHeight(bar, width))
  return heights.reduce((sum, height) => sum + height, 0) + SPACE_BETWEEN * Math.max(0, model.bars.length - 1)
}

/** One stacked bar a measure; each segment is named below the bar, so that colour only repeats what words say. */
export function OutcomeClasses({ model, width, colours }: OutcomeClassesProps): ReactElement {
  const height = outcomeClassesHeight(model, width)
  let top = 0
  return (
    <svg
      role="img"
      aria-label={model.table.caption}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      {model.bars.map((bar) => {
        const y = top
        top += barHeight(bar, width) + SPACE_BETWEEN
        return <Bar key={bar.measure} bar={bar} top={y} width={width} colours={colours} />
      })}
    </svg>
  )
}

interface BarProps {
  readonly bar: OutcomeBar
  readonly top: number
  readonly width: number
  readonly colours: ChartColours
}

function Bar({ bar, top, width, colours }: BarProps): ReactElement {
  const labels = labelPlaces(bar, width)
  const barTop = top + headingHeight(bar, width)
  const labelTop = barTop + BAR_HEIGHT
  const notes = noteLines(bar, width)
  const isBelow = isNoteBelow(bar, width)
  return (
    <g fontSize={FONT_SIZE}>
      <text x={0} y={top + 15} fontWeight={600} fill={colours.ink}>
        {bar.label}
        {notes.map((line) => (
          <tspan
            key={line}
            {...(isBelow ? { x: 0, dy: LINE_HEIGHT } : { dx: 8 })}
            fontWeight={400}
            fill={colours.muted}
          >
            {line}
          </tspan>
        ))}
      </text>
      {bar.segments.map((segment) => (
        <rect
          key={segment.key}
          x={segment.start * width}
          y={barTop}
          width={Math.max(0, segment.proportion * width - GAP)}
          height={BAR_HEIGHT}
          rx={3}
          fill={segmentColour(segment, colours)}
        >
          <title>{segment.words}</title>
        </rect>
      ))}
      {bar.segments.map((segment, index) => {
        const place = labels[index]
        return place ? (
          <g key={segment.key} transform={`translate(${place.x} ${labelTop + place.y})`}>
            <SegmentMark segment={segment} fill={segmentColour(segment, colours)} />
            <text x={16} y={16} fill={colours.muted}>
              <tspan fontWeight={600} fill={colours.ink}>
                {segment.percent}
              </tspan>
              <tspan dx={5}>{labelRest(segment)}</tspan>
            </text>
          </g>
        ) : null
      })}
    </g>
  )
}

function labelRest(segment: OutcomeSegment): string {
  return `${segment.label.toLowerCase()} (${segment.count})`
}

function labelWidth(segment: OutcomeSegment): number {
  return 16 + textWidth(`${segment.percent} ${labelRest(segment)}`, FONT_SIZE) + 12
}

/** Under their segments, pushed along where one would cover the next; one under the other when a row is too short. */
function labelPlaces(bar: OutcomeBar, width: number): { readonly x: number; readonly y: number }[] {
  const widths = bar.segments.map(labelWidth)
  const total = widths.reduce((sum, each) => sum + each, 0)
  if (total > width) return bar.segments.map((_, index) => ({ x: 0, y: index * LABEL_HEIGHT }))
  let free = 0
  let rest = total
  return bar.segments.map((segment, index) => {
    const own = widths[index] ?? 0
    const x = Math.max(free, Math.min(segment.start * width, width - rest))
    free = x + own
    rest -= own
    return { x, y: 0 }
  })
}

function barHeight(bar: OutcomeBar, width: number): number {
  const lowest = Math.max(0, ...labelPlaces(bar, width).map((place) => place.y))
  return headingHeight(bar, width) + BAR_HEIGHT + LABEL_HEIGHT + lowest + 4
}

function isNoteBelow(bar: OutcomeBar, width: number): boolean {
  return textWidth(`${bar.label} ${bar.note}`, FONT_SIZE) + 8 > width
}

/** Its two halves one under the other where the whole is wider than the chart. */
function noteLines({ note }: OutcomeBar, width: number): readonly string[] {
  if (textWidth(note, FONT_SIZE) <= width) return [note]
  return note.split('; ').map((part, place, parts) => (place < parts.length - 1 ? `${part};` : part))
}

function headingHeight(bar: OutcomeBar, width: number): number {
  return LINE_HEIGHT * (isNoteBelow(bar, width) ? 1 + noteLines(bar, width).length : 1) + 6
}

function segmentColour(segment: OutcomeSegment, colours: ChartColours): string {
  switch (segment.key) {
    case 'reliably_improved':
      return colours.classBetter
    case 'no_reliable_change':
      return colours.classSame
    case 'reliably_deteriorated':
      return colours.classWorse
  }
}

/** Circle, square, triangle: the segments keep their meaning in print without colour. */
function SegmentMark({ segment, fill }: { segment: OutcomeSegment; fill: string }): ReactElement {
  switch (segment.key) {
    case 'reliably_improved':
      return <circle cx={5} cy={11.5} r={5} fill={fill} />
    case 'no_reliable_change':
      return <rect x={0.5} y={7} width={9} height={9} fill={fill} />
    case 'reliably_deteriorated':
      return <path d="M5 6.5 L10 16 L0 16 Z" fill={fill} />
  }
}
