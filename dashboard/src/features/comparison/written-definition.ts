import type { StudyDefinitionContract } from '../../../../api/src/contracts/studies.js'
import type { FieldErrors, FieldValues } from '../../components/form/field-errors.js'

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

/** Only what must be a number and is none; the bounds are the server's. */
export function wrongNumbers(value: FieldValues<TrialField>): FieldErrors<TrialField> {
  const isWindow = value('outcome_kind') === 'window'
  const asked: readonly (readonly [field: TrialField, mayBeEmpty: boolean])[] = [
    ['baseline_threshold', true],
    ['grace_days', false],
    ['landmark_day', true],
    ['outcome_week', !isWindow],
    ['outcome_half_width', !isWindow],
    ['follow_up_weeks', true],
    ['margin', false],
  ]
  const wrong = asked.filter(([field, mayBeEmpty]) => {
    const text = value(field).trim()
    return text === '' ? !mayBeEmpty : !Number.isFinite(Number(text))
  })
  const noName = value('name').trim() === ''
  return [
    ...(noName ? [{ field: 'name' as const, words: 'Write a name for this question.' }] : []),
    ...wrong.map(([field]) => ({ field, words: 'Write a number, such as 8.' })),
  ]
}

/** The question as it stands in the cells; what no cell asks is that of the study it began from. */
export function writtenDefinition(
  from: StudyDefinitionContract,
  value: FieldValues<TrialField>,
  combinations: StudyDefinitionContract['combinations'],
): StudyDefinitionContract {
  const estimand = value('estimand')
  return {
    ...from,
    name: value('name').trim(),
    measure: value('measure'),
    baseline_threshold: numberOrNull(value('baseline_threshold')),
    grace_days: Number(value('grace_days')),
    combinations,
    landmark_day: numberOrNull(value('landmark_day')),
    outcome:
      value('outcome_kind') === 'last'
        ? { kind: 'last' }
        : {
            kind: 'window',
            week: Number(value('outcome_week')),
            half_width_weeks: Number(value('outcome_half_width')),
          },
    follow_up_weeks: numberOrNull(value('follow_up_weeks')),
    estimand: estimand === 'ate' || estimand === 'att' ? estimand : 'overlap',
    margin: Number(value('margin')),
  }
}

function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text)
}
