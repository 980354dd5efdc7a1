/** Which forms of an entry are new, which replace one, and which are stored already. */

import { createHash } from 'node:crypto'
import type { SessionMemberEntry } from '../../../contracts/entry.js'
import type { Day } from '../../../core/calendar-day.js'
import { decodeAnswers } from '../../../core/scoring/answers-text.js'
import type { Transaction } from '../../../database/access.js'
import { conflictingChange, notFound } from '../../../platform/problem.js'
import type { ResponseMode } from '../../imports/entered-rows.service.js'
import { queryForm, type StoredForm } from '../entered-forms.query.js'
import type { EnteredResponse } from '../rows/rows-of-visits.js'
import { SCREEN } from '../source-system.js'
import { isChange } from '../versions.js'

type GivenForm = SessionMemberEntry['forms'][number]

/** A form that changes something. */
export interface FormToStore {
  /** Its place in the body. */
  readonly index: number
  readonly sourceSystem: string
  readonly mode: ResponseMode
  readonly row: EnteredResponse
  readonly isNew: boolean
}

export interface FormsPlace {
  readonly memberId: number
  readonly memberCode: string
  readonly sessionId: string
  readonly sessionOn: Day
  /** Joining day of the member's episode; null: the rules find it. */
  readonly joinedOn: Day | null
}

/** @throws ProblemError 409 when somebody else entered or changed a form of these meanwhile */
export async function formsToStore(
  transaction: Transaction,
  given: readonly GivenForm[],
  stored: readonly StoredForm[],
  place: FormsPlace,
): Promise<FormToStore[]> {
  const forms: FormToStore[] = []
  for (const [index, form] of given.entries()) {
    const replaced = replacedForm(form, stored, index)
    if (replaced !== null && !differs(form, replaced, index)) continue
    forms.push({
      index,
      sourceSystem: replaced?.source_system ?? SCREEN,
      mode: form.mode ?? replaced?.mode ?? 'paper',
      isNew: replaced === null,
      row: {
        response_id: replaced?.response_id ?? (await newResponseId(transaction, form.measure, place)),
        member_id: place.memberCode,
        session_id: place.sessionId,
        responded_on: form.responded_on ?? replaced?.responded_on ?? place.sessionOn,
        joined_on: replaced?.joined_on ?? place.joinedOn,
        measure: form.measure,
        answers: form.answers,
        total: null,
        functional_difficulty: form.functional_difficulty,
      },
    })
  }
  return forms
}

/** The stored form that is meant; null for a new one. */
function replacedForm(form: GivenForm, stored: readonly StoredForm[], index: number): StoredForm | null {
  const { replaces } = form
  const ofMeasure = stored.filter(({ measure_code }) => measure_code === form.measure)
  if (replaces === null) {
    const [first] = ofMeasure
    if (first === undefined) return null
    return ofMeasure.find((other) => isSame(form, other)) ?? first
  }
  const meant = ofMeasure.find(
    ({ source_system, response_id }) =>
      source_system === replaces.source_system && response_id === replaces.response_id,
  )
  if (meant !== undefined) return meant
  throw conflictingChange([
    { path: `forms.${index}`, message: 'This form was voided, or belongs to another session now.' },
  ])
}

function differs(form: GivenForm, stored: StoredForm, index: number): boolean {
  const atPlace = (content: ReturnType<typeof storedContent>) =>
    Object.fromEntries(Object.entries(content).map(([name, value]) => [`forms.${index}.${name}`, value]))
  return isChange(
    { stored: atPlace(storedContent(stored)), wanted: atPlace(givenContent(form, stored)) },
    { read: form.replaces?.version ?? null, now: stored.version },
    (field) => field.endsWith('responded_on'),
  )
}

function isSame(form: GivenForm, stored: StoredForm): boolean {
  return JSON.stringify(givenContent(form, stored)) === JSON.stringify(storedContent(stored))
}

function storedContent({ answers, functional_difficulty, responded_on }: StoredForm) {
  return { answers: answers === null ? null : decodeAnswers(answers), functional_difficulty, responded_on }
}

function givenContent({ answers, functional_difficulty, responded_on }: GivenForm, stored: StoredForm) {
  return { answers, functional_difficulty, responded_on: responded_on ?? stored.responded_on }
}

/**
 * The same for the same member, session and measure, so that a form sent twice is stored once. One that was voided is
 * filled in again under its id; one that went to another session keeps it, and the next id is taken.
 */
async function newResponseId(transaction: Transaction, measure: string, place: FormsPlace): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const name = JSON.stringify([place.memberCode, place.sessionId, measure, attempt])
    const id = createHash('sha256').update(name).digest('base64url').slice(0, 22)
    const taken = await queryForm(transaction, SCREEN, id)
    if (taken === undefined) return id
    if (taken.member_id !== place.memberId) throw notFound('response')
    if (taken.is_voided && taken.session_id === place.sessionId) return id
  }
}
