import type { GroupTrajectory } from '../../../api/src/contracts/groups.js'
import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import { formatInterval } from '../format/interval.js'
import { countOf, formatNumber } from '../format/number.js'
import type { ChartTable } from './chart-table.js'
import type { Domain } from './plot-area.js'

export interface SpaghettiPoint {
  readonly x: number
  /** Null breaks the line: a form is missing in between. */
  readonly score: number | null
}
export interface SpaghettiLine {
  readonly memberId: string
  readonly episodeId: number
  readonly points: readonly SpaghettiPoint[]
  /** "Member 1042: 14 to 9". */
  readonly words: string
}
export interface SpaghettiMean {
  readonly x: number
  readonly n: number
  readonly mean: number
  readonly interval: { readonly low: number; readonly high: number } | null
  readonly words: string
}
export interface GroupSpaghettiModel {
  readonly lines: readonly SpaghettiLine[]
  /** "12 of 31 members drawn ..", null when everybody is. */
  readonly notDrawn: string | null
  readonly mean: readonly SpaghettiMean[]
  /** How many have a score at each point, also where they are too few for a mean. */
  readonly counts: readonly { readonly x: number; readonly n: number }[]
  readonly clock: GroupTrajectory['clock']
  readonly xDomain: Domain
  readonly yDomain: Domain
  readonly caseness: { readonly score: number; readonly label: string } | null
  readonly table: ChartTable
}

/** More lines than this cannot be told apart. */
const MOST_LINES = 12

/** The members' courses of one group and their mean: one clock, one measure. */
export function groupSpaghetti(trajectory: GroupTrajectory, measure: MeasureContract): GroupSpaghettiModel {
  const scored = trajectory.members.filter((member) => member.points.length > 0)
  const drawn = latestToJoin(scored, trajectory)
  const isBroken = gapJudge(scored, trajectory.clock)
  const mean = meanPoints(trajectory)
  const xs = [
    ...scored.flatMap((member) => member.points.map((point) => point.x)),
    ...mean.map((each) => each.x),
  ]
  return {
    lines: drawn.map((member) => ({
      memberId: member.member_id,
      episodeId: member.episode_id,
      points: withBreaks(member.points, isBroken),
      words: lineWords(member),
    })),
    notDrawn:
      scored.length > drawn.length
        ? `${drawn.length} of ${countOf(scored.length, 'member')} drawn, the latest to join; the mean counts all`
        : null,
    mean,
    counts: trajectory.counts,
    clock: trajectory.clock,
    xDomain: xDomain(xs, trajectory),
    yDomain: measure.total_range,
    caseness:
      measure.caseness === null
        ? null
        : { score: measure.caseness, label: `caseness ${formatNumber(measure.caseness)}` },
    table: table(scored, mean, trajectory, measure),
  }
}

type GroupMember = GroupTrajectory['members'][number]

function latestToJoin(scored: readonly GroupMember[], trajectory: GroupTrajectory): GroupMember[] {
  const joinedOn = new Map(trajectory.episodes.map((episode) => [episode.episode_id, episode.joined_on]))
  const byJoining = [...scored].sort((a, b) =>
    (joinedOn.get(b.episode_id) ?? '').localeCompare(joinedOn.get(a.episode_id) ?? ''),
  )
  return byJoining.slice(0, MOST_LINES)
}

const STEPS_THAT_BREAK = 1.5

/**
 * Whether a form is missing between two points of a member. By session: when others have a score in between, so
 * that a cancelled session breaks nobody's line. By weeks: when more than one and a half of the group's usual step
 * lies between.
 */
function gapJudge(
  members: readonly GroupMember[],
  clock: GroupTrajectory['clock'],
): (from: number, to: number) => boolean {
  if (clock === 'session_number') {
    const scoredAt = [...new Set(members.flatMap((member) => member.points.map((point) => point.x)))]
    return (from, to) => scoredAt.some((x) => x > from && x < to)
  }
  const usual = usualStep(members)
  return (from, to) => to - from > usual * STEPS_THAT_BREAK
}

function usualStep(members: readonly GroupMember[]): number {
  const steps = members.flatMap((member) =>
    member.points.slice(1).map((point, index) => point.x - (member.points[index]?.x ?? point.x)),
  )
  const ascending = steps.filter((step) => step > 0).sort((a, b) => a - b)
  return ascending[Math.floor(ascending.length / 2)] ?? Number.POSITIVE_INFINITY
}

function withBreaks(
  points: GroupMember['points'],
  isBroken: (from: number, to: number) => boolean,
): SpaghettiPoint[] {
  return points.flatMap((point, index): SpaghettiPoint[] => {
    const previous = points[index - 1]
    const here = { x: point.x, score: point.score }
    if (!previous || !isBroken(previous.x, point.x)) return [here]
    return [{ x: (previous.x + point.x) / 2, score: null }, here]
  })
}

function lineWords(member: GroupMember): string {
  const first = member.points[0]
  const last = member.points.at(-1)
  if (!first || !last) return `Member ${member.member_id}`
  const scores =
    first === last ? formatNumber(first.score) : `${formatNumber(first.score)} to ${formatNumber(last.score)}`
  return `Member ${member.member_id}: ${scores}`
}

function meanPoints(trajectory: GroupTrajectory): SpaghettiMean[] {
  return trajectory.mean.flatMap(({ x, estimate }) => {
    if (estimate.mean === null) return []
    const interval =
      estimate.interval === null ? null : { low: estimate.interval.low, high: estimate.interval.high }
    const range = interval === null ? '' : ` (${formatInterval(interval)})`
    return [
      {
        x,
        n: estimate.n,
        mean: estimate.mean,
        interval,
        words: `mean ${formatNumber(estimate.mean, 1)}${range}, n ${formatNumber(estimate.n)}`,
      },
    ]
  })
}

/** A closed group is shown to its planned end; forms from before its first session stand at 0. */
function xDomain(xs: readonly number[], trajectory: GroupTrajectory): Domain {
  if (trajectory.clock === 'session_number') {
    return { low: Math.min(1, ...xs), high: Math.max(2, trajectory.group.planned_sessions, ...xs) }
  }
  return { low: Math.floor(Math.min(0, ...xs)), high: Math.ceil(Math.max(1, ...xs)) }
}

function table(
  members: readonly GroupMember[],
  mean: readonly SpaghettiMean[],
  trajectory: GroupTrajectory,
  measure: MeasureContract,
): ChartTable {
  const isBySession = trajectory.clock === 'session_number'
  const memberRows = members.flatMap((member) =>
    member.points.map((point) => ({
      key: `${member.episode_id}-${point.response_id}`,
      cells: [`Member ${member.member_id}`, point.x, point.responded_on, point.score, null, null, null],
    })),
  )
  const meanRows = mean.map((each) => ({
    key: `mean-${each.x}`,
    cells: ['Mean', each.x, null, each.mean, each.n, each.interval?.low ?? null, each.interval?.high ?? null],
  }))
  return {
    caption: `${measure.short_name} of the members of ${trajectory.group.name}, and their mean`,
    columns: [
      { name: 'series', label: 'Who', kind: 'text' },
      isBySession
        ? { name: 'session_number', label: 'Session', kind: 'number' }
        : { name: 'weeks_since_baseline', label: 'Weeks', kind: 'number', decimals: 1 },
      { name: 'responded_on', label: 'Day', kind: 'day' },
      { name: 'score', label: measure.short_name, kind: 'number', decimals: 1 },
      { name: 'n', label: 'n', kind: 'number' },
      { name: 'interval_low', label: '95 % from', kind: 'number', decimals: 1 },
      { name: 'interval_high', label: 'to', kind: 'number', decimals: 1 },
    ],
    rows: [...meanRows, ...memberRows],
  }
}
