/** What is typed into a single form, and what is sent of it. */

import type { MeasureForm } from '../../../../../api/src/contracts/entry.js'
import type { ResponseRow } from '../../../../../api/src/contracts/members.js'
import type { NewResponse, ResponseChange } from '../../../../../api/src/contracts/response-entry.js'

/** Undefined: nothing chosen yet; null: not answered. */
export type Answer = number | null | undefined

export interface TypedForm {
  readonly answers: readonly Answer[]
  readonly difficulty: Answer
}

export function emptyForm(measure: Pick<MeasureForm, 'items'>): TypedForm {
  return { answers: measure.items.map(() => undefined), difficulty: undefined }
}

export function formOf(
  stored: Pick<ResponseRow, 'answers' | 'functional_difficulty'>,
  measure: Pick<MeasureForm, 'items'>,
): TypedForm {
  const { answers, functional_difficulty } = stored
  return { answers: answers ?? emptyForm(measure).answers, difficulty: functional_difficulty ?? undefined }
}

export function withAnswer(form: TypedForm, index: number, answer: number | null): TypedForm {
  return { ...form, answers: form.answers.map((each, place) => (place === index ? answer : each)) }
}

/** A question left open is not answered, which is never 0. */
export function sentAnswers({ answers }: TypedForm): (number | null)[] {
  return answers.map((answer) => answer ?? null)
}

export function nAnswered({ answers }: TypedForm): number {
  return answers.filter((answer) => typeof answer === 'number').length
}

/** The answer above the lowest to the item about harm to oneself; null where there is none. */
export function riskAnswer(
  measure: Pick<MeasureForm, 'items' | 'choices'>,
  { answers }: TypedForm,
): { readonly item: number; readonly label: string; readonly answer: number; readonly words: string } | null {
  const index = measure.items.findIndex(({ is_risk_item }) => is_risk_item)
  const item = measure.items[index]
  const answer = answers[index]
  const lowest = Math.min(...measure.choices.map(({ value }) => value))
  if (item === undefined || typeof answer !== 'number' || answer <= lowest) return null
  const words = measure.choices.find(({ value }) => value === answer)?.label ?? String(answer)
  return { item: item.number, label: item.label, answer, words }
}

export function newResponse(
  given: Pick<NewResponse, 'response_id' | 'member_id' | 'measure' | 'responded_on' | 'mode'> & {
    readonly joinedOn: string | null
  },
  form: TypedForm,
): NewResponse {
  const { joinedOn, ...rest } = given
  return {
    ...rest,
    session_id: null,
    ...(joinedOn === null ? {} : { joined_on: joinedOn }),
    answers: sentAnswers(form),
    total: null,
    functional_difficulty: form.difficulty ?? null,
  }
}

/** A correction of a form with answers, or of one of which only the total is known. */
export function responseChange(
  stored: Pick<ResponseRow, 'version' | 'answers'>,
  given: { readonly respondedOn: string; readonly reason: string; readonly total: number | null },
  form: TypedForm,
): ResponseChange {
  const { respondedOn: responded_on, reason, total } = given
  const always = { version: stored.version, reason, responded_on }
  if (stored.answers === null && nAnswered(form) === 0) {
    return total === null ? always : { ...always, total }
  }
  return { ...always, answers: sentAnswers(form), functional_difficulty: form.difficulty ?? null }
}
