import type { ReactElement } from 'react'
import type { GroupTrajectory } from '../../../../api/src/contracts/groups.js'
import { CardRow } from '../../components/card-row.js'
import { FigureCard, FigureCardSkeleton } from '../../components/figure-card/figure-card.js'
import { formatInterval } from '../../format/interval.js'
import { formatNumber } from '../../format/number.js'

/** Who is in the group and how complete its records are. */
export function GroupFigures(props: { found: GroupTrajectory; measureName: string }): ReactElement {
  const { composition, attendance, completeness } = props.found
  const { baseline, case_at_start, combined } = composition
  return (
    <CardRow layout="figures">
      <FigureCard label="Attendance" share={attendance} of="sessions attended" href="#board" />
      <FigureCard
        label={`${props.measureName} forms with a score`}
        share={completeness}
        of="attended sessions"
        href="#board"
      />
      {case_at_start !== null && (
        <FigureCard
          label="At caseness at the start"
          share={case_at_start}
          of="members with a first score"
          href="#members"
          note={baselineWords(baseline)}
        />
      )}
      <FigureCard
        label="In combined treatment"
        share={combined}
        of="members"
        href="#members"
        note="with individual therapy, medication or both in the first 14 days"
      />
    </CardRow>
  )
}

export function GroupFiguresSkeleton(): ReactElement {
  return (
    <CardRow layout="figures">
      <FigureCardSkeleton label="Attendance" />
      <FigureCardSkeleton label="Forms with a score" />
      <FigureCardSkeleton label="At caseness at the start" />
      <FigureCardSkeleton label="In combined treatment" />
    </CardRow>
  )
}

/** "mean first score 15.2 (13.1 – 17.3), SD 4.8". */
function baselineWords(baseline: GroupTrajectory['composition']['baseline']): string {
  if (baseline.mean === null) return 'no first score yet'
  const interval = baseline.interval === null ? '' : ` (${formatInterval(baseline.interval)})`
  const spread = baseline.sd === null ? '' : `, SD ${formatNumber(baseline.sd, 1)}`
  return `mean first score ${formatNumber(baseline.mean, 1)}${interval}${spread}`
}
