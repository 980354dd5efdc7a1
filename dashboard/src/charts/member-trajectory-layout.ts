import type { MemberTrajectoryModel } from './member-trajectory.model.js'
import {
  alongLine,
  besidePoint,
  type LabelRequest,
  type PlacedLabel,
  type Point,
  placeLabels,
} from './place-labels.js'
import { type PlotArea, pixelX, pixelY, textWidth } from './plot-area.js'

export const AXIS_FONT_SIZE = 12
export const Y_AXIS_WIDTH = 32
export const X_AXIS_HEIGHT = 26
const TOP = 8
const MARK_KEY_HEIGHT = 24
const SPACE_BEFORE_BANDS = 12
const LEAST_RIGHT_MARGIN = 30
/** Below this width band names break into two lines and labels take their short words. */
const NARROW = 560

export interface MemberTrajectoryLayout {
  readonly plot: PlotArea
  readonly isNarrow: boolean
  /** Lines of each band's name, in the order of `model.bands`. */
  readonly bandLines: readonly (readonly string[])[]
}

/** Where the plot lies; whatever shares the time axis (the attendance strip) takes it from here. */
export function memberTrajectoryLayout(
  model: MemberTrajectoryModel,
  width: number,
  height: number,
): MemberTrajectoryLayout {
  const isNarrow = width < NARROW
  const bandLines = model.bands.map((band) => (isNarrow ? band.label.split(' ') : [band.label]))
  const fontSize = bandFontSize(isNarrow)
  const widest = Math.max(0, ...bandLines.flat().map((line) => textWidth(line, fontSize)))
  const right = Math.max(LEAST_RIGHT_MARGIN, widest + SPACE_BEFORE_BANDS)
  const top = TOP + (hasMarkKey(model) ? MARK_KEY_HEIGHT : 0)
  return {
    isNarrow,
    bandLines,
    plot: {
      left: Y_AXIS_WIDTH,
      top,
      width: Math.max(100, width - Y_AXIS_WIDTH - right),
      height: Math.max(80, height - top - X_AXIS_HEIGHT),
    },
  }
}

export function bandFontSize(isNarrow: boolean): number {
  return isNarrow ? 11 : AXIS_FONT_SIZE
}

export function labelFontSize(isNarrow: boolean): number {
  return isNarrow ? 11.5 : 12.5
}

/** The shapes are explained only where one differs from the plain dot. */
export function hasMarkKey(model: MemberTrajectoryModel): boolean {
  return model.marks.some((mark) => mark.shape !== 'complete')
}

export interface MemberTrajectoryLabel extends PlacedLabel {
  readonly kind:
    | 'last'
    | 'risk_item'
    | 'sudden_gain'
    | 'sudden_loss'
    | 'expected'
    | 'reliably_better'
    | 'reliably_worse'
    | 'caseness'
    | 'exit'
}

const HALF_MARK = 6

/** Every label inside the plot, put where it covers neither the line nor another label. */
export function memberTrajectoryLabels(
  model: MemberTrajectoryModel,
  { plot, isNarrow }: Pick<MemberTrajectoryLayout, 'plot' | 'isNarrow'>,
): MemberTrajectoryLabel[] {
  const fontSize = labelFontSize(isNarrow)
  const points = model.marks.map(
    (mark): Point => ({
      x: pixelX(plot, model.xDomain, mark.week),
      y: pixelY(plot, model.yDomain, mark.score),
    }),
  )
  const boxes = points.map((point) => ({
    x: point.x - HALF_MARK,
    y: point.y - HALF_MARK,
    width: 2 * HALF_MARK,
    height: 2 * HALF_MARK,
  }))
  const requests = [
    ...markRequests(model, points, 'last', fontSize),
    ...lineRequests(model, plot, isNarrow),
    ...markRequests(model, points, 'risk_item', fontSize),
    ...stepRequests(model, points, isNarrow),
    ...expectedRequests(model, plot, isNarrow),
    ...exitRequests(model, plot, fontSize),
  ]
  const lines = referenceLines(model, plot)
  const placed = placeLabels(
    requests,
    { paths: [points, ...lines, expectedPoints(model, plot)], boxes },
    plot,
    fontSize,
  )
  return placed.flatMap((label) => {
    const kind = requests.find((request) => request.key === label.key)?.kind
    return kind === undefined ? [] : [{ ...label, kind }]
  })
}

type Request = LabelRequest & { readonly kind: MemberTrajectoryLabel['kind'] }

function markRequests(
  model: MemberTrajectoryModel,
  points: readonly Point[],
  only: 'last' | 'risk_item',
  fontSize: number,
): Request[] {
  return model.markLabels.flatMap(({ mark, kind, text }) => {
    const at = points[mark]
    if (!at || kind !== only) return []
    const around = besidePoint(at, text, fontSize)
    // The last score reads best as the continuation of its line.
    const places = kind === 'last' ? [...around.slice(6, 7), ...around] : around
    return [{ key: `${kind}-${mark}`, kind, text, places }]
  })
}

function lineRequests(model: MemberTrajectoryModel, plot: PlotArea, isNarrow: boolean): Request[] {
  const lines = [
    { kind: 'reliably_better' as const, line: model.reliablyBetter },
    { kind: 'reliably_worse' as const, line: model.reliablyWorse },
    { kind: 'caseness' as const, line: model.caseness },
  ]
  return lines.flatMap(({ kind, line }) => {
    if (line === null) return []
    const text = isNarrow ? line.shortLabel : line.label
    const y = pixelY(plot, model.yDomain, line.score)
    return [{ key: kind, kind, text, places: alongLine(y, text, plot, labelFontSize(isNarrow)) }]
  })
}

function stepRequests(model: MemberTrajectoryModel, points: readonly Point[], isNarrow: boolean): Request[] {
  return model.suddenSteps.flatMap((step, index) => {
    const from = points[step.from]
    const to = points[step.to]
    if (!from || !to) return []
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
    const text = isNarrow ? step.shortLabel : step.label
    const places = besidePoint(middle, text, labelFontSize(isNarrow))
    const kind = step.kind === 'gain' ? ('sudden_gain' as const) : ('sudden_loss' as const)
    return [{ key: `step-${index}`, kind, text, places }]
  })
}

/** Shares of the plot at which the end of the expected range may be named, the right end first. */
const RANGE_LABEL_AT = [0.99, 0.85, 0.7, 0.55, 0.4]
/** Pixels from its end, near before far. */
const RANGE_LABEL_DISTANCES = [6, 24, 48]

/** Inside the range, on the better side of its end, where there is room. */
function expectedRequests(model: MemberTrajectoryModel, plot: PlotArea, isNarrow: boolean): Request[] {
  const weeks = model.expected?.weeks ?? []
  if (model.expected === null || weeks.length < 2) return []
  const fontSize = labelFontSize(isNarrow)
  const text = isNarrow ? model.expected.shortLabel : model.expected.label
  const width = textWidth(text, fontSize)
  const height = fontSize * 1.3
  const isUpper = weeks.every(({ limit, expected }) => limit >= expected)
  const points = expectedPoints(model, plot)
  const places = RANGE_LABEL_DISTANCES.flatMap((distance) =>
    RANGE_LABEL_AT.flatMap((share) => {
      const right = plot.left + plot.width * share
      const under = points.filter(({ x }) => x >= right - width && x <= right).map(({ y }) => y)
      if (under.length === 0) return []
      const y = isUpper ? Math.max(...under) + distance : Math.min(...under) - distance - height
      return [{ box: { x: right - width, y, width, height }, textAnchor: 'end' as const }]
    }),
  )
  return [{ key: 'expected', kind: 'expected', text, places }]
}

/** The end of the expected range, in pixels. */
export function expectedPoints(model: MemberTrajectoryModel, plot: PlotArea): Point[] {
  return (model.expected?.weeks ?? []).map(({ week, limit }) => ({
    x: pixelX(plot, model.xDomain, week),
    y: pixelY(plot, model.yDomain, limit),
  }))
}

function exitRequests(model: MemberTrajectoryModel, plot: PlotArea, fontSize: number): Request[] {
  if (model.exit === null) return []
  const x = pixelX(plot, model.xDomain, model.exit.week)
  const places = [plot.top + 14, plot.top + plot.height - 14].flatMap((y) =>
    besidePoint({ x, y }, model.exit?.label ?? '', fontSize).slice(6, 8),
  )
  return [{ key: 'exit', kind: 'exit', text: model.exit.label, places }]
}

/** Horizontal lines are obstacles too: a label struck through by a dashed line is hard to read. */
function referenceLines(model: MemberTrajectoryModel, plot: PlotArea): Point[][] {
  return [model.caseness, model.reliablyBetter, model.reliablyWorse].flatMap((line) => {
    if (line === null) return []
    const y = pixelY(plot, model.yDomain, line.score)
    return [
      [
        { x: plot.left, y },
        { x: plot.left + plot.width, y },
      ],
    ]
  })
}
