import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type {
  NewResponse,
  ResponseChange,
  ResponseVersions,
  ResponseVoid,
  SavedResponse,
} from '../../../contracts/response-entry.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { conflictingChange, ProblemError } from '../../../platform/problem.js'
import { judgeEnteredRows, type ResponseMode, storeEnteredRows } from '../../imports/entered-rows.service.js'
import { memberNumber } from '../../members/member-number.service.js'
import { refreshEpisodes } from '../../outcomes/outcome-refresh.service.js'
import { formWithoutChange } from '../entered-forms.js'
import type { StoredForm } from '../entered-forms.query.js'
import { type EnteredResponse, responseRows } from '../rows/rows-of-visits.js'
import { atTop, refuseRejected } from '../rule-problems.js'
import { runEntry } from '../run-entry.js'
import { requireSession } from '../session-sheet/session-sheet.service.js'
import { SCREEN } from '../source-system.js'
import { changedResponse } from './changed-response.js'
import { claimKey } from './idempotency.repository.js'
import { queryVersions, voidResponse } from './responses.repository.js'
import { requireForm, savedResponse } from './saved-response.js'

/** Kept with a voided version when the form is entered again under its id. */
const ENTERED_AGAIN = 'entered again after it was voided'

interface Storing {
  readonly row: EnteredResponse
  readonly sourceSystem: string
  readonly mode: ResponseMode
  /** null: a new form, which may not replace one. */
  readonly correction: string | null
}

/** Forms one by one: those that came without a session, and corrections of any. */
@Injectable()
export class ResponseEntryService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /** @param key  of the request; null: the form has an id of its own */
  add(caller: AccessContext, given: NewResponse, key: string | null): Promise<SavedResponse> {
    const { response_id = idOfKey(caller, key), mode, joined_on = null, ...form } = given
    const touches = [`member:${form.member_id}`, ...sessionsOf([form.session_id])]
    return runEntry(this.#access, caller, touches, async (transaction) => {
      await memberNumber(transaction, form.member_id)
      if (form.session_id !== null) await requireSession(transaction, form.session_id, this.#clock.now())
      if (key !== null) {
        const first = await claimKey(transaction, caller, key, given, response_id)
        if (first !== null)
          return readAgain(transaction, caller, await requireForm(transaction, SCREEN, first))
      }
      const row = { ...form, response_id, joined_on }
      return this.#store(transaction, caller, { row, sourceSystem: SCREEN, mode, correction: null })
    })
  }

  change(
    caller: AccessContext,
    sourceSystem: string,
    responseId: string,
    change: ResponseChange,
  ): Promise<SavedResponse> {
    const touches = async (transaction: Transaction) => {
      const { member_code, session_id } = await requireForm(transaction, sourceSystem, responseId)
      return [`member:${member_code}`, ...sessionsOf([session_id, change.session_id])]
    }
    return runEntry(this.#access, caller, touches, async (transaction) => {
      const stored = await requireForm(transaction, sourceSystem, responseId)
      if (typeof change.session_id === 'string')
        await requireSession(transaction, change.session_id, this.#clock.now())
      const changed = changedResponse(stored, change)
      if (changed === null) return readAgain(transaction, caller, stored)
      return this.#store(transaction, caller, { ...changed, sourceSystem, correction: change.reason })
    })
  }

  /** The form counts no more; voided twice it is voided once. */
  void(
    caller: AccessContext,
    sourceSystem: string,
    responseId: string,
    { version, reason }: ResponseVoid,
  ): Promise<SavedResponse> {
    const touches = async (transaction: Transaction) => {
      const { member_code } = await requireForm(transaction, sourceSystem, responseId)
      return [`member:${member_code}`]
    }
    return runEntry(this.#access, caller, touches, async (transaction) => {
      const stored = await requireForm(transaction, sourceSystem, responseId)
      if (stored.is_voided) return readAgain(transaction, caller, stored)
      if (stored.version !== version) {
        throw conflictingChange([{ path: 'version', message: 'The form was corrected meanwhile.' }])
      }
      await voidResponse(transaction, stored, reason)
      await refreshEpisodes(transaction, [{ memberId: stored.member_id, episodeId: stored.episode_id }])
      record(transaction, 'record.amend', stored)
      return savedResponse(transaction, caller, await requireForm(transaction, sourceSystem, responseId))
    })
  }

  versions(caller: AccessContext, sourceSystem: string, responseId: string): Promise<ResponseVersions> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const form = await requireForm(transaction, sourceSystem, responseId)
        transaction.saw([form.member_id])
        const versions = await queryVersions(transaction, form)
        return {
          member_id: form.member_code,
          versions: versions.map(
            ({ recorded_at, recorded_by, import_id, replaced_at, replaced_by, reason, ...of }) => ({
              ...formWithoutChange(of),
              recorded_at: recorded_at.toISOString(),
              recorded_by,
              import_id,
              replaced:
                replaced_at === null || reason === null
                  ? null
                  : { at: replaced_at.toISOString(), by: replaced_by, reason },
            }),
          ),
        }
      },
      { readOnly: true },
    )
  }

  async #store(
    transaction: Transaction,
    caller: AccessContext,
    { row, sourceSystem, mode, correction }: Storing,
  ): Promise<SavedResponse> {
    const rows = { responses: responseRows([row]) }
    const isCorrecting = correction !== null
    const now = this.#clock.now()
    const judged = await judgeEnteredRows(transaction, caller, rows, { sourceSystem, isCorrecting, now })
    refuseRejected(judged.rejects, atTop)
    const [candidate] = judged.plan.responses.responses.candidates
    await storeEnteredRows(transaction, judged, { reason: correction ?? ENTERED_AGAIN, mode })
    const stored = await requireForm(transaction, sourceSystem, row.response_id)
    if (candidate?.change === 'duplicate') return readAgain(transaction, caller, stored)
    record(transaction, isCorrecting ? 'record.amend' : 'record.create', stored)
    return savedResponse(transaction, caller, stored, candidate?.record.isTotalMismatched)
  }
}

function readAgain(
  transaction: Transaction,
  caller: AccessContext,
  stored: StoredForm,
): Promise<SavedResponse> {
  record(transaction, 'member.read', stored)
  return savedResponse(transaction, caller, stored)
}

/** Without the id of the form: some clinics build the member's into it. */
function record(
  transaction: Transaction,
  action: 'record.create' | 'record.amend' | 'member.read',
  { member_id, episode_id, measure_code }: StoredForm,
): void {
  transaction.record({
    action,
    target: `episode:${episode_id}`,
    memberIds: [member_id],
    detail: { record: 'response', measure: measure_code },
  })
}

function sessionsOf(ids: readonly (string | null | undefined)[]): string[] {
  return ids.flatMap((id) => (typeof id === 'string' ? [`session:${id}`] : []))
}

/** The same for the same caller and key, so that a form without an id of its own is stored once. */
function idOfKey({ actor }: AccessContext, key: string | null): string {
  if (key !== null) {
    const name = JSON.stringify([actor.kind, actor.id, key])
    return createHash('sha256').update(name).digest('base64url').slice(0, 22)
  }
  throw new ProblemError(
    400,
    'idempotency_key_needed',
    'A key is needed',
    'Give the form a response_id, or send the header Idempotency-Key, so that sending it twice stores it once.',
  )
}
