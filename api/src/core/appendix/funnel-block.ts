/** Reliable improvement of episodes with paired scores by group and by therapist, around the share of all. */

import { type FunnelUnit, funnelPlot } from '../../statistics/control-charts/funnel-plot.js'
import { binomialQuantile } from '../../statistics/distributions/binomial.js'
import { byText } from './appendix-table.js'
import type { Json } from './change-appendix.js'
import type { EpisodeCase } from './clinic-episodes.js'

export function funnels(cases: readonly EpisodeCase[]): Json {
  return {
    group: funnelBlock(cases, ({ group }) => group.groupId),
    therapist: funnelBlock(cases, ({ group }) => group.therapistId),
  }
}

/** null where nobody has paired scores. */
function funnelBlock(cases: readonly EpisodeCase[], unitOf: (each: EpisodeCase) => string | null): Json {
  const units = new Map<string, { numerator: number; denominator: number }>()
  for (const each of cases) {
    const { paired } = each.outcome
    const unit = unitOf(each)
    if (unit === null || !paired.hasPairedScores) continue
    const { numerator, denominator } = units.get(unit) ?? { numerator: 0, denominator: 0 }
    const improved = paired.isReliablyImproved ? 1 : 0
    units.set(unit, { numerator: numerator + improved, denominator: denominator + 1 })
  }
  const inOrder = [...units].sort(([one], [other]) => byText(one, other))
  const plot = funnelPlot(inOrder.map(([unit, counts]) => ({ unit, ...counts })))
  if (plot.kind === 'refused') return null
  return { target: plot.target, units: plot.units.map((unit) => unitBlock(unit, plot.target)) }
}

/** The exact limits: those widened for over-dispersion belong to the screen. */
function unitBlock(unit: FunnelUnit, target: number): Json {
  const countAt = (level: number) => binomialQuantile(level, unit.denominator, target)
  return {
    unit: unit.unit,
    n: unit.denominator,
    r: unit.numerator,
    p: unit.proportion,
    lower_95: unit.exactLimits.lower95,
    upper_95: unit.exactLimits.upper95,
    lower_998: unit.exactLimits.lower998,
    upper_998: unit.exactLimits.upper998,
    quantile_counts: {
      q025: countAt(0.025),
      q975: countAt(0.975),
      q001: countAt(0.001),
      q999: countAt(0.999),
    },
    flag: unit.exactFlag,
  }
}
