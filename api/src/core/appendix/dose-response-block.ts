/** Sessions attended against change on PHQ-9 in the appendix. */

import type { Refusal } from '../../statistics/refusal.js'
import type { Correlation } from '../../statistics/summary/correlation.js'
import type { AttendanceSummary } from '../attendance/summarise-attendance.js'
import { type DoseResponse, doseResponse } from '../programme/dose-response.js'
import type { Json } from './change-appendix.js'

export interface AttendedEpisode {
  readonly attendance: AttendanceSummary
  readonly baseline: number
  /** Positive = improvement. */
  readonly change: number
}

/** @param episodes  with at least two PHQ-9 scores */
export function doseResponseBlock(episodes: readonly AttendedEpisode[]): Json {
  const found = doseResponse(
    episodes.map(({ attendance: { attended, eligible }, baseline, change }) => ({
      attended,
      eligible,
      baseline,
      change,
    })),
  )
  return {
    sessions_attended_vs_phq9_change: correlationBlock(episodes.length, found.pearson, found.spearman),
    attendance_rate_vs_phq9_change: correlationBlock(found.nWithRate, found.ratePearson, found.rateSpearman),
    adjusted: adjustedBlock(found.adjusted),
  }
}

function correlationBlock(n: number, linear: Correlation | Refusal, ranked: Correlation | Refusal): Json {
  return {
    n,
    pearson:
      linear.kind === 'refused'
        ? null
        : {
            r: linear.correlation,
            t: linear.t,
            df: linear.degreesOfFreedom,
            p: linear.p,
            lower_fisher: linear.interval?.low ?? null,
            upper_fisher: linear.interval?.high ?? null,
          },
    spearman: ranked.kind === 'refused' ? null : { rho: ranked.correlation, p_t_approximation: ranked.p },
  }
}

function adjustedBlock(fit: DoseResponse['adjusted']): Json {
  if (fit === null || fit.kind === 'refused') return null
  return Object.fromEntries(
    fit.coefficients.map(({ name, estimate, standardError, t, p }) => [
      name,
      { estimate, se: standardError, t, p },
    ]),
  )
}
