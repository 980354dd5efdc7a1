import { lazy, type ReactElement, Suspense, useMemo } from 'react'
import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import {
  armTrajectories,
  type ObservedMeans,
  type TrajectoryWithIntervalModel,
} from '../../../charts/trajectory-with-interval.model.js'
import { ChartCard } from '../../../components/chart-card/chart-card.js'
import { estimateInterval } from '../../../format/estimate-words.js'
import { countOf, formatNullable, formatNumber, formatSigned } from '../../../format/number.js'
import { useChartColours } from '../../../theme/use-chart-colours.js'
import type { StudyShown } from '../study-shown.js'
import { cardFrame } from './card-frame.js'

// The chart library is the largest part of the product: it comes after the answer is on the screen.
const TrajectoryWithInterval = lazy(async () => ({
  default: (await import('../../../charts/trajectory-with-interval.js')).TrajectoryWithInterval,
}))

const HEIGHT = 320

/** The observed courses of both arms: crude, and said to be. */
export function CoursesCard(props: StudyShown): ReactElement {
  const { result, measure } = props
  const colours = useChartColours()
  const model = useMemo(() => {
    const of = (arm: 'group_only' | 'combined'): ObservedMeans => observedOf(result, arm)
    return armTrajectories({ group_only: of('group_only'), combined: of('combined') }, measure)
  }, [result, measure])
  const { rule, period, direction, state, n: _, ...frame } = cardFrame(props, 'courses')
  return (
    <ChartCard
      {...frame}
      title={coursesTitle(model, measure.short_name)}
      caption={[
        'everybody eligible',
        `weeks since ${result.definition.outcome.kind === 'last' ? 'the first score' : 'joining'}`,
        period,
        direction,
        'observed mean and 95 % interval; n stands below each week',
      ]}
      state={
        model.series.length === 0
          ? { kind: 'too_few', reason: 'No week has scores of 3 or more members in an arm.' }
          : state
      }
      height={HEIGHT}
      chart={({ width, height }) => (
        <Suspense fallback={<div style={{ height }} />}>
          <TrajectoryWithInterval model={model} width={width} height={height} colours={colours} />
        </Suspense>
      )}
      table={model.table}
      how={{
        definition:
          'Mean of the scores within half a week of each whole week: since joining, or since the member’s own first score where the last score is the outcome. Observed, not fitted and not adjusted: members who stop coming are missing from later weeks.',
        denominator: 'Eligible members with a score near that week. Weeks with fewer than 3 are left out.',
        rule,
      }}
      note={courseNote(result, model)}
    />
  )
}

function observedOf({ trajectories }: StudyResultContract, arm: 'group_only' | 'combined'): ObservedMeans {
  const found = trajectories.find((each) => each.arm === arm)
  const points = (found?.points ?? []).map(({ week, n, mean, low, high }) => ({
    week,
    n,
    mean,
    interval: low === null || high === null ? null : { low, high },
  }))
  return {
    n_episodes: Math.max(0, ...points.map(({ n }) => n)),
    points_left_out: found?.points_left_out ?? 0,
    points,
  }
}

/** A line speaks for a week while so many of its first scores are left. */
const SHARE_WORTH_A_TITLE = 0.25

function coursesTitle({ series, weeks }: TrajectoryWithIntervalModel, measure: string): string {
  const isFilled = (week: number): boolean =>
    series.every(({ points }) => {
      const there = points.find((point) => point.week === week)
      const first = points.find((point) => point.week === 0)
      return there !== undefined && first !== undefined && there.n >= first.n * SHARE_WORTH_A_TITLE
    })
  const week = series.length < 2 ? undefined : weeks.findLast((each) => each > 0 && isFilled(each))
  if (week === undefined) return `Mean ${measure} of both arms by week`
  const moves = series.map(({ label, points }) => {
    const [from, to] = [0, week].map((at) => points.find((point) => point.week === at)?.mean ?? null)
    return `${label} from ${formatNullable(from ?? null, 1)} to ${formatNullable(to ?? null, 1)}`
  })
  return `Mean ${measure} by week ${formatNumber(week)}: ${moves.join(', ')}`
}

function courseNote({ course_differences }: StudyResultContract, model: TrajectoryWithIntervalModel): string {
  const last = course_differences.at(-1)
  const first = course_differences[0]
  const said = (each: NonNullable<typeof last>): string =>
    `${formatSigned(each.estimate, 2)} points in week ${formatNumber(each.week)} (${estimateInterval({ unit: 'points', level: 0.95, ...each })})`
  const fitted =
    first === undefined || last === undefined || first === last
      ? ''
      : ` A mixed model of all scores finds a crude difference of ${said(first)} and ${said(last)}.`
  const leftOut =
    model.pointsLeftOut === 0
      ? ''
      : ` ${countOf(model.pointsLeftOut, 'point')} with fewer than 3 scores ${model.pointsLeftOut === 1 ? 'is' : 'are'} not drawn.`
  return `Not adjusted: members were not assigned by chance, and a gap between the lines is no effect.${fitted}${leftOut}`
}
