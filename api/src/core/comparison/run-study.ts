/** A whole comparison: from episodes and a definition to every figure of the page, and the verdict. */

import { type NonInferiority, nonInferiority } from '../../statistics/effect-size/non-inferiority.js'
import type { LogRank } from '../../statistics/survival/log-rank.js'
import { CALCULATION_VERSION } from '../calculation-version.js'
import type { Day } from '../calendar-day.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { requireMeasure } from '../measures/registry.js'
import { type GroupResemblance, groupResemblance } from '../trajectories/group-resemblance.js'
import { MeansByPoint, type ObservedCourse } from '../trajectories/observed-means.js'
import { weekOf } from '../trajectories/scores-by-week.js'
import { ARMS, type Arm } from '../vocabulary.js'
import { adjustedCourse, comparedWeek, crudeCourses } from './adjusted-course.js'
import type { ArmDifferenceAtWeek } from './arm-courses.js'
import {
  type BalanceRow,
  balanceTable,
  type Overlap,
  overlapOf,
  type WeightsSummary,
  weightsSummary,
} from './arms-alike.js'
import { type ConfoundingRange, confoundingRange } from './confounding-range.js'
import { ESTIMATE_WORDS } from './estimate-words.js'
import { type ExplainedRefusal, explainRefusals } from './explain-refusals.js'
import { type LaterAdjunct, laterAdjunct } from './later-adjunct.js'
import { methodsText } from './methods-text.js'
import {
  type Completeness,
  carriedForwardEstimate,
  completenessOf,
  lastScoreEstimate,
  type TippingPoint,
  tippingPointOf,
  withCovariates,
} from './missing-outcomes.js'
import {
  adjustedEstimates,
  crudeEstimate,
  groupCount,
  mainEstimate,
  weighMembers,
} from './point-estimates.js'
import { refuseComparison, refuseOverlap } from './refusals.js'
import { secondaryEstimates } from './secondary-estimates.js'
import { type StrengthNeeded, strengthsNeeded } from './strength-needed.js'
import { ASKED_COMBINATIONS, type StudyDefinition } from './study-definition.js'
import type { StudyEpisode } from './study-episode.js'
import { estimateOf, type StudyEstimate, type StudyRefusal } from './study-estimate.js'
import { type StudyScores, studyScores } from './study-scores.js'
import { type CurveOfArm, curvesOfArms, logRankOfArms, studyTimes } from './study-times.js'
import { type SubgroupSet, subgroupEstimates } from './subgroup-estimates.js'
import { type FlowRow, type StudyCombination, type TargetTrial, targetTrial } from './target-trial.js'
import { improvementOf, signChange, type Verdict, verdictOf } from './verdict.js'

const DAYS_PER_WEEK = 7

export interface StudyResult {
  readonly definition: StudyDefinition
  readonly asOf: Day
  readonly calculationVersion: number
  readonly flow: readonly FlowRow[]
  readonly windowCutShort: number
  readonly balance: readonly BalanceRow[]
  /** null where the arms cannot be weighted; `refusal` says why. */
  readonly overlap: Overlap | null
  readonly weights: WeightsSummary | null
  /** Crude, main, sensitivity, secondary: in that order. */
  readonly estimates: readonly StudyEstimate[]
  readonly subgroups: readonly SubgroupSet[]
  readonly eValues: readonly StrengthNeeded[]
  readonly nonInferiority: GroupOnlyNonInferiority | null
  readonly missing: {
    readonly completeness: readonly Completeness[]
    readonly tippingPoint: TippingPoint | null
  }
  readonly trajectories: readonly { readonly arm: Arm; readonly course: ObservedCourse }[]
  /** By the crude mixed model; empty where it was refused. */
  readonly courseDifferences: readonly ArmDifferenceAtWeek[]
  readonly timeToImprovement: {
    readonly curves: readonly CurveOfArm[]
    readonly logRank: LogRank | null
    readonly improvedBeforeLandmark: number
  }
  readonly laterAdjunct: LaterAdjunct
  /** Members of the comparison by what their group therapy was combined with; without those of group therapy alone. */
  readonly combinations: readonly CombinationCount[]
  /** null where fewer than 2 of its estimates were given. */
  readonly confoundingRange: ConfoundingRange | null
  /** Why answers were kept back, and what would let them out. */
  readonly refusals: readonly ExplainedRefusal[]
  readonly resemblance: GroupResemblance | null
  readonly signChange: string | null
  readonly verdict: Verdict
  readonly methods: string
}

export interface CombinationCount {
  readonly combination: StudyCombination
  readonly n: number
}

/** Is group therapy alone at most the margin worse? */
export interface GroupOnlyNonInferiority extends NonInferiority {
  /** Points by which group therapy alone is worse, by the main estimate. */
  readonly difference: number
  /** The same over every adjusted estimate: what confounding could do. */
  readonly confoundingRange: { readonly low: number; readonly high: number }
}

/** The parts of a comparison, in the order in which they are worked out. */
export const STUDY_PARTS = [
  'trial',
  'balance',
  'estimates',
  'adjusted_course',
  'crude_course',
  'times',
  'sensitivity',
  'verdict',
] as const
export type StudyPart = (typeof STUDY_PARTS)[number]

export interface StudyProgress {
  /** Parts worked out. */
  readonly done: number
  readonly total: number
  /** null: all is worked out. */
  readonly next: StudyPart | null
}

const COMBINATIONS: readonly StudyCombination[] = [...ASKED_COMBINATIONS, 'unspecified']

/**
 * Works out a comparison in steps, so that a job can show where it is and be stopped.
 *
 * @param definition  see `definitionProblems`
 * @param episodes    any order
 * @param asOf        the day asked about
 * @returns           every part for itself estimated or refused; the same input gives the same result
 * @throws            UnknownMeasure, NotADay
 */
export function* studySteps(
  definition: StudyDefinition,
  episodes: readonly StudyEpisode[],
  asOf: Day,
): Generator<StudyProgress, StudyResult> {
  let done = 0
  const step = (): StudyProgress => {
    done += 1
    return { done, total: STUDY_PARTS.length, next: STUDY_PARTS[done] ?? null }
  }
  const measure = requireMeasure(definition.measureCode)
  const trial = targetTrial(definition, measure, inOrder(episodes), asOf)
  const { complete, eligible, observed } = trial
  yield step()
  const tooFew = refuseComparison(complete)
  const weighing = tooFew ?? weighMembers(complete, definition)
  const weighed = 'reason' in weighing ? null : weighing
  const overlap = weighed === null ? null : overlapOf(complete, weighed)
  const refusal: StudyRefusal | null =
    'reason' in weighing ? weighing : overlap === null ? null : refuseOverlap(overlap)
  const balance = balanceTable(eligible, complete, definition, weighed)
  yield step()
  const crude = crudeEstimate(complete)
  const weightedOr = weighed ?? { kind: 'refused' as const, reason: 'separation' as const, message: '' }
  const main = mainEstimate(complete, definition, weightedOr, refusal)
  const adjusted = adjustedEstimates(trial, definition, weightedOr, refusal)
  yield step()
  const known = withCovariates(trial, definition)
  const scores = studyScores(eligible, definition)
  const mixed = estimateOf(
    ESTIMATE_WORDS.mixedAdjusted,
    known,
    refusal ?? adjustedCourse(scores, known, definition),
  )
  yield step()
  const courses = crudeCourses(scores)
  const crudeMixed = crudeMixedEstimate(trial, courses, definition)
  yield step()
  const times = studyTimes(eligible, definition, measure)
  const secondary = secondaryEstimates(trial, definition, measure, times.timed, refusal)
  const logRank = logRankOfArms(times.timed)
  yield step()
  const missing = [
    ...(definition.outcome.kind === 'window' ? [lastScoreEstimate(known, definition, measure, refusal)] : []),
    carriedForwardEstimate(known, definition, refusal),
  ]
  const subgroups = refusal === null ? subgroupEstimates(complete, definition, measure) : []
  yield step()
  const others = [...adjusted, mixed]
  const completeness = completenessOf(trial)
  const estimates = [crude, main, ...others, crudeMixed, ...missing, ...secondary]
  const later = laterAdjunct(eligible)
  const refused = [...estimates, ...subgroups.flatMap((set) => set.subgroups), ...later.estimates]
  const result: StudyResult = {
    definition,
    asOf,
    calculationVersion: CALCULATION_VERSION,
    flow: trial.flow,
    windowCutShort: trial.windowCutShort,
    balance,
    overlap,
    weights: weighed === null ? null : weightsSummary(complete, definition, weighed),
    estimates,
    subgroups,
    eValues: strengthsNeeded(complete, main),
    nonInferiority: groupOnlyNonInferiority(main, others, definition, measure),
    missing: { completeness, tippingPoint: tippingPointOf(known) },
    trajectories: trajectoriesOf(scores),
    courseDifferences: 'kind' in courses ? [] : courses,
    timeToImprovement: {
      curves: curvesOfArms(times.timed),
      logRank: logRank.kind === 'refused' ? null : logRank,
      improvedBeforeLandmark: times.improvedBefore,
    },
    laterAdjunct: later,
    combinations: combinationsOf(complete),
    confoundingRange: confoundingRange(estimates),
    refusals: explainRefusals(refused, {
      definition,
      flow: trial.flow,
      inCommon: overlap?.inCommon ?? null,
      groups: groupCount(complete),
    }),
    resemblance: resemblanceOf(observed),
    signChange: signChange(crude, main, balance, measure),
    verdict: verdictOf({ definition, measure, main, others, balance, completeness }),
    methods: methodsText(definition, measure),
  }
  yield step()
  return result
}

/** The whole comparison at once. */
export function runStudy(
  definition: StudyDefinition,
  episodes: readonly StudyEpisode[],
  asOf: Day,
): StudyResult {
  const steps = studySteps(definition, episodes, asOf)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** Sums of floating numbers depend on their order: rows are taken in one order, whatever the order they came in. */
function inOrder(episodes: readonly StudyEpisode[]): StudyEpisode[] {
  return [...episodes].sort((one, other) => (one.label < other.label ? -1 : one.label > other.label ? 1 : 0))
}

function crudeMixedEstimate(
  { eligible }: TargetTrial,
  courses: ReturnType<typeof crudeCourses>,
  definition: StudyDefinition,
): StudyEstimate {
  const words = ESTIMATE_WORDS.mixedCrude
  if ('kind' in courses) return estimateOf(words, eligible, courses)
  const week = comparedWeek(definition)
  const at = courses.find((difference) => difference.week === week) ?? courses.at(-1)
  if (at === undefined)
    return estimateOf(words, eligible, { reason: 'too_few_scores', message: 'There are no scores.' })
  const { estimate, standardError, degreesOfFreedom, interval, p } = at
  const figures = { estimate, standardError, degreesOfFreedom, interval, p, respectsGroups: true }
  return estimateOf({ ...words, label: `${words.label}, week ${at.week}` }, eligible, figures)
}

function groupOnlyNonInferiority(
  main: StudyEstimate,
  others: readonly StudyEstimate[],
  { marginInPoints }: StudyDefinition,
  measure: MeasureDefinition,
): GroupOnlyNonInferiority | null {
  const { estimate, standardError, degreesOfFreedom } = main
  if (estimate === null || standardError === null || degreesOfFreedom === null || standardError === 0)
    return null
  const worse = (value: number) => improvementOf({ low: value, high: value }, measure).low
  const all = [main, ...others].flatMap((each) => (each.estimate === null ? [] : [worse(each.estimate)]))
  const difference = worse(estimate)
  return {
    ...nonInferiority(difference, standardError, degreesOfFreedom, marginInPoints),
    difference,
    confoundingRange: { low: Math.min(...all), high: Math.max(...all) },
  }
}

function trajectoriesOf({ members, memberOf, weeks, points }: StudyScores): StudyResult['trajectories'] {
  return ARMS.map((arm) => {
    const means = new MeansByPoint()
    for (let i = 0; i < memberOf.length; i += 1) {
      const place = memberOf[i] ?? -1
      if (members[place]?.arm !== arm) continue
      means.add(weekOf(Math.round((weeks[i] ?? 0) * DAYS_PER_WEEK)), place, points[i] ?? 0)
    }
    return { arm, course: means.course() }
  })
}

function combinationsOf(members: TargetTrial['complete']): CombinationCount[] {
  return COMBINATIONS.map((combination) => ({
    combination,
    n: members.filter((member) => member.combination === combination).length,
  })).filter(({ n }) => n > 0)
}

function resemblanceOf(members: TargetTrial['observed']): GroupResemblance | null {
  if (members.length < 2) return null
  return groupResemblance(
    members.map(({ groupId, baseline, outcome }) => ({ groupId, baseline, last: outcome.score })),
  )
}
