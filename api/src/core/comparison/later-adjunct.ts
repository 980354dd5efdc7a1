/** Members who started another treatment later: compared from the week in which they started, never as "ever". */

import { type DesignColumn, designMatrix } from '../../statistics/regression/design-matrix.js'
import { coefficientOf, leastSquares } from '../../statistics/regression/least-squares.js'
import { clusterRobustOf } from '../../statistics/robust/cluster-robust.js'
import { dayNumber } from '../calendar-day.js'
import type { DatedScore } from '../change/sudden-gains.js'
import { refuseGroupCount } from '../trajectories/group-level.js'
import { groupCount } from './point-estimates.js'
import { FEWEST_IN_AN_ARM } from './refusals.js'
import {
  type EstimateFigures,
  type EstimateWords,
  estimateOf,
  figuresOfCoefficient,
  type StudyEstimate,
  type StudyRefusal,
} from './study-estimate.js'
import type { TrialMember } from './target-trial.js'

const DAYS_PER_WEEK = 7
/** Members who did not start, for each who did in the same week: more would add time and hardly information. */
const MOST_CONTROLS_A_STARTER = 20
const STARTED = 'started'

const WORDS: readonly EstimateWords[] = [
  {
    name: 'later_adjunct_crude',
    label: 'Started later against not (crude)',
    assumes:
      'Those who started were like those who did not: they were not, non-response is a reason to start.',
    role: 'crude',
    unit: 'points',
  },
  {
    name: 'later_adjunct_landmark',
    label: 'Started later against not, from the week of the start',
    assumes: 'Members with the same baseline and the same latest score are alike in what made them start.',
    role: 'main',
    unit: 'points',
  },
]

export interface LaterAdjunct {
  /** Members of the arm of group therapy alone who started later, with a score before and after. */
  readonly starters: number
  /** Member-weeks without a start that they are compared with; a member may stand in several. */
  readonly controls: number
  /** Weeks after joining, from the first start to the last; null without starters. */
  readonly weeks: { readonly first: number; readonly last: number } | null
  readonly estimates: readonly StudyEstimate[]
}

/** One member at the landmark of one week. */
interface Row {
  readonly label: string
  readonly groupId: string
  readonly week: number
  readonly hasStarted: boolean
  readonly baseline: number
  readonly latest: number
  readonly last: number
}

/**
 * By how much do the last scores of members who started a treatment in some week differ from those of members then in
 * care who had not, at the same baseline and latest score?
 *
 * Each week with a start is a landmark of its own: seen in that week, not yet started before it, latest score up to
 * its first day, outcome after its last. The weeks are pooled with a level each; errors by group.
 *
 * @param members  eligible members of both arms; those of the combined arm are passed over
 * @returns        started minus not, in points of the last score
 * @source         Hernan et al. (2016), J Clin Epidemiol 79:70-75; Dafni (2011), Circ Cardiovasc Qual Outcomes 4:363-371
 * @verified       test/golden/core/trap-clinics.test.ts
 */
export function laterAdjunct(members: readonly TrialMember[]): LaterAdjunct {
  const alone = members.filter(({ arm }) => arm === 'group_only').map(withStart)
  const weeks = [...new Set(alone.flatMap(({ startWeek }) => startWeek ?? []))].sort(
    (one, other) => one - other,
  )
  const rows = weeks.flatMap((week) => rowsOfWeek(alone, week))
  const starters = rows.filter(({ hasStarted }) => hasStarted).length
  const figures = (columns: readonly DesignColumn[]) => compare(rows, starters, columns)
  const atSameScores = [
    columnOf(rows, 'baseline_c', ({ baseline }) => baseline),
    columnOf(rows, 'latest', ({ latest }) => latest),
  ]
  const counted = rows.map(({ hasStarted }) => ({
    arm: hasStarted ? ('combined' as const) : ('group_only' as const),
  }))
  const [crude, landmark] = WORDS
  const first = weeks[0]
  const last = weeks.at(-1)
  return {
    starters,
    controls: rows.length - starters,
    weeks: first === undefined || last === undefined ? null : { first, last },
    estimates: [
      ...(crude === undefined ? [] : [estimateOf(crude, counted, figures([]))]),
      ...(landmark === undefined ? [] : [estimateOf(landmark, counted, figures(atSameScores))]),
    ],
  }
}

interface WithStart {
  readonly member: TrialMember
  /** Weeks after joining of the first treatment that began after the grace period; null: none did. */
  readonly startWeek: number | null
  readonly seenWeeks: ReadonlySet<number>
}

function withStart(member: TrialMember): WithStart {
  const { episode, joinedDay } = member
  const starts = episode.treatments
    .map(({ startedOn }) => dayNumber(startedOn, 'The start of a concurrent treatment') - joinedDay)
    .filter((day) => day >= 0)
  const first = starts.length === 0 ? null : Math.min(...starts)
  return {
    member,
    startWeek: first === null ? null : Math.floor(first / DAYS_PER_WEEK),
    seenWeeks: new Set(episode.attendedDays.map((day) => Math.floor((day - joinedDay) / DAYS_PER_WEEK))),
  }
}

function rowsOfWeek(members: readonly WithStart[], week: number): Row[] {
  const started: TrialMember[] = []
  const waiting: TrialMember[] = []
  for (const { member, startWeek, seenWeeks } of members) {
    const hadStarted = startWeek !== null && startWeek < week
    if (hadStarted || !seenWeeks.has(week) || !hasScoresAround(member, week)) continue
    ;(startWeek === week ? started : waiting).push(member)
  }
  return [
    ...started.flatMap((member) => rowAt(member, week, true) ?? []),
    ...thinned(waiting, MOST_CONTROLS_A_STARTER * started.length).flatMap(
      (member) => rowAt(member, week, false) ?? [],
    ),
  ]
}

/** One up to the first day of the week, and one after its last. */
function hasScoresAround({ joinedDay, episode: { scores } }: TrialMember, week: number): boolean {
  const firstDay = joinedDay + week * DAYS_PER_WEEK
  const [first] = scores
  const last = scores.at(-1)
  return (
    first !== undefined &&
    last !== undefined &&
    first.dayNumber <= firstDay &&
    last.dayNumber >= firstDay + DAYS_PER_WEEK
  )
}

function rowAt(
  { label, groupId, joinedDay, baseline, episode }: TrialMember,
  week: number,
  hasStarted: boolean,
): Row | null {
  const firstDay = joinedDay + week * DAYS_PER_WEEK
  const latest: DatedScore | undefined = episode.scores.findLast(({ dayNumber: day }) => day <= firstDay)
  const last = episode.scores.at(-1)
  if (latest === undefined || last === undefined) return null
  return { label, groupId, week, hasStarted, baseline, latest: latest.total, last: last.total }
}

/** Evenly spaced in the order given. */
function thinned<Each>(rows: readonly Each[], most: number): readonly Each[] {
  if (rows.length <= most) return rows
  return Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)]).flatMap(
    (row) => row ?? [],
  )
}

function compare(
  rows: readonly Row[],
  starters: number,
  columns: readonly DesignColumn[],
): EstimateFigures | StudyRefusal {
  const fewest = Math.min(starters, rows.length - starters)
  if (fewest < FEWEST_IN_AN_ARM)
    return {
      reason: 'too_few_in_arm',
      message: `A comparison from the start of a later treatment needs at least ${FEWEST_IN_AN_ARM} members who started and ${FEWEST_IN_AN_ARM} who did not; there are ${starters} and ${rows.length - starters}.`,
    }
  const weeks = [...new Set(rows.map(({ week }) => week))].slice(1)
  const design = designMatrix(rows.length, [
    columnOf(rows, STARTED, ({ hasStarted }) => (hasStarted ? 1 : 0)),
    ...columns,
    ...weeks.map((week) => columnOf(rows, `week_${week}`, (row) => (row.week === week ? 1 : 0))),
  ])
  const fit = leastSquares(
    design,
    rows.map(({ last }) => last),
  )
  if (fit.kind === 'refused') return fit
  const byGroup: ReturnType<typeof clusterRobustOf> | ReturnType<typeof refuseGroupCount> =
    refuseGroupCount('An error by group', groupCount(rows)) ??
    clusterRobustOf(
      fit,
      rows.map(({ groupId }) => groupId),
      STARTED,
    )
  return figuresOfCoefficient(coefficientOf(fit, STARTED), byGroup)
}

function columnOf(rows: readonly Row[], name: string, read: (row: Row) => number): DesignColumn {
  return { name, values: rows.map(read) }
}
