/** Series over time in the appendix: attendance by month, and the mean PHQ-9 of the first two groups by session. */

import { type RunChart, runChart } from '../../statistics/control-charts/run-chart.js'
import { xmrChart } from '../../statistics/control-charts/xmr-chart.js'
import { mean } from '../../statistics/summary/moments.js'
import { phq9 } from '../measures/phq-9.js'
import { isAttended } from '../vocabulary.js'
import { byText } from './appendix-table.js'
import type { Json } from './change-appendix.js'
import type { EpisodeCase } from './clinic-episodes.js'
import type { ClinicSession } from './clinic-records.js'

const GROUPS_CHARTED = 2
const FEWEST_POINTS = 2
const MONTH_LENGTH = 'YYYY-MM'.length

export function controlCharts(
  cases: readonly EpisodeCase[],
  sessions: ReadonlyMap<string, ClinicSession>,
): Json {
  const months = attendanceByMonth(cases)
  const groups = [...new Set(cases.map(({ group }) => group.groupId))].sort(byText).slice(0, GROUPS_CHARTED)
  return {
    monthly_attendance_rate: {
      ...chartBlock(
        months.map(({ month }) => month),
        months.map(({ rate }) => rate),
      ),
      n: months.map(({ n }) => n),
    },
    group_mean_phq9_by_session: Object.fromEntries(
      groups.map((groupId) => {
        const points = meansBySession(
          cases.filter(({ group }) => group.groupId === groupId),
          sessions,
        )
        const labels = points.map(({ sessionNumber }) => sessionNumber)
        return [
          groupId,
          chartBlock(
            labels,
            points.map((point) => point.mean),
          ),
        ]
      }),
    ),
  }
}

function attendanceByMonth(cases: readonly EpisodeCase[]): { month: string; rate: number; n: number }[] {
  const months = new Map<string, { attended: number; n: number }>()
  for (const { history } of cases) {
    for (const { sessionOn, status } of history.attendance) {
      const month = sessionOn.slice(0, MONTH_LENGTH)
      const { attended, n } = months.get(month) ?? { attended: 0, n: 0 }
      months.set(month, { attended: attended + (isAttended(status) ? 1 : 0), n: n + 1 })
    }
  }
  return [...months]
    .sort(([one], [other]) => byText(one, other))
    .map(([month, { attended, n }]) => ({ month, rate: attended / n, n }))
}

/** Valid scores that name a session, by its number in the group. */
function meansBySession(
  cases: readonly EpisodeCase[],
  sessions: ReadonlyMap<string, ClinicSession>,
): { sessionNumber: number; mean: number }[] {
  const totals = new Map<number, number[]>()
  for (const { measureCode, sessionId, total } of cases.flatMap(({ history }) => history.responses)) {
    const session = sessionId === null ? undefined : sessions.get(sessionId)
    if (measureCode !== phq9.code || total === null || session === undefined) continue
    const found = totals.get(session.sessionNumber)
    if (found === undefined) totals.set(session.sessionNumber, [total])
    else found.push(total)
  }
  return [...totals]
    .sort(([one], [other]) => one - other)
    .map(([sessionNumber, values]) => ({ sessionNumber, mean: mean(values) }))
}

/** A series of fewer than two points has no limits. */
function chartBlock(
  labels: readonly (string | number)[],
  values: number[],
): { readonly [key: string]: Json } {
  if (values.length < FEWEST_POINTS) return { labels, values }
  const chart = xmrChart(values)
  return {
    labels,
    values,
    centre: chart.centre,
    mean_moving_range: chart.meanMovingRange,
    lower: chart.lowerLimit,
    upper: chart.upperLimit,
    moving_range_upper: chart.movingRangeUpperLimit,
    outside: chart.points.map((point) => point.isOutside),
    run_of_8: chart.points.map((point) => point.isInRunOfEight),
    run_chart: runBlock(runChart(values)),
  }
}

function runBlock(chart: RunChart): Json {
  return {
    median: chart.median,
    useful_points: chart.usefulPoints,
    n_runs: chart.runs,
    crossings: chart.crossings,
    longest_run: chart.longestRun,
    longest_run_limit: chart.longestRunLimit,
    crossings_lower_limit: chart.crossingsLowerLimit,
  }
}
