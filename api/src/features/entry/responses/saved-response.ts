/** The answer to whoever entered, corrected or voided a form. */

import type { EntryNotice } from '../../../contracts/entry.js'
import type { SavedResponse } from '../../../contracts/response-entry.js'
import { requireMeasure } from '../../../core/measures/registry.js'
import type { AccessContext, Transaction } from '../../../database/access.js'
import { notFound } from '../../../platform/problem.js'
import { formReader, safetyOf } from '../entered-forms.js'
import { queryForm, type StoredForm } from '../entered-forms.query.js'
import { hasOtherFormOfDay, wasAbsent } from './responses.repository.js'

/** @throws ProblemError when there is no such form in reach */
export async function requireForm(
  transaction: Transaction,
  sourceSystem: string,
  responseId: string,
): Promise<StoredForm> {
  const form = await queryForm(transaction, sourceSystem, responseId)
  if (form === undefined) throw notFound('response')
  return form
}

/** @param isTotalMismatched  a total was given that the answers do not add up to */
export async function savedResponse(
  transaction: Transaction,
  caller: AccessContext,
  stored: StoredForm,
  isTotalMismatched = false,
): Promise<SavedResponse> {
  const { formOf } = await formReader(transaction, caller, [requireMeasure(stored.measure_code)])
  const response = formOf(stored)
  return {
    member_id: stored.member_code,
    response,
    notices: await noticesOf(transaction, stored, isTotalMismatched),
    ...(await safetyOf(transaction, [response])),
  }
}

async function noticesOf(
  transaction: Transaction,
  stored: StoredForm,
  isTotalMismatched: boolean,
): Promise<EntryNotice[]> {
  if (stored.is_voided) return []
  const measure = stored.measure_code
  const notices: EntryNotice[] = []
  if (isTotalMismatched) {
    const message =
      'The total is not the sum of the answers. The answers are kept and the total is worked out anew.'
    notices.push({ code: 'total_mismatch', measure, message })
  }
  if (stored.session_id !== null && (await wasAbsent(transaction, stored))) {
    const message = 'The form belongs to a session from which the member was absent.'
    notices.push({ code: 'response_when_absent', measure, message })
  }
  if (await hasOtherFormOfDay(transaction, stored)) {
    const message =
      'There is another form of this measure on the same day. Both count; void one if it is a copy.'
    notices.push({ code: 'two_forms_on_one_day', measure, message })
  }
  return notices
}
