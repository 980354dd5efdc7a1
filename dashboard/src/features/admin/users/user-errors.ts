import type { ProblemError } from '../../../api-client/problem-error.js'
import type { FieldErrors } from '../../../components/form/field-errors.js'
import { fieldErrorsOf } from '../../../components/form/field-errors.js'

const USER_FIELDS = ['name', 'email', 'role', 'site_ids', 'therapist_id'] as const
export type UserField = (typeof USER_FIELDS)[number]

/** Refusals of a user at the field that they are about. */
export function userErrors(problem: ProblemError): FieldErrors<UserField> {
  if (problem.code === 'email_in_use') return [{ field: 'email', words: problem.message }]
  if (problem.code === 'therapist_linked') return [{ field: 'therapist_id', words: problem.message }]
  return fieldErrorsOf(problem, USER_FIELDS)
}
