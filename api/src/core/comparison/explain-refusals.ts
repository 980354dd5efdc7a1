/** Which limit kept an answer back, by how much, and which settings of the study to change. */

import { FEWEST_IN_AN_ARM } from './refusals.js'
import type { StudyDefinition } from './study-definition.js'
import type { StudyEstimate, StudyRefusal } from './study-estimate.js'
import type { FlowRow, FlowStep } from './target-trial.js'

/** Fields of a study request, as they are written on the wire. */
export type StudySetting =
  | 'as_of'
  | 'sites'
  | 'definition.baseline_threshold'
  | 'definition.combinations'
  | 'definition.landmark_day'
  | 'definition.outcome.week'
  | 'definition.outcome.half_width_weeks'
  | 'definition.covariates'

export interface FailedLimit {
  readonly what: 'members_in_each_arm' | 'members_alike_in_each_arm' | 'groups'
  readonly needed: number
  /** Per arm where the limit is one of arms; else null, and `all` counts. */
  readonly combined: number | null
  readonly groupOnly: number | null
  readonly all: number | null
}

export interface Relaxation {
  readonly setting: StudySetting
  /** Episodes that this setting left out of the comparison; null where it leaves nobody out. */
  readonly leftOut: number | null
  /** One sentence: what to change. */
  readonly advice: string
}

export interface ExplainedRefusal extends StudyRefusal {
  /** Names of the estimates that were kept back for it. */
  readonly estimates: readonly string[]
  readonly limit: FailedLimit | null
  /** The setting that left most episodes out first. */
  readonly relax: readonly Relaxation[]
}

export interface RefusalEvidence {
  readonly definition: StudyDefinition
  readonly flow: readonly FlowRow[]
  /** Of members compared: those whose propensity also occurs in the other arm; null without propensities. */
  readonly inCommon: { readonly combined: number; readonly group_only: number } | null
  readonly groups: number
}

/**
 * One entry for every different refusal among some estimates.
 *
 * @param estimates  any; those that were given are passed over
 * @returns          in the order of the estimates
 */
export function explainRefusals(
  estimates: readonly StudyEstimate[],
  evidence: RefusalEvidence,
): ExplainedRefusal[] {
  const refused = new Map<string, StudyEstimate[]>()
  for (const estimate of estimates) {
    if (estimate.refusal === null) continue
    const { message } = estimate.refusal
    refused.set(message, [...(refused.get(message) ?? []), estimate])
  }
  return [...refused.values()].flatMap((alike) => {
    const first = alike[0]
    if (first === undefined || first.refusal === null) return []
    return [
      {
        ...first.refusal,
        estimates: alike.map(({ name }) => name),
        limit: limitOf(first.refusal, first, evidence),
        relax: relaxationsOf(first.refusal, evidence),
      },
    ]
  })
}

function limitOf(
  { reason }: StudyRefusal,
  { nCombined, nGroupOnly }: StudyEstimate,
  { inCommon, groups }: RefusalEvidence,
): FailedLimit | null {
  if (reason === 'too_few_in_arm')
    return {
      what: 'members_in_each_arm',
      needed: FEWEST_IN_AN_ARM,
      combined: nCombined,
      groupOnly: nGroupOnly,
      all: null,
    }
  if (reason === 'one_group')
    return { what: 'groups', needed: 2, combined: null, groupOnly: null, all: groups }
  if (reason === 'no_overlap' && inCommon !== null)
    return {
      what: 'members_alike_in_each_arm',
      needed: FEWEST_IN_AN_ARM,
      combined: inCommon.combined,
      groupOnly: inCommon.group_only,
      all: null,
    }
  return null
}

/** Refusals that more episodes would lift. */
const TOO_FEW = new Set(['too_few_in_arm', 'too_few_members', 'too_few_scores', 'no_events'])
/** Refusals of the propensity model and of other regressions on the covariates. */
const OF_COVARIATES = new Set(['no_overlap', 'separation', 'rank_deficient', 'constant_predictor'])

function relaxationsOf({ reason }: StudyRefusal, { definition, flow }: RefusalEvidence): Relaxation[] {
  if (reason === 'one_group')
    return [{ setting: 'sites', leftOut: null, advice: 'Ask for more sites, so that there are more groups.' }]
  const covariates: Relaxation[] =
    OF_COVARIATES.has(reason) && definition.covariates.length > 1
      ? [
          {
            setting: 'definition.covariates',
            leftOut: null,
            advice:
              'Leave out the covariate that tells the arms apart, and say so: it is then not adjusted for.',
          },
        ]
      : []
  if (!TOO_FEW.has(reason) && covariates.length === 0 && !OF_COVARIATES.has(reason)) return []
  return [...covariates, ...byFlow(definition, flow)]
}

/** The settings behind the steps that left somebody out. */
function byFlow(definition: StudyDefinition, flow: readonly FlowRow[]): Relaxation[] {
  return flow
    .filter(({ excluded }) => excluded > 0)
    .sort((one, other) => other.excluded - one.excluded)
    .flatMap(({ step, excluded }) => {
      const found = settingOf(step, definition)
      return found === null ? [] : [{ ...found, leftOut: excluded }]
    })
}

function settingOf(
  step: FlowStep,
  { baselineThreshold, graceDays, landmarkDay, outcome }: StudyDefinition,
): Omit<Relaxation, 'leftOut'> | null {
  switch (step) {
    case 'all_episodes':
    case 'arm_known':
      return null
    case 'combination_asked':
      return {
        setting: 'definition.combinations',
        advice: 'Ask for every combination: individual therapy, medication, both.',
      }
    case 'baseline_known':
      return landmarkDay === null
        ? null
        : {
            setting: 'definition.landmark_day',
            advice: `A later landmark than day ${landmarkDay} lets later baselines count.`,
          }
    case 'severity':
      return {
        setting: 'definition.baseline_threshold',
        advice: `A milder threshold than ${baselineThreshold ?? ''}, or none, lets more members in; the question is then another.`,
      }
    case 'in_care_at_landmark':
      // Before the end of the grace period it would favour the arm that needs staying.
      return landmarkDay === null || landmarkDay <= graceDays
        ? null
        : {
            setting: 'definition.landmark_day',
            advice: `An earlier landmark than day ${landmarkDay}, down to day ${graceDays}, keeps members who left early.`,
          }
    case 'planned_length':
      return {
        setting: 'definition.outcome.week',
        advice: 'An earlier outcome lets shorter courses in.',
      }
    case 'window_closed':
      return {
        setting: 'definition.outcome.week',
        advice: 'An earlier outcome lets members in who joined more recently; or wait.',
      }
    case 'outcome_recorded':
      return outcome.kind === 'last'
        ? null
        : {
            setting: 'definition.outcome.half_width_weeks',
            advice: `A wider window than ${outcome.halfWidthWeeks} weeks finds more outcomes.`,
          }
    case 'covariates_known':
      return {
        setting: 'definition.covariates',
        advice:
          'Leave out the covariate that is often not recorded, and say so: it is then not adjusted for.',
      }
  }
}
