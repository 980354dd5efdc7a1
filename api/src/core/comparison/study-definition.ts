/** The question of a comparison, written as the trial that would answer it. */

import { GRACE_DAYS } from '../episodes/decide-arm.js'

/** With what group therapy may be combined; the three are different treatments. */
export const ASKED_COMBINATIONS = ['individual', 'medication', 'both'] as const
export type AskedCombination = (typeof ASKED_COMBINATIONS)[number]

/** Known at time zero. `baseline_other`: of the measure beside the outcome (GAD-7 beside PHQ-9, else PHQ-9). */
export const COVARIATES = ['baseline', 'baseline_other', 'age', 'female', 'prior_episodes'] as const
export type Covariate = (typeof COVARIATES)[number]

/** Whose average difference is asked: of members who could have had either (overlap), of all, of those combined. */
export const STUDY_ESTIMANDS = ['overlap', 'ate', 'att'] as const
export type StudyEstimand = (typeof STUDY_ESTIMANDS)[number]

export type StudyOutcome =
  /** The last valid score, whenever it was. */
  | { readonly kind: 'last' }
  /** The score nearest to a week after joining, at most some weeks from it. */
  | { readonly kind: 'window'; readonly week: number; readonly halfWidthWeeks: number }

export interface StudyDefinition {
  readonly name: string
  readonly measureCode: string
  /** Points: a baseline at this or worse; null: any. */
  readonly baselineThreshold: number | null
  /** Days from joining in which a concurrent treatment still decides the arm. */
  readonly graceDays: number
  /** Which combinations make the combined arm; members with another are left out, and counted. */
  readonly combinations: readonly AskedCombination[]
  /** Whether each combination is also compared for itself. */
  readonly isEachCombinationApart: boolean
  /** Days after joining on which members of both arms must still be in care; null: no landmark. */
  readonly landmarkDay: number | null
  readonly outcome: StudyOutcome
  /** Weeks after joining beyond which nothing is read; null: to the last form. */
  readonly followUpWeeks: number | null
  /** The baseline is always among them. */
  readonly covariates: readonly Covariate[]
  readonly estimand: StudyEstimand
  /** Points of the measure below which a difference is not relevant. */
  readonly marginInPoints: number
}

export const DEFAULT_STUDY: StudyDefinition = {
  name: 'default',
  measureCode: 'phq9',
  baselineThreshold: 10,
  graceDays: GRACE_DAYS,
  combinations: ASKED_COMBINATIONS,
  isEachCombinationApart: true,
  landmarkDay: 14,
  outcome: { kind: 'window', week: 8, halfWidthWeeks: 2 },
  followUpWeeks: null,
  covariates: COVARIATES,
  estimand: 'overlap',
  marginInPoints: 2,
}

/** Shows the results of `tidemark analyse` for the arms unchanged: no threshold, no landmark, the last score. */
export const AS_REFERENCE: StudyDefinition = {
  ...DEFAULT_STUDY,
  name: 'as-reference',
  baselineThreshold: null,
  isEachCombinationApart: false,
  landmarkDay: null,
  outcome: { kind: 'last' },
}

/** The measure whose baseline stands beside that of the outcome. */
export function otherMeasureCode(measureCode: string): string {
  return measureCode === 'phq9' ? 'gad7' : 'phq9'
}

export interface DefinitionProblem {
  /** Dotted path in the wire's words. */
  readonly field: string
  readonly message: string
}

/** What no single field shows: parts of a definition that contradict each other. */
export function definitionProblems(definition: StudyDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = []
  const { outcome, landmarkDay, followUpWeeks, graceDays } = definition
  if (outcome.kind === 'window') {
    const opens = (outcome.week - outcome.halfWidthWeeks) * 7
    const closes = outcome.week + outcome.halfWidthWeeks
    if (opens <= (landmarkDay ?? 0))
      problems.push({
        field: 'outcome.week',
        message: `The window must open after the landmark (day ${landmarkDay ?? 0}); it opens on day ${opens}.`,
      })
    if (followUpWeeks !== null && followUpWeeks < closes)
      problems.push({
        field: 'follow_up_weeks',
        message: `Follow-up must reach the end of the window (week ${closes}), or be null.`,
      })
  }
  if (landmarkDay !== null && landmarkDay < graceDays)
    problems.push({
      field: 'landmark_day',
      message: `The landmark must not lie before the end of the grace period (${graceDays} days), or be null: whoever left before would count for the arm that needs staying.`,
    })
  return problems
}
