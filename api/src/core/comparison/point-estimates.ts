/** By how many points do the arms differ? The main answer and every other honest one, in a fixed order. */

import type { Estimand } from '../../statistics/propensity/weights.js'
import type { Refusal } from '../../statistics/refusal.js'
import { designMatrix } from '../../statistics/regression/design-matrix.js'
import { coefficientOf, leastSquares } from '../../statistics/regression/least-squares.js'
import { clusterRobustOf } from '../../statistics/robust/cluster-robust.js'
import { refuseGroupCount } from '../trajectories/group-level.js'
import { compareArms } from './adjusted-difference.js'
import { ARM_COLUMN } from './compared-members.js'
import { ESTIMATE_WORDS } from './estimate-words.js'
import {
  armColumnOf,
  baselinesOf,
  centredBaseline,
  covariateColumnsOf,
  groupsOfMembers,
  otherColumnsOf,
} from './study-columns.js'
import type { StudyDefinition, StudyEstimand } from './study-definition.js'
import {
  type EstimateFigures,
  type EstimateWords,
  estimateOf,
  figuresOfCoefficient,
  figuresOfWeighted,
  type StudyEstimate,
  type StudyRefusal,
} from './study-estimate.js'
import type { ObservedMember, TargetTrial, TrialMember } from './target-trial.js'
import { TRUE_SCORE_RELIABILITIES, trueScoreRule } from './true-score.js'
import { type WeightedArms, weighArms } from './weighted-difference.js'

const WEIGHTS: Readonly<Record<StudyEstimand, Estimand>> = {
  overlap: 'overlap',
  ate: 'ateStabilised',
  att: 'att',
}

const WORDS_OF_WEIGHTS: Readonly<Record<StudyEstimand, EstimateWords>> = {
  overlap: ESTIMATE_WORDS.overlap,
  ate: ESTIMATE_WORDS.iptw,
  att: ESTIMATE_WORDS.att,
}

/** How many groups a set of members has; with few, errors by group are refused. */
export function groupCount(members: readonly { readonly groupId: string }[]): number {
  const groups = new Set<string>()
  for (const { groupId } of members) groups.add(groupId)
  return groups.size
}

/** The weighting of the estimand that the definition asks for. */
export function weightingOf({ estimand }: StudyDefinition): Estimand {
  return WEIGHTS[estimand]
}

/** The arms of a set, weighted to be alike. */
export function weighMembers(
  members: readonly ObservedMember[],
  definition: StudyDefinition,
  outcomeOf: (member: ObservedMember) => number = scoreOf,
): WeightedArms | Refusal {
  return weighArms({
    treated: armColumnOf(members).values,
    outcome: members.map(outcomeOf),
    covariates: covariateColumnsOf(members, definition),
    baseline: centredBaseline(members),
    groups: refuseGroupCount('', groupCount(members)) === null ? groupsOfMembers(members) : null,
  })
}

/** Last or window score on the arm alone, of the set of the adjusted comparisons. */
export function crudeEstimate(members: readonly ObservedMember[]): StudyEstimate {
  return estimateOf(ESTIMATE_WORDS.crude, members, crudeFigures(members))
}

/** The main estimate; `refusal`: why it may not be given. */
export function mainEstimate(
  members: readonly ObservedMember[],
  definition: StudyDefinition,
  weighed: WeightedArms | Refusal,
  refusal: StudyRefusal | null,
): StudyEstimate {
  const words = { ...WORDS_OF_WEIGHTS[definition.estimand], name: 'main', role: 'main' as const }
  const label =
    definition.estimand === 'overlap' ? ESTIMATE_WORDS.main.label : `Main estimate: ${words.label}`
  return estimateOf(
    { ...words, label },
    members,
    refusal ?? weightedFigures(weighed, weightingOf(definition)),
  )
}

/** The other answers to the main question, each adjusted in its own way. */
export function adjustedEstimates(
  trial: TargetTrial,
  definition: StudyDefinition,
  weighed: WeightedArms | Refusal,
  refusal: StudyRefusal | null,
): StudyEstimate[] {
  const { complete } = trial
  const others = otherColumnsOf(complete, definition)
  const give = (words: EstimateWords, find: () => EstimateFigures | StudyRefusal) =>
    estimateOf(words, complete, refusal ?? find())
  const asked = Object.keys(WEIGHTS).filter((name) => name !== definition.estimand)
  return [
    give(ESTIMATE_WORDS.ancovaBaseline, () => ancovaFigures(complete, baselinesOf(complete), [])),
    give(ESTIMATE_WORDS.ancovaCovariates, () => ancovaFigures(complete, baselinesOf(complete), others)),
    ...(['overlap', 'ate', 'att'] as const)
      .filter((name) => asked.includes(name))
      .map((name) => give(WORDS_OF_WEIGHTS[name], () => weightedFigures(weighed, WEIGHTS[name]))),
    ...[ESTIMATE_WORDS.trueScore84, ESTIMATE_WORDS.trueScore64].map((words, i) =>
      give(words, () => trueScoreFigures(trial, TRUE_SCORE_RELIABILITIES[i] ?? 1)),
    ),
  ]
}

/** At the same baseline and covariates, with any outcome. */
export function ancovaOf<Member extends TrialMember>(
  members: readonly Member[],
  definition: StudyDefinition,
  outcomeOf: (member: Member) => number,
): EstimateFigures | StudyRefusal {
  return ancovaFigures(members, baselinesOf(members), otherColumnsOf(members, definition), outcomeOf)
}

export function scoreOf({ outcome }: ObservedMember): number {
  return outcome.score
}

function crudeFigures(members: readonly ObservedMember[]): EstimateFigures | StudyRefusal {
  const fit = leastSquares(designMatrix(members.length, [armColumnOf(members)]), members.map(scoreOf))
  if (fit.kind === 'refused') return fit
  const groups = groupCount(members)
  const byGroup =
    refuseGroupCount('An error by group', groups) ??
    clusterRobustOf(fit, groupsOfMembers(members), ARM_COLUMN)
  return figuresOfCoefficient(coefficientOf(fit, ARM_COLUMN), byGroup)
}

function ancovaFigures<Member extends TrialMember>(
  members: readonly Member[],
  baselines: number[],
  covariates: ReturnType<typeof otherColumnsOf>,
  outcomeOf: (member: Member) => number = (member) => member.outcome?.score ?? Number.NaN,
): EstimateFigures | StudyRefusal {
  const compared = compareArms({
    outcome: members.map(outcomeOf),
    arm: armColumnOf(members),
    baseline: { name: 'baseline_c', values: baselines },
    covariates,
    groups: groupsOfMembers(members),
    programmeGroups: groupCount(members),
    errorsOf: 'difference',
  })
  return compared.kind === 'refused'
    ? compared
    : figuresOfCoefficient(compared.ancova.difference, compared.byGroup)
}

function trueScoreFigures(trial: TargetTrial, reliability: number): EstimateFigures | StudyRefusal {
  const { complete, anySeverity } = trial
  const rule = trueScoreRule(anySeverity, reliability)
  if (rule.kind === 'refused') return rule
  const baselines = complete.map(({ arm, baseline }) => rule.trueBaseline(arm, baseline))
  return ancovaFigures(complete, baselines, [])
}

function weightedFigures(
  weighed: WeightedArms | Refusal,
  estimand: Estimand,
): EstimateFigures | StudyRefusal {
  return weighed.kind === 'refused'
    ? weighed
    : figuresOfWeighted(weighed.effectOf(estimand, 'atEqualBaseline'))
}
