import type { GroupRecord } from '../../../../../api/src/contracts/group-records.js'
import { FOCUSES, FORMATS, MODALITIES, STRUCTURES } from '../../../../../api/src/contracts/vocabulary.js'
import { brokenRules, type FieldErrors, type FieldValues } from '../../../components/form/field-errors.js'
import { isWhole, oneOf, textOrNull, wholeOrNull } from '../typed-values.js'

export const GROUP_FIELDS = [
  'group_id',
  'name',
  'site_id',
  'therapist_id',
  'co_therapist_id',
  'modality',
  'format',
  'structure',
  'focus',
  'start_date',
  'end_date',
  'planned_sessions',
  'session_minutes',
  'capacity',
] as const
export type GroupField = (typeof GROUP_FIELDS)[number]

/** What a form of a group says; the id is asked of a new one alone. */
export function groupOf(value: FieldValues<GroupField>): Omit<
  GroupRecord,
  'group_id' | 'version' | 'therapist_id'
> & {
  therapist_id: string
} {
  return {
    name: value('name').trim(),
    site_id: value('site_id'),
    therapist_id: value('therapist_id'),
    co_therapist_id: textOrNull(value('co_therapist_id')),
    modality: oneOf(MODALITIES, value('modality')) ?? 'other',
    format: oneOf(FORMATS, value('format')) ?? 'in_person',
    structure: oneOf(STRUCTURES, value('structure')) ?? 'closed',
    focus: oneOf(FOCUSES, value('focus')),
    start_date: value('start_date'),
    end_date: textOrNull(value('end_date')),
    planned_sessions: Number(value('planned_sessions')),
    session_minutes: wholeOrNull(value('session_minutes')),
    capacity: wholeOrNull(value('capacity')),
  }
}

export function groupErrors(value: FieldValues<GroupField>, isNew: boolean): FieldErrors<GroupField> {
  const end = value('end_date')
  return brokenRules<GroupField>(
    ['group_id', !isNew || value('group_id').trim() !== '', 'Give the id that your files use.'],
    ['name', value('name').trim() !== '', 'Give the name that people know.'],
    ['site_id', value('site_id') !== '', 'Choose where the group meets.'],
    ['therapist_id', value('therapist_id') !== '', 'Choose who leads the group.'],
    [
      'co_therapist_id',
      value('co_therapist_id') === '' || value('co_therapist_id') !== value('therapist_id'),
      'Choose somebody else than the therapist, or nobody.',
    ],
    ['modality', value('modality') !== '', 'Choose the modality.'],
    ['structure', value('structure') !== '', 'Choose whether members may join later: open, or closed.'],
    ['format', value('format') !== '', 'Choose how the group meets.'],
    ['start_date', value('start_date') !== '', 'Give the day of the first session.'],
    [
      'end_date',
      end === '' || end >= value('start_date'),
      'The end lies before the start. Correct one of the two.',
    ],
    [
      'planned_sessions',
      value('planned_sessions').trim() !== '' && isWhole(value('planned_sessions')),
      'Give a whole number of sessions.',
    ],
    ['session_minutes', isWhole(value('session_minutes')), WHOLE],
    ['capacity', isWhole(value('capacity')), WHOLE],
  )
}

const WHOLE = 'Give a whole number, or leave it empty where it is not known.'
