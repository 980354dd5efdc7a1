import type { ProblemError } from '../../api-client/problem-error.js'

/** What is wrong with which fields; none is good. */
export type FieldErrors<Name extends string> = readonly { readonly field: Name; readonly words: string }[]
/** What stands in a field when the form is sent. */
export type FieldValues<Name extends string> = (field: Name) => string

const CHANGED_MEANWHILE = 'changed_meanwhile'

/**
 * What the server found wrong, at the fields of a form; `site_ids.3` belongs to the field `site_ids`. What somebody else
 * changed meanwhile is no error of a field: see `changedMeanwhileWords`.
 */
export function fieldErrorsOf<Name extends string>(
  problem: ProblemError,
  fields: readonly Name[],
): FieldErrors<Name> {
  if (problem.code === CHANGED_MEANWHILE) return []
  return problem.fieldErrors.flatMap(({ path, message }) => {
    const field = fields.find((each) => each === path || path.startsWith(`${each}.`))
    return field === undefined ? [] : [{ field, words: message }]
  })
}

/** The errors of the rules that do not hold: `brokenRules(['name', name !== '', 'Write a name.'], ..)`. */
export function brokenRules<Name extends string>(
  ...rules: readonly (readonly [field: Name, holds: boolean, words: string])[]
): FieldErrors<Name> {
  return rules.flatMap(([field, holds, words]) => (holds ? [] : [{ field, words }]))
}

/** A change that met another one: what is stored now, and the way on. Other problems keep their own words. */
export function changedMeanwhileWords(problem: ProblemError, wayOn: string): string {
  if (problem.code !== CHANGED_MEANWHILE) return problem.message
  const now = problem.fieldErrors.map(({ path, message }) => `${path.replaceAll('_', ' ')}: ${message}`)
  return ['Somebody else changed this meanwhile, so nothing was stored.', ...now, wayOn].join(' ')
}
