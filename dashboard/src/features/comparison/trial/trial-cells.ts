import type { StudyDefinitionContract } from '../../../../../api/src/contracts/studies.js'
import { formatList } from '../../../format/list.js'
import { measureName } from '../../../format/measure-words.js'
import { countOf, formatNumber } from '../../../format/number.js'
import { COMBINATION_WORDS, ESTIMAND_WORDS } from '../study-words.js'

type Covariate = StudyDefinitionContract['covariates'][number]
type Combination = StudyDefinitionContract['combinations'][number]

export const COMBINATIONS = ['individual', 'medication', 'both'] as const satisfies readonly Combination[]
export const COVARIATES = [
  'baseline',
  'baseline_other',
  'age',
  'female',
  'prior_episodes',
] as const satisfies readonly Covariate[]
export const ESTIMANDS = [
  'overlap',
  'ate',
  'att',
] as const satisfies readonly StudyDefinitionContract['estimand'][]

/** A question as it may be sent: its target trial, and where. */
export interface TrialQuestion {
  readonly definition: StudyDefinitionContract
  /** null: all of the reader's. */
  readonly sites: readonly string[] | null
}

/** The cells of the target trial, in the order in which a protocol names them. */
export const TRIAL_CELLS = [
  'name',
  'sites',
  'eligibility',
  'time_zero',
  'assignment',
  'landmark',
  'outcome',
  'follow_up',
  'estimand',
  'covariates',
  'margin',
] as const
export type TrialCell = (typeof TRIAL_CELLS)[number]

export const CELL_LABELS: Readonly<Record<TrialCell, string>> = {
  name: 'Study',
  sites: 'Sites',
  eligibility: 'Eligibility',
  time_zero: 'Time zero',
  assignment: 'Assignment',
  landmark: 'Landmark',
  outcome: 'Outcome',
  follow_up: 'Follow-up',
  estimand: 'Estimand',
  covariates: 'Adjusted for',
  margin: 'Margin',
}

/** Why the cell is there, in a clause. */
export const CELL_REASONS: Readonly<Record<TrialCell, string>> = {
  name: 'the same name makes its next version',
  sites: 'whose episodes are read',
  eligibility: 'who may be compared',
  time_zero: 'from when on everything is counted',
  assignment: 'what decides the arm, once and for good',
  landmark: 'so that nobody is credited with time that had to be stayed first',
  outcome: 'what is compared',
  follow_up: 'how long scores are read',
  estimand: 'whose average difference is asked',
  covariates: 'what the arms are made alike in',
  margin: 'below it a difference is not relevant',
}

/** Nothing else is possible yet. */
export const FIXED_CELLS: readonly TrialCell[] = ['time_zero']

/** A cell as a sentence of a protocol. */
export function cellWords(
  cell: TrialCell,
  { definition, sites }: TrialQuestion,
  siteName: (siteId: string) => string,
): string {
  const measure = measureName(definition.measure)
  switch (cell) {
    case 'name':
      return definition.name
    case 'sites':
      return sites === null ? 'All of your sites' : formatList(sites.map(siteName))
    case 'eligibility':
      return definition.baseline_threshold === null
        ? `Any ${measure} baseline`
        : `${measure} baseline of ${formatNumber(definition.baseline_threshold)} or worse`
    case 'time_zero':
      return 'The day of joining the group'
    case 'assignment':
      return assignmentWords(definition)
    case 'landmark':
      return definition.landmark_day === null
        ? 'None: members who left early are included'
        : `Members of both arms are still in care on day ${formatNumber(definition.landmark_day)}`
    case 'outcome':
      return outcomeWords(definition)
    case 'follow_up':
      return definition.follow_up_weeks === null
        ? 'To the last form'
        : `${countOf(definition.follow_up_weeks, 'week')} from joining`
    case 'estimand':
      return `Mean difference (combined minus group only) among ${ESTIMAND_WORDS[definition.estimand]}`
    case 'covariates':
      return formatList(definition.covariates.map((name) => covariateWords(name, definition.measure)))
    case 'margin':
      return `${countOf(definition.margin, 'point')} of ${measure}`
  }
}

/** The baseline of the other measure is that of GAD-7 beside PHQ-9, else of PHQ-9. */
export function covariateWords(name: Covariate, measure: string): string {
  const words: Readonly<Record<Covariate, string>> = {
    baseline: `${measureName(measure)} baseline`,
    baseline_other: `${measureName(measure === 'phq9' ? 'gad7' : 'phq9')} baseline`,
    age: 'age',
    female: 'gender (woman or not)',
    prior_episodes: 'previous episodes',
  }
  return words[name]
}

/** The cells in which two questions differ. */
export function changedCells(
  one: TrialQuestion,
  other: TrialQuestion,
  siteName: (siteId: string) => string,
): readonly TrialCell[] {
  return TRIAL_CELLS.filter((cell) => cellWords(cell, one, siteName) !== cellWords(cell, other, siteName))
}

/** The cell that a setting of the API belongs to: `definition.outcome.week` is of the outcome. */
export function cellOfSetting(setting: string): TrialCell | null {
  const field = setting.replace(/^definition\./, '').split('.')[0] ?? ''
  return CELL_OF_FIELD[field] ?? null
}

const CELL_OF_FIELD: Readonly<Record<string, TrialCell>> = {
  name: 'name',
  sites: 'sites',
  baseline_threshold: 'eligibility',
  grace_days: 'assignment',
  combinations: 'assignment',
  combinations_apart: 'assignment',
  landmark_day: 'landmark',
  measure: 'outcome',
  outcome: 'outcome',
  follow_up_weeks: 'follow_up',
  estimand: 'estimand',
  covariates: 'covariates',
  margin: 'margin',
}

function assignmentWords({ combinations, combinations_apart, grace_days }: StudyDefinitionContract): string {
  const asked = COMBINATIONS.filter((each) => combinations.includes(each))
  const named = formatList(
    asked.map((each) => COMBINATION_WORDS[each].toLowerCase()),
    'or',
  )
  const apart = asked.length > 1 && combinations_apart ? ' Each combination is also compared for itself.' : ''
  return `Combined: ${named} on any of the first ${countOf(grace_days, 'day')} (grace period). Group only: none of them by then; later starts do not change the arm.${apart}`
}

function outcomeWords({ measure, outcome }: StudyDefinitionContract): string {
  const name = measureName(measure)
  return outcome.kind === 'last'
    ? `The last ${name} score, whenever it was`
    : `The ${name} score nearest to week ${formatNumber(outcome.week)}, at most ${countOf(outcome.half_width_weeks, 'week')} from it`
}
