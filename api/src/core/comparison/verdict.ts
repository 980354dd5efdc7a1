/** What may be said, in two plain sentences, and what may not. */

import type { Interval } from '../../statistics/interval.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { type BalanceRow, LARGEST_ALIKE_DIFFERENCE } from './arms-alike.js'
import type { Completeness } from './missing-outcomes.js'
import type { StudyDefinition } from './study-definition.js'
import type { StudyEstimate } from './study-estimate.js'

export type VerdictCode =
  | 'combined_better'
  | 'group_only_better'
  | 'no_relevant_difference'
  | 'cannot_tell'
  | 'refused'

export interface Verdict {
  readonly code: VerdictCode
  /** Two sentences. */
  readonly text: string
  /** Why the data cannot tell, or why there is no answer; empty otherwise. */
  readonly reasons: readonly string[]
}

/** Fewer outcomes than this in an arm: those without one may well be different. */
const LEAST_COMPLETE = 0.5
/** Arms further apart than this in the share with an outcome. */
const LARGEST_GAP_OF_COMPLETENESS = 0.2
/** Estimates whose verdict must be that of the main one (FIELD section 5). */
const MUST_AGREE = [
  'ancova_covariates',
  'overlap_weights',
  'iptw_stabilised',
  'att',
  'mixed_model_adjusted',
  'true_score_84',
  'true_score_64',
]

/** `short` for a title, `long` with everything that it rests on. */
interface Doubt {
  readonly short: string
  readonly long: string
}

export interface VerdictEvidence {
  readonly definition: StudyDefinition
  readonly measure: MeasureDefinition
  readonly main: StudyEstimate
  readonly others: readonly StudyEstimate[]
  readonly balance: readonly BalanceRow[]
  readonly completeness: readonly Completeness[]
}

/**
 * Reads the main estimate against 0 and against the margin, and asks whether anything speaks against that reading.
 *
 * The whole interval inside the margin: no relevant difference. Else the whole interval on one side of 0: that arm is
 * better. Else the data cannot tell; nor can they when arms stay unlike after weighting, when many outcomes are
 * missing, or when another honest estimate reads otherwise.
 */
export function verdictOf(evidence: VerdictEvidence): Verdict {
  const { definition, measure, main } = evidence
  if (main.refusal !== null || main.estimate === null || main.interval === null) {
    const reason = main.refusal?.message ?? 'The main estimate has no interval.'
    return {
      code: 'refused',
      text: `There is no adjusted comparison. ${reason}`,
      reasons: [reason],
    }
  }
  const code = readingOf(main.interval, measure, definition.marginInPoints)
  const first = `${sentenceOf(main.estimate, main.interval, main.n, measure)}: an association, not proof of an effect.`
  const doubts =
    code === 'cannot_tell' ? [tooWide(main.interval, definition, measure)] : doubtsOf(evidence, code)
  if (doubts.length > 0)
    return {
      code: 'cannot_tell',
      text: `${first} These data cannot tell: ${doubts.map(({ short }) => short).join('; ')}.`,
      reasons: doubts.map(({ long }) => long),
    }
  return { code, text: `${first} ${secondSentence(code, main.interval, definition, measure)}`, reasons: [] }
}

/** What one interval says by itself. */
export function readingOf(
  interval: Pick<Interval, 'low' | 'high'>,
  measure: MeasureDefinition,
  marginInPoints: number,
): Exclude<VerdictCode, 'refused'> {
  const { low, high } = improvementOf(interval, measure)
  if (low > -marginInPoints && high < marginInPoints) return 'no_relevant_difference'
  if (low > 0) return 'combined_better'
  return high < 0 ? 'group_only_better' : 'cannot_tell'
}

/** Why the sign of the crude difference and of the adjusted one differ; null where they do not. */
export function signChange(
  crude: StudyEstimate,
  main: StudyEstimate,
  balance: readonly BalanceRow[],
  measure: MeasureDefinition,
): string | null {
  if (crude.estimate === null || main.estimate === null || crude.estimate * main.estimate >= 0) return null
  const start = balance.find(({ name }) => name === 'baseline')
  const [combined, groupOnly] = [start?.combined.mean ?? null, start?.groupOnly.mean ?? null]
  const whatDiffers =
    combined === null || groupOnly === null
      ? 'the arms began at different places'
      : `members with combined treatment began at ${number(combined)} and the others at ${number(groupOnly)}`
  return (
    `As they are, members with combined treatment ended ${awayFrom(crude.estimate, measure)} than the others; ` +
    `compared with members like them, ${awayFrom(main.estimate, measure)}. The sign changes because ${whatDiffers}: ` +
    'whoever is worse is likelier to be given more treatment, and whoever starts worse tends to end worse.'
  )
}

/** Positive where combined treatment goes with the better outcome. */
export function improvementOf(
  { low, high }: Pick<Interval, 'low' | 'high'>,
  measure: MeasureDefinition,
): { readonly low: number; readonly high: number } {
  return measure.direction === 'lower_is_better' ? { low: -high, high: -low } : { low, high }
}

function doubtsOf(
  { main, others, balance, completeness, measure, definition }: VerdictEvidence,
  code: VerdictCode,
): Doubt[] {
  const doubts: Doubt[] = []
  const add = (short: string, long: string = short) => doubts.push({ short, long })
  const unlike = balance.filter(
    ({ differenceWeighted }) => Math.abs(differenceWeighted ?? 0) > LARGEST_ALIKE_DIFFERENCE,
  )
  if (unlike.length > 0)
    add(`the arms still differ after weighting in ${unlike.map(({ name }) => WORDS[name]).join(', ')}`)
  const shares = completeness.map(({ eligible, observed }) => (eligible === 0 ? 0 : observed / eligible))
  const [least, most] = [Math.min(...shares), Math.max(...shares)]
  if (least < LEAST_COMPLETE) add(`only ${percent(least)} of the members of an arm gave an outcome`)
  else if (most - least > LARGEST_GAP_OF_COMPLETENESS)
    add(`${percent(least)} of one arm and ${percent(most)} of the other gave an outcome`)
  const asked = others.filter(({ name }) => MUST_AGREE.includes(name))
  const turned = asked.filter(
    ({ estimate }) =>
      code !== 'no_relevant_difference' && estimate !== null && estimate * (main.estimate ?? 0) < 0,
  )
  const otherwise = asked.filter(
    ({ interval }) => interval !== null && readingOf(interval, measure, definition.marginInPoints) !== code,
  )
  const among = ({ length }: readonly StudyEstimate[]) =>
    `in ${length} of ${asked.length} other adjusted estimates`
  if (turned.length > 0) add(`the sign changes ${among(turned)}`, `the sign changes in ${names(turned)}`)
  else if (otherwise.length > 0)
    add(
      `the answer (margin ${number(definition.marginInPoints)} points) changes ${among(otherwise)}`,
      `the answer changes in ${names(otherwise)}`,
    )
  return doubts
}

const WORDS: Readonly<Record<BalanceRow['name'], string>> = {
  baseline: 'baseline',
  baseline_other: 'the other baseline',
  age: 'age',
  female: 'gender',
  prior_episodes: 'previous episodes',
}

function tooWide(
  { low, high }: Interval,
  { marginInPoints }: StudyDefinition,
  measure: MeasureDefinition,
): Doubt {
  const { low: worst, high: best } = improvementOf({ low, high }, measure)
  const where =
    best >= marginInPoints && worst <= -marginInPoints
      ? 'a relevant difference either way'
      : best >= marginInPoints
        ? 'both no difference and a relevant one for combined treatment'
        : 'both no difference and a relevant one for group therapy alone'
  const words = `the interval holds ${where} (margin ${number(marginInPoints)} points)`
  return { short: words, long: words }
}

function sentenceOf(
  estimate: number,
  { low, high }: Interval,
  n: number,
  measure: MeasureDefinition,
): string {
  return (
    `Of ${n.toLocaleString('en')} members compared with others like them, those with combined treatment ended ` +
    `${awayFrom(estimate, measure)} on ${measure.shortName} than those with group therapy alone ` +
    `(95 % interval ${signed(low)} to ${signed(high)})`
  )
}

function secondSentence(
  code: VerdictCode,
  interval: Interval,
  { marginInPoints }: StudyDefinition,
  measure: MeasureDefinition,
): string {
  const margin = `the ${number(marginInPoints)} points of ${measure.shortName} that this study calls relevant`
  if (code === 'no_relevant_difference') return `That is surely less than ${margin}.`
  const better = code === 'combined_better' ? 'combined treatment' : 'group therapy alone'
  const nearest = Math.min(Math.abs(interval.low), Math.abs(interval.high))
  const reached = nearest >= marginInPoints ? `is at least ${margin}` : `may be smaller than ${margin}`
  return `The association favours ${better} in every adjusted estimate, and ${reached}.`
}

function awayFrom(estimate: number, { direction }: MeasureDefinition): string {
  const isBetter = direction === 'lower_is_better' ? estimate < 0 : estimate > 0
  const way = estimate < 0 ? 'lower' : 'higher'
  return `${Math.abs(estimate).toFixed(2)} points ${way} (${isBetter ? 'better' : 'worse'})`
}

function names(estimates: readonly StudyEstimate[]): string {
  return estimates.map(({ label, estimate }) => `"${label}" (${signed(estimate ?? 0)})`).join(', ')
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function number(value: number): string {
  return value.toFixed(Number.isInteger(value) ? 0 : 1)
}

function signed(value: number): string {
  return `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(2)}`
}
