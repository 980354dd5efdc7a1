/** What the rules of an import reject, told to somebody who typed it: the field, the rule's code, what to do. */

import type { Problem } from '../../contracts/problem.js'
import { ProblemError } from '../../platform/problem.js'
import type { RejectedRow } from '../imports/entered-rows.service.js'
import { fieldOf } from './rows/rows-of-visits.js'
import { ruleWords } from './rule-words.js'

type FieldErrors = NonNullable<Problem['errors']>

/** Where in the body stands what a column of a rejected row says. */
export type PathOf = (row: RejectedRow, column: string) => string

/** The fields of the row are the body's own. */
export const atTop: PathOf = (_row, column) => fieldOf(column)

/** @throws ProblemError 409 where something else is stored under the same id, 422 for every other rule; never what was typed */
export function refuseRejected(rejects: readonly RejectedRow[], pathOf: PathOf): void {
  if (rejects.length === 0) return
  const errors = rejects.flatMap((row) => errorsOf(row, pathOf))
  const isStored = errors.every(({ code }) => code === 'conflict')
  throw isStored
    ? new ProblemError(
        409,
        'already_stored',
        'Already there',
        'Something else is stored under this id. Read it, and change it with a reason, or choose another id.',
        errors,
      )
    : new ProblemError(
        422,
        'not_accepted',
        'Nothing was stored',
        'What was entered does not fit what is known; `errors` says where and what to do.',
        errors,
      )
}

function errorsOf(row: RejectedRow, pathOf: PathOf): FieldErrors {
  const errors = row.problems.map((problem) => ({
    path: pathOf(row, problem.column),
    code: problem.code,
    message: ruleWords(problem),
  }))
  return row.isSafetyRelevant ? [...errors, safetyError(pathOf(row, 'answers'))] : errors
}

/** It must not be lost that somebody needs a person, only because a field beside it was wrong. */
function safetyError(path: string): FieldErrors[number] {
  return {
    path,
    code: 'safety_relevant_not_stored',
    message:
      'This form has an answer that needs a person today, and it was not stored. Look after the member first, then correct the form.',
  }
}
