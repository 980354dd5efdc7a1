// Frozen reports to be rendered by the benchmark: a board report of ten figures and more, and sheets for members.
import type { ReportContent } from '../../api/src/contracts/report-content.js'
import { aControlChart } from '../browser/support/programme-chart-answers.js'
import { aTimeToChange, aTimeToDropout } from '../browser/support/programme-time-answers.js'
import { aFunnel, aProgrammeReport, aReportHead } from '../builders/report-content.js'
import { PHQ9 } from '../unit/dashboard/charts/measures.js'
import { aMember } from '../unit/dashboard/charts/member-builder.js'

const GROUPS = Array.from({ length: 40 }, (_, place) => `Group number ${place + 1}`)
const METRICS = [
  'reliable_recovery',
  'reliable_deterioration',
  'recovery',
  'paired_data',
  'attendance',
] as const

export function boardReport(): ReportContent {
  return aProgrammeReport(
    {},
    {
      control_charts: METRICS.map((metric) => aControlChart({ metric })),
      funnels: [aFunnel(GROUPS)],
      times_to_change: [aTimeToChange(), aTimeToDropout()],
    },
  )
}

export function memberReports(count: number): ReportContent[] {
  return Array.from({ length: count }, (_, place) => ({
    ...aReportHead({
      period: { from: null, to: null, basis: null, found: null },
      outcome_rules: null,
      measures: [PHQ9],
    }),
    definition: 'member_progress' as const,
    request: {
      definition: 'member_progress' as const,
      member: '0987',
      paper: 'a4' as const,
      language: 'en' as const,
    },
    parts: {
      trajectories: [
        aMember(
          PHQ9,
          [19, 17, 18, 14, 12, 9, 8].map((score, week) => ({
            week: week * 2,
            score: Math.max(0, score - (place % 5)),
          })),
        ),
      ],
    },
  }))
}
