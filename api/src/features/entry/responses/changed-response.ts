/** What a form would be after a correction. */

import type { ResponseChange } from '../../../contracts/response-entry.js'
import { decodeAnswers } from '../../../core/scoring/answers-text.js'
import { invalidBody } from '../../../platform/problem.js'
import type { ResponseMode } from '../../imports/entered-rows.service.js'
import type { StoredForm } from '../entered-forms.query.js'
import type { EnteredResponse } from '../rows/rows-of-visits.js'
import { isChange } from '../versions.js'

const TOLD = new Set(['session_id', 'responded_on', 'joined_on', 'mode'])

/**
 * @returns null when all of it is stored already
 * @throws  ProblemError 409 when the form was changed since it was read, 400 for a total that its answers decide
 */
export function changedResponse(
  stored: StoredForm,
  change: ResponseChange,
): { readonly row: EnteredResponse; readonly mode: ResponseMode } | null {
  const given = change.answers ?? (stored.answers === null ? null : decodeAnswers(stored.answers))
  if (change.total !== undefined && given !== null) {
    throw invalidBody([{ path: 'total', message: 'The answers are known, and they decide the total.' }])
  }
  const now = {
    session_id: stored.session_id,
    responded_on: stored.responded_on,
    joined_on: stored.joined_on,
    answers: stored.answers === null ? null : decodeAnswers(stored.answers),
    total: given === null ? stored.total : null,
    functional_difficulty: stored.functional_difficulty,
    mode: stored.mode,
    is_voided: stored.is_voided,
  }
  const {
    session_id = now.session_id,
    responded_on = now.responded_on,
    joined_on = now.joined_on,
    total = now.total,
    functional_difficulty = now.functional_difficulty,
    mode = now.mode,
  } = change
  const content = { session_id, responded_on, answers: given, total, functional_difficulty }
  const wanted = { ...content, joined_on, mode, is_voided: false }
  const versions = { read: change.version, now: stored.version }
  if (!isChange({ stored: now, wanted }, versions, (field) => TOLD.has(field))) return null
  const row = {
    ...content,
    response_id: stored.response_id,
    member_id: stored.member_code,
    measure: stored.measure_code,
    // Only where it is said: a form on another day may belong to another episode.
    joined_on: change.joined_on ?? null,
  }
  return { row, mode }
}
