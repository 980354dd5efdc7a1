/** change.json: how many changed reliably, by which limits, and both recoveries by part of the clinic. */

import type { Proportion } from '../../statistics/proportion/wilson-interval.js'
import { dayOfNumber } from '../calendar-day.js'
import { baselineConsistency } from '../change/baseline-consistency.js'
import { classifyChange, type ReliableChangeLimits } from '../change/jacobson-truax.js'
import { reliableChangeThreshold } from '../change/reliable-change.js'
import type { SuddenGain } from '../change/sudden-gains.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { countPairedRates } from '../programme/paired-rates.js'
import { byText } from './appendix-table.js'
import type { EpisodeCase } from './clinic-episodes.js'
import { episodeLabels } from './episode-labels.js'
import { type MeasureInClinic, outcomeOf } from './measure-limits.js'
import { fixedWord } from './member-outcomes-table.js'

const FEWEST_SCORES_FOR_A_GAIN = 4
const EXAMPLES = 10

/** A tree of plain values, as JSON writes it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * @param cases     in order of member
 * @param measures  of `measuresInClinic` on the same cases
 * @returns         the contents of change.json
 */
export function changeAppendix(
  cases: readonly EpisodeCase[],
  measures: readonly MeasureInClinic[],
): { readonly [key: string]: Json } {
  return {
    change: Object.fromEntries(measures.map((each) => [each.measure.code, measureBlock(cases, each)])),
    nhs_talking_therapies: {
      overall: pairedBlock(cases),
      by_arm: byPart(cases, ({ episode }) => episode.arm, pairedBlock),
      by_modality: byPart(cases, ({ group }) => group.modality, pairedBlock),
      by_format: byPart(cases, ({ group }) => group.format, pairedBlock),
    },
  }
}

/** x of n with its interval, as the appendix writes a proportion. */
export function proportionBlock({ numerator, denominator, proportion, interval }: Proportion): {
  readonly [key: string]: Json
} {
  return {
    x: numerator,
    n: denominator,
    p: proportion,
    lower: interval?.low ?? null,
    upper: interval?.high ?? null,
  }
}

/** One block for each value that occurs, in text order; episodes without a value are in none. */
export function byPart<Member>(
  members: readonly Member[],
  partOf: (member: Member) => string | null,
  blockOf: (members: readonly Member[]) => Json,
): { readonly [part: string]: Json } {
  const parts = new Map<string, Member[]>()
  for (const member of members) {
    const part = partOf(member)
    if (part === null) continue
    const found = parts.get(part)
    if (found === undefined) parts.set(part, [member])
    else found.push(member)
  }
  const inOrder = [...parts].sort(([one], [other]) => byText(one, other))
  return Object.fromEntries(inOrder.map(([part, found]) => [part, blockOf(found)]))
}

function pairedBlock(cases: readonly EpisodeCase[]): Json {
  const rates = countPairedRates(cases.map((each) => each.outcome))
  return {
    n_members: rates.nEpisodes,
    n_eligible: rates.nEligible,
    caseness_at_start: rates.caseAtStart,
    recovery: proportionBlock(rates.recovery),
    reliable_recovery: proportionBlock(rates.reliableRecovery),
    reliable_improvement: proportionBlock(rates.reliableImprovement),
    reliable_deterioration: proportionBlock(rates.reliableDeterioration),
  }
}

function measureBlock(cases: readonly EpisodeCase[], inClinic: MeasureInClinic): Json {
  const { measure, reference, byAlpha, byTestRetest } = inClinic
  const hasReference = reference.kind === 'reference'
  const outcomes = cases.flatMap((each) => outcomeOf(each, measure) ?? [])
  const consistency = baselineConsistency(
    measure,
    cases.map((each) => each.history),
  )
  const { norm } = measure
  return {
    n_baseline: outcomes.length,
    mean_baseline: hasReference ? reference.mean : null,
    sd_baseline: hasReference ? reference.standardDeviation : null,
    alpha: limitsBlock(byAlpha),
    test_retest: limitsBlock(byTestRetest),
    criterion_c: byAlpha?.criterionC ?? null,
    criterion_a: byAlpha?.criterionA ?? null,
    criterion_b: byAlpha?.criterionB ?? null,
    norm: norm === null ? null : { mean: norm.mean, sd: norm.standardDeviation },
    fixed_threshold: reliableChangeThreshold(measure),
    caseness: measure.caseness,
    cronbach_alpha_at_baseline: {
      n: consistency.nComplete,
      alpha: consistency.estimate.kind === 'estimated' ? consistency.estimate.alpha : null,
    },
    jacobson_truax_counts: countWords(
      outcomes.map(({ changeInPoints, baseline, last }) =>
        changeInPoints === null || byAlpha === null ? null : classifyChange(byAlpha, baseline, last).class,
      ),
    ),
    fixed_threshold_counts: countWords(outcomes.map((outcome) => fixedWord(outcome.reliableChange))),
    sudden_gains: suddenGainsBlock(cases, measure),
  }
}

function limitsBlock(limits: ReliableChangeLimits | null): Json {
  if (limits === null) return null
  return {
    reliability: limits.reliability,
    sd_baseline: limits.standardDeviation,
    sem: limits.standardErrorOfMeasurement,
    s_diff: limits.standardErrorOfDifference,
    minimum_change_1_96: limits.minimumChange,
  }
}

/** Words that do not occur are left out. */
function countWords(words: readonly (string | null)[]): Json {
  return byPart(
    words,
    (word) => word,
    (found) => found.length,
  )
}

function suddenGainsBlock(cases: readonly EpisodeCase[], measure: MeasureDefinition): Json {
  const labelOf = episodeLabels(cases)
  const outcomes = cases.flatMap((each) => {
    const outcome = outcomeOf(each, measure)
    return outcome === undefined ? [] : [{ label: labelOf(each), outcome }]
  })
  const withGain = outcomes.filter(({ outcome }) => outcome.suddenGains.length > 0)
  const gains = withGain.flatMap(({ outcome }) => outcome.suddenGains)
  return {
    threshold: reliableChangeThreshold(measure),
    members_with_at_least_4_scores: outcomes.filter(
      ({ outcome }) => outcome.nScores >= FEWEST_SCORES_FOR_A_GAIN,
    ).length,
    members_with_gain: withGain.length,
    total_gains: gains.length,
    reversed: gains.filter((gain) => gain.isReversed).length,
    first_examples: Object.fromEntries(
      withGain.slice(0, EXAMPLES).map(({ label, outcome }) => [label, outcome.suddenGains.map(gainBlock)]),
    ),
  }
}

function gainBlock(gain: SuddenGain): Json {
  return {
    index_before: gain.indexBefore,
    score_before: gain.scoreBefore,
    score_after: gain.scoreAfter,
    date_before: dayOfNumber(gain.dayNumberBefore),
    date_after: dayOfNumber(gain.dayNumberAfter),
    gain: gain.gainInPoints,
    t: gain.t,
    df: gain.degreesOfFreedom,
    critical_t: gain.criticalT,
    reversed: gain.isReversed,
  }
}
