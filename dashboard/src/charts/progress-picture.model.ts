import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../api/src/contracts/members.js'
import { type PlacedLabel, placeLabels } from './place-labels.js'
import { type Domain, type PlotArea, pixelX, pixelY, textWidth, within } from './plot-area.js'

export const PROGRESS_FONT_SIZE = 13

export interface ProgressMark {
  readonly x: number
  readonly y: number
  readonly score: number
  readonly kind: 'start' | 'between' | 'now'
}
export interface ProgressPictureModel {
  readonly plot: PlotArea
  readonly marks: readonly ProgressMark[]
  readonly path: string
  /** Around the first score, where a change is no clear change; null without a rule. */
  readonly upsAndDowns: {
    readonly top: number
    readonly height: number
    readonly label: PlacedLabel | null
  } | null
  /** Which end of the scale is the better one. */
  readonly betterIs: 'up' | 'down'
  readonly label: string
}

const MARGIN = { left: 44, right: 44, top: 18, bottom: 18 }

/** A picture for the member: the scores, and around the first one the zone of normal ups and downs. */
export function progressPicture(
  { points, reliable_change: rule }: MemberTrajectory,
  measure: MeasureContract,
  size: { readonly width: number; readonly height: number },
): ProgressPictureModel {
  const scale: Domain = measure.total_range
  const plot = {
    left: MARGIN.left,
    top: MARGIN.top,
    width: size.width - MARGIN.left - MARGIN.right,
    height: size.height - MARGIN.top - MARGIN.bottom,
  }
  const weeks: Domain = { low: 0, high: Math.max(1, ...points.map((point) => point.weeks_since_baseline)) }
  const marks = points.map(
    (point, place): ProgressMark => ({
      x: pixelX(plot, weeks, point.weeks_since_baseline),
      y: pixelY(plot, scale, point.score),
      score: point.score,
      kind: place === 0 ? 'start' : place === points.length - 1 ? 'now' : 'between',
    }),
  )
  const ends = rule === null ? [] : [rule.improved_at, rule.deteriorated_at].map((end) => within(scale, end))
  const [top, bottom] = [Math.max(...ends), Math.min(...ends)].map((score) => pixelY(plot, scale, score))
  return {
    plot,
    marks,
    path: marks.length < 2 ? '' : `M${marks.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`,
    upsAndDowns:
      ends.length === 0 || top === undefined || bottom === undefined
        ? null
        : { top, height: bottom - top, label: zoneLabel(marks, plot, { top, bottom }) },
    betterIs: measure.direction === 'lower_is_better' ? 'down' : 'up',
    label: `Scores in time order: ${points.map(({ score }) => score).join(', ')}`,
  }
}

/** Inside the zone or close to it, where it does not cover the line. */
function zoneLabel(
  marks: readonly ProgressMark[],
  plot: PlotArea,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): PlacedLabel | null {
  const text = 'normal ups and downs'
  const width = textWidth(text, PROGRESS_FONT_SIZE)
  const height = PROGRESS_FONT_SIZE * 1.3
  const rows = [top + 3, bottom - height - 3, bottom + 3, top - height - 3]
  const places = rows.flatMap((y) =>
    [0.985, 0.7, 0.5].map((share) => ({
      box: { x: plot.left + plot.width * share - width, y, width, height },
      textAnchor: 'end' as const,
    })),
  )
  const boxes = marks.map(({ x, y }) => ({ x: x - 8, y: y - 8, width: 16, height: 16 }))
  const [placed] = placeLabels(
    [{ key: 'zone', text, places }],
    { paths: [marks], boxes },
    plot,
    PROGRESS_FONT_SIZE,
  )
  return placed ?? null
}
