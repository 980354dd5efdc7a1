/** Other questions about the same arms: recovery, time to reliable improvement, standardised differences. */

import { compareRisks } from '../../statistics/effect-size/e-value.js'
import { type HedgesG, hedgesG } from '../../statistics/effect-size/hedges-g.js'
import type { Interval } from '../../statistics/interval.js'
import type { Refusal } from '../../statistics/refusal.js'
import { type CoxFit, coxRegression } from '../../statistics/survival/cox.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { ARM_COLUMN } from './compared-members.js'
import { ESTIMATE_WORDS } from './estimate-words.js'
import { weighMembers, weightingOf } from './point-estimates.js'
import { armColumnOf, covariateColumnsOf } from './study-columns.js'
import type { StudyDefinition } from './study-definition.js'
import {
  type EstimateFigures,
  type EstimateWords,
  estimateOf,
  figuresOfWeighted,
  normalFigures,
  type StudyEstimate,
  type StudyRefusal,
} from './study-estimate.js'
import type { TimedTrialMember } from './study-times.js'
import type { ObservedMember, TargetTrial, TrialOutcome } from './target-trial.js'

type YesOrNo = (outcome: TrialOutcome) => boolean | null

const NO_THRESHOLD: StudyRefusal = {
  reason: 'no_threshold',
  message: 'The measure has no agreed threshold for this, or nobody could have reached it.',
}

export function secondaryEstimates(
  trial: TargetTrial,
  definition: StudyDefinition,
  measure: MeasureDefinition,
  timed: readonly TimedTrialMember[],
  refusal: StudyRefusal | null,
): StudyEstimate[] {
  const recovered: YesOrNo = ({ isReliablyRecovered }) => isReliablyRecovered
  const improved: YesOrNo = ({ isReliablyImproved }) => isReliablyImproved
  return [
    ...riskEstimates(trial.complete, recovered, ESTIMATE_WORDS.riskDifference, ESTIMATE_WORDS.riskRatio),
    weightedRisk(trial.complete, definition, recovered, refusal),
    ...riskEstimates(
      trial.complete,
      improved,
      ESTIMATE_WORDS.riskDifferenceImprovement,
      ESTIMATE_WORDS.riskRatioImprovement,
    ),
    ...hazardRatios(timed, definition, refusal),
    ...standardised(trial.observed, measure),
  ]
}

/** Who can answer yes or no; in which arm, and how many yes. */
export function countYes(members: readonly ObservedMember[], isYes: YesOrNo) {
  const asked = members.filter(({ outcome }) => isYes(outcome) !== null)
  const of = (arm: string) => {
    const ofArm = asked.filter((member) => member.arm === arm)
    return { successes: ofArm.filter(({ outcome }) => isYes(outcome) === true).length, total: ofArm.length }
  }
  return { asked, combined: of('combined'), groupOnly: of('group_only') }
}

function riskEstimates(
  members: readonly ObservedMember[],
  isYes: YesOrNo,
  ofDifference: EstimateWords,
  ofRatio: EstimateWords,
): StudyEstimate[] {
  const { asked, combined, groupOnly } = countYes(members, isYes)
  const both = (found: StudyRefusal) =>
    [ofDifference, ofRatio].map((words) => estimateOf(words, asked, found))
  if (combined.total === 0 || groupOnly.total === 0) return both(NO_THRESHOLD)
  const risks = compareRisks(combined, groupOnly)
  if (risks.kind === 'refused') return both(risks)
  const { riskDifference, riskDifferenceStandardError, riskRatio, riskRatioInterval } = risks
  return [
    estimateOf(ofDifference, asked, normalFigures(riskDifference, riskDifferenceStandardError)),
    estimateOf(ofRatio, asked, ratioFigures(riskRatio, riskRatioInterval)),
  ]
}

function weightedRisk(
  members: readonly ObservedMember[],
  definition: StudyDefinition,
  isYes: YesOrNo,
  refusal: StudyRefusal | null,
): StudyEstimate {
  const { asked } = countYes(members, isYes)
  const find = (): EstimateFigures | StudyRefusal => {
    if (asked.length === 0) return NO_THRESHOLD
    const weighed = weighMembers(asked, definition, ({ outcome }) => (isYes(outcome) === true ? 1 : 0))
    return weighed.kind === 'refused'
      ? weighed
      : figuresOfWeighted(weighed.effectOf(weightingOf(definition), 'atEqualBaseline'))
  }
  return estimateOf(ESTIMATE_WORDS.riskDifferenceWeighted, asked, refusal ?? find())
}

function hazardRatios(
  timed: readonly TimedTrialMember[],
  definition: StudyDefinition,
  refusal: StudyRefusal | null,
): StudyEstimate[] {
  const complete = timed.filter(({ member }) =>
    definition.covariates.every((name) => member.covariates[name] !== null),
  )
  const members = complete.map(({ member }) => member)
  return [
    estimateOf(
      ESTIMATE_WORDS.hazardRatio,
      timed.map(({ member }) => member),
      hazardFigures(timed, []),
    ),
    estimateOf(
      ESTIMATE_WORDS.hazardRatioAdjusted,
      members,
      refusal ?? hazardFigures(complete, covariateColumnsOf(members, definition)),
    ),
  ]
}

function hazardFigures(
  timed: readonly TimedTrialMember[],
  columns: ReturnType<typeof covariateColumnsOf>,
): EstimateFigures | StudyRefusal {
  const fit: CoxFit | Refusal = coxRegression({
    time: timed.map(({ days }) => days),
    event: timed.map(({ isObserved }) => (isObserved ? 1 : 0)),
    columns: [armColumnOf(timed.map(({ member }) => member)), ...columns],
  })
  if (fit.kind === 'refused') return fit
  const arm = fit.coefficients.find(({ name }) => name === ARM_COLUMN)
  if (arm === undefined) return NO_THRESHOLD
  const { hazardRatio, standardError, interval, p } = arm
  return { estimate: hazardRatio, standardError, degreesOfFreedom: null, interval, p, respectsGroups: false }
}

/** Positive where combined treatment goes with the better figure. */
function standardised(members: readonly ObservedMember[], measure: MeasureDefinition): StudyEstimate[] {
  const valuesOf = (arm: string, read: (outcome: TrialOutcome) => number) =>
    members.filter((member) => member.arm === arm).map(({ outcome }) => read(outcome))
  const change = (outcome: TrialOutcome) => outcome.changeInPoints
  const goodness = (outcome: TrialOutcome) =>
    measure.direction === 'lower_is_better' ? -outcome.score : outcome.score
  return [
    estimateOf(
      ESTIMATE_WORDS.hedgesChange,
      members,
      hedgesFigures(hedgesG(valuesOf('combined', change), valuesOf('group_only', change))),
    ),
    estimateOf(
      ESTIMATE_WORDS.hedgesOutcome,
      members,
      hedgesFigures(hedgesG(valuesOf('combined', goodness), valuesOf('group_only', goodness))),
    ),
  ]
}

function hedgesFigures(found: HedgesG | Refusal): EstimateFigures | StudyRefusal {
  if (found.kind === 'refused') return found
  return { ...normalFigures(found.g, found.standardError), interval: found.interval }
}

function ratioFigures(estimate: number, interval: Interval): EstimateFigures {
  return {
    estimate,
    standardError: null,
    degreesOfFreedom: null,
    interval,
    p: null,
    respectsGroups: false,
  }
}
