import type { StudyDefinitionContract } from '../../../../../api/src/contracts/studies.js'
import type { FieldErrors, FieldValues } from '../../../components/form/field-errors.js'
import type { TrialCell, TrialQuestion } from './trial-cells.js'

export const TRIAL_FIELDS = [
  'name',
  'measure',
  'baseline_threshold',
  'grace_days',
  'landmark_day',
  'outcome_kind',
  'outcome_week',
  'outcome_half_width',
  'follow_up_weeks',
  'estimand',
  'margin',
] as const
export type TrialField = (typeof TRIAL_FIELDS)[number]

/** What stands in a cell's checkboxes beside its fields. */
export interface TrialLists {
  readonly combinations: StudyDefinitionContract['combinations']
  readonly isEachApart: boolean
  readonly covariates: StudyDefinitionContract['covariates']
  readonly sites: readonly string[]
}

interface AskedNumber {
  readonly field: TrialField
  readonly mayBeEmpty: boolean
  readonly isWhole: boolean
  readonly least: number
}

const THRESHOLD: AskedNumber = { field: 'baseline_threshold', mayBeEmpty: true, isWhole: true, least: 0 }
const GRACE: AskedNumber = { field: 'grace_days', mayBeEmpty: false, isWhole: true, least: 1 }
const LANDMARK: AskedNumber = { field: 'landmark_day', mayBeEmpty: true, isWhole: true, least: 1 }
const FOLLOW_UP: AskedNumber = { field: 'follow_up_weeks', mayBeEmpty: true, isWhole: false, least: 0.1 }
const MARGIN: AskedNumber = { field: 'margin', mayBeEmpty: false, isWhole: false, least: 0.1 }
const WEEK: AskedNumber = { field: 'outcome_week', mayBeEmpty: false, isWhole: false, least: 0.1 }
const HALF_WIDTH: AskedNumber = {
  field: 'outcome_half_width',
  mayBeEmpty: false,
  isWhole: false,
  least: 0.5,
}

/** What cannot be right whatever the other cells hold; what contradicts another cell is the server's to say. */
export function cellErrors(cell: TrialCell, value: FieldValues<TrialField>): FieldErrors<TrialField> {
  if (cell === 'name')
    return value('name').trim() === '' ? [{ field: 'name', words: 'Write a name for this question.' }] : []
  return numbersOf(cell, value).flatMap((asked) => {
    const words = numberError(asked, value(asked.field).trim())
    return words === null ? [] : [{ field: asked.field, words }]
  })
}

/** The question with one cell as it was written. */
export function withCell(
  cell: TrialCell,
  { definition, sites }: TrialQuestion,
  value: FieldValues<TrialField>,
  lists: TrialLists,
): TrialQuestion {
  const changed = (change: Partial<StudyDefinitionContract>): TrialQuestion => ({
    definition: { ...definition, ...change },
    sites,
  })
  switch (cell) {
    case 'name':
      return changed({ name: value('name').trim() })
    case 'sites':
      return { definition, sites: lists.sites }
    case 'eligibility':
      return changed({ baseline_threshold: numberOrNull(value('baseline_threshold')) })
    case 'assignment':
      return changed({
        grace_days: Number(value('grace_days')),
        combinations: lists.combinations,
        combinations_apart: lists.isEachApart,
      })
    case 'landmark':
      return changed({ landmark_day: numberOrNull(value('landmark_day')) })
    case 'outcome':
      return changed({ measure: value('measure'), outcome: writtenOutcome(value) })
    case 'follow_up':
      return changed({ follow_up_weeks: numberOrNull(value('follow_up_weeks')) })
    case 'estimand': {
      const estimand = value('estimand')
      return changed({ estimand: estimand === 'ate' || estimand === 'att' ? estimand : 'overlap' })
    }
    case 'covariates':
      return changed({ covariates: lists.covariates })
    case 'margin':
      return changed({ margin: Number(value('margin')) })
    case 'time_zero':
      return { definition, sites }
  }
}

function numbersOf(cell: TrialCell, value: FieldValues<TrialField>): readonly AskedNumber[] {
  switch (cell) {
    case 'eligibility':
      return [THRESHOLD]
    case 'assignment':
      return [GRACE]
    case 'landmark':
      return [LANDMARK]
    case 'follow_up':
      return [FOLLOW_UP]
    case 'margin':
      return [MARGIN]
    case 'outcome':
      return value('outcome_kind') === 'window' ? [WEEK, HALF_WIDTH] : []
    default:
      return []
  }
}

function numberError({ mayBeEmpty, isWhole, least }: AskedNumber, text: string): string | null {
  if (text === '') return mayBeEmpty ? null : 'Write a number, such as 8.'
  const number = Number(text)
  if (!Number.isFinite(number)) return 'Write a number, such as 8.'
  if (isWhole && !Number.isInteger(number)) return 'Write a whole number.'
  return number < least ? `Write a number of ${least} or more.` : null
}

function writtenOutcome(value: FieldValues<TrialField>): StudyDefinitionContract['outcome'] {
  return value('outcome_kind') === 'last'
    ? { kind: 'last' }
    : {
        kind: 'window',
        week: Number(value('outcome_week')),
        half_width_weeks: Number(value('outcome_half_width')),
      }
}

function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text)
}
