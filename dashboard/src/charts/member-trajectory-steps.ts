import type { MemberTrajectory } from '../../../api/src/contracts/members.js'
import { formatShortDay } from '../format/day.js'
import type { MemberMark } from './member-marks.js'

/** A large step between two neighbouring scores, for better or for worse. */
export interface SuddenStep {
  readonly kind: 'gain' | 'loss'
  readonly from: number
  readonly to: number
  /** A form is missing in between: drawn dotted, as the line below it. */
  readonly isOverGap: boolean
  readonly label: string
  readonly shortLabel: string
}

/**
 * Sudden gains and losses, in time order.
 *
 * @param gaps  stretches of the line in which a form is missing, from mark to mark
 */
export function suddenSteps(
  { sudden_gains, sudden_losses }: MemberTrajectory,
  marks: readonly MemberMark[],
  gaps: readonly { readonly from: number; readonly to: number }[],
): SuddenStep[] {
  const steps = [
    ...sudden_gains.map((step) => ({ ...step, kind: 'gain' as const })),
    ...sudden_losses.map((step) => ({ ...step, kind: 'loss' as const })),
  ].sort((one, other) => one.date_after.localeCompare(other.date_after))
  return steps.flatMap(({ kind, ...step }) => {
    const to = marks.findIndex(({ day, score }) => day === step.date_after && score === step.score_after)
    const from = marks.findLastIndex(
      ({ day, score }, place) => place < to && day === step.date_before && score === step.score_before,
    )
    if (from < 0 || to < 0) return []
    const session = marks[to]?.sessionNumber ?? null
    const when = session === null ? formatShortDay(step.date_after) : `session ${session}`
    const reversed = step.reversed ? ', later reversed' : ''
    return [
      {
        kind,
        from,
        to,
        isOverGap: gaps.some((gap) => gap.from <= from && gap.to >= to),
        label: `sudden ${kind}, ${when}${reversed}`,
        shortLabel: `sudden ${kind}${reversed}`,
      },
    ]
  })
}
