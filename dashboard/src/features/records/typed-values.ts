/** What stands in a field of a record, as the wire wants it: nothing typed is "not known", never 0. */

import type { ProblemError } from '../../api-client/problem-error.js'

export function textOrNull(typed: string): string | null {
  const text = typed.trim()
  return text === '' ? null : text
}

/** A whole number; null where nothing is typed. Ask `isWhole` first. */
export function wholeOrNull(typed: string): number | null {
  return typed.trim() === '' ? null : Number(typed)
}

export function isWhole(typed: string): boolean {
  return typed.trim() === '' || /^\d{1,6}$/.test(typed.trim())
}

/** One of a list; null for the first line, which says "not known". */
export function oneOf<Value extends string>(values: readonly Value[], typed: string): Value | null {
  return values.find((value) => value === typed) ?? null
}

/** What the server said of fields that the form does not show is said above the button, after its own words. */
export function refusalWords(problem: ProblemError, fields: readonly string[]): string {
  const elsewhere = problem.fieldErrors.filter(({ path }) => !isShown(path, fields))
  return [problem.message, ...elsewhere.map(({ message }) => message)].join(' ')
}

/** Whether every refusal has a field of the form to stand at. */
export function hasPlaceForAll(problem: ProblemError, fields: readonly string[]): boolean {
  return problem.fieldErrors.every(({ path }) => isShown(path, fields))
}

function isShown(path: string, fields: readonly string[]): boolean {
  return fields.some((field) => field === path || path.startsWith(`${field}.`))
}
