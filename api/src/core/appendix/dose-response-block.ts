/** Sessions attended against change on PHQ-9: an association, confounded by leaving when well. */

import type { Refusal } from '../../statistics/refusal.js'
import { designMatrix } from '../../statistics/regression/design-matrix.js'
import { leastSquares } from '../../statistics/regression/least-squares.js'
import { type Correlation, pearson, spearman } from '../../statistics/summary/correlation.js'
import { mean } from '../../statistics/summary/moments.js'
import type { AttendanceSummary } from '../attendance/summarise-attendance.js'
import type { Json } from './change-appendix.js'

export interface DosedEpisode {
  readonly attendance: AttendanceSummary
  readonly baseline: number
  /** Positive = improvement. */
  readonly change: number
}

/** @param episodes  with at least two PHQ-9 scores */
export function doseResponse(episodes: readonly DosedEpisode[]): Json {
  const attended = episodes.map(({ attendance }) => attendance.attended)
  const withRate = episodes.filter(({ attendance }) => attendance.eligible > 0)
  const rates = withRate.map(({ attendance }) => attendance.attended / attendance.eligible)
  return {
    sessions_attended_vs_phq9_change: correlationBlock(attended, changesOf(episodes)),
    attendance_rate_vs_phq9_change: correlationBlock(rates, changesOf(withRate)),
    adjusted: adjustedBlock(episodes, attended),
  }
}

function changesOf(episodes: readonly DosedEpisode[]): number[] {
  return episodes.map((episode) => episode.change)
}

function correlationBlock(dose: number[], change: number[]): Json {
  const linear: Correlation | Refusal = pearson(dose, change)
  const ranked: Correlation | Refusal = spearman(dose, change)
  return {
    n: dose.length,
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

/** Change on sessions attended and baseline, baseline centred on the mean of these episodes. */
function adjustedBlock(episodes: readonly DosedEpisode[], attended: number[]): Json {
  if (episodes.length === 0) return null
  const baselines = episodes.map((episode) => episode.baseline)
  const centre = mean(baselines)
  const design = designMatrix(episodes.length, [
    { name: 'attended', values: attended },
    { name: 'baseline_c', values: baselines.map((baseline) => baseline - centre) },
  ])
  const fit = leastSquares(design, changesOf(episodes))
  if (fit.kind === 'refused') return null
  return Object.fromEntries(
    fit.coefficients.map(({ name, estimate, standardError, t, p }) => [
      name,
      { estimate, se: standardError, t, p },
    ]),
  )
}
