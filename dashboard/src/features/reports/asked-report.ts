import type { ReportDefinition } from '../../../../api/src/contracts/report-requests.js'
import type { ProblemError } from '../../api-client/problem-error.js'
import type { FieldErrors, FieldValues } from '../../components/form/field-errors.js'
import type { AskedReport } from '../../components/report/report-reads.js'

export type AskedField = 'definition' | 'site' | 'from' | 'to' | 'group' | 'member' | 'study' | 'paper'
type Values = FieldValues<AskedField>

const MISSING: Partial<Readonly<Record<AskedField, string>>> = {
  group: 'Choose the group.',
  member: 'Give the id of the member.',
  study: 'Choose the study.',
}

export function checkAsked(definition: ReportDefinition, value: Values): FieldErrors<AskedField> {
  const needed = neededBy(definition)
  const words = needed === null ? undefined : MISSING[needed]
  if (needed !== null && words !== undefined && value(needed).trim() === '') return [{ field: needed, words }]
  const [from, to] = [value('from'), value('to')]
  if (from !== '' && to !== '' && from > to)
    return [{ field: 'to', words: 'The last day is before the first one.' }]
  return []
}

/** What is not there, or not theirs, belongs to the field that named it. */
export function askedErrors(problem: ProblemError): FieldErrors<AskedField> {
  const field = (['group', 'member', 'study'] as const).find((each) => problem.code === `${each}_not_found`)
  return field === undefined ? [] : [{ field, words: problem.message }]
}

export function requestOf(definition: ReportDefinition, value: Values): AskedReport {
  const paper = value('paper') === 'letter' ? ('letter' as const) : ('a4' as const)
  const filters = {
    ...(value('site') === '' ? {} : { site: value('site') }),
    ...(value('from') === '' ? {} : { from: value('from') }),
    ...(value('to') === '' ? {} : { to: value('to') }),
  }
  switch (definition) {
    case 'programme_outcomes':
    case 'programme_outcomes_public':
    case 'completeness':
      return { definition, filters, paper }
    case 'group_progress':
      return { definition, group: value('group'), paper }
    case 'member_progress':
    case 'member_progress_clinical':
      return { definition, member: value('member').trim(), paper }
    case 'comparison':
      return { definition, study: Number(value('study')), paper }
    case 'caseload_review':
      return { definition, paper }
  }
}

function neededBy(definition: ReportDefinition): AskedField | null {
  if (definition === 'group_progress') return 'group'
  if (definition === 'comparison') return 'study'
  return definition === 'member_progress' || definition === 'member_progress_clinical' ? 'member' : null
}
