import { Injectable } from '@nestjs/common'
import type { SignalAction, SignalHistory } from '../../../contracts/signals.js'
import { addDays } from '../../../core/calendar-day.js'
import { type ActRefusal, stateAfter } from '../../../core/signals/signal-life.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { conflictingChange, invalidBody, notFound, ProblemError } from '../../../platform/problem.js'
import { readSettings } from '../../settings/settings-reader.service.js'
import {
  type LockedSignal,
  lockEarlierAnswers,
  lockSignal,
  type NewAction,
  queryActionAfter,
  storeAction,
  storeEscalation,
} from './signal-actions.repository.js'
import type { LifeAsOf } from './signal-life.query.js'
import { querySignal } from './signal-list.query.js'
import { readSignalHistory } from './signals.service.js'

/** What a person does about a signal: by the version that was read, so that two at once cannot overwrite each other. */
@Injectable()
export class SignalActionsService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /**
   * Stores what was done; the same thing sent twice is stored once.
   *
   * @throws ProblemError when the signal is out of reach, changed since it was read, or the act makes no sense for it
   */
  act(caller: AccessContext, signalId: number, action: SignalAction): Promise<SignalHistory> {
    return this.#access.run(caller, async (transaction) => {
      const settings = await readSettings(transaction)
      const asOf = { now: this.#clock.now(), escalationHours: settings.item_9_escalation_hours }
      const signal = await lockSignal(transaction, signalId, asOf)
      if (signal === undefined) throw await outOfReach(transaction, signalId, asOf)
      if (!(await isRepeated(transaction, signal, action))) {
        if (caller.role === 'director') refuseWhatHasNotEscalated(signal, asOf)
        if (action.action === 'snooze') refuseUntil(signal, action.until, settings.longest_snooze_days)
        const earlier = alsoEarlier(action) ? await lockEarlierAnswers(transaction, signal, asOf) : []
        for (const each of [...earlier, signal]) await store(transaction, each, action, asOf)
      }
      return (await readSignalHistory(transaction, signalId, asOf)).history
    })
  }
}

/** True when this very act is the one that made the next version; a conflict when something else did. */
async function isRepeated(
  transaction: Transaction,
  signal: LockedSignal,
  action: SignalAction,
): Promise<boolean> {
  if (action.version === signal.version) return false
  const stored = await queryActionAfter(transaction, signal, action.version)
  const { taken, note, until } = contentOf(action)
  const isSame =
    stored?.is_own === true &&
    stored.event === action.action &&
    stored.taken === taken &&
    stored.note === note &&
    stored.snoozed_until === until
  if (isSame) return true
  const message = `It is now ${signal.state}: ${signal.evidence.sentence}.`
  throw conflictingChange([{ path: 'version', message }])
}

async function store(
  transaction: Transaction,
  signal: LockedSignal,
  action: SignalAction,
  { now }: LifeAsOf,
): Promise<void> {
  const { evidence, evidence_stands: evidenceStands, state } = signal
  const next = stateAfter({ evidence, evidenceStands, state }, action)
  if ('refusal' in next) throw refusalOf(next.refusal)
  if (signal.escalates_at !== null && signal.escalates_at <= now && !signal.is_escalated) {
    await storeEscalation(transaction, signal, signal.escalates_at)
  }
  await storeAction(transaction, signal, { ...contentOf(action), event: action.action, state: next.state })
  transaction.record({
    action: 'record.amend',
    memberIds: [signal.member_id],
    target: `signal:${signal.signal_id}`,
    detail: { act: action.action, kind: evidence.kind },
  })
}

function contentOf(action: SignalAction): Pick<NewAction, 'taken' | 'note' | 'until'> {
  return {
    taken: action.action === 'act' ? action.taken : null,
    note: action.note,
    until: action.action === 'snooze' ? action.until : null,
  }
}

function alsoEarlier(action: SignalAction): boolean {
  return action.action === 'acknowledge' && action.also_earlier
}

/** A director sees more signals than the database lets them change: for these the refusal says why. */
async function outOfReach(transaction: Transaction, signalId: number, asOf: LifeAsOf): Promise<ProblemError> {
  const isSeen = (await querySignal(transaction, signalId, asOf)) !== undefined
  return isSeen ? notEscalated() : notFound('signal')
}

function refuseWhatHasNotEscalated({ escalates_at, state, evidence }: LockedSignal, { now }: LifeAsOf): void {
  const isDue = escalates_at !== null && escalates_at <= now
  // What a director has acknowledged may be carried on with.
  const isCarriedOn = evidence.kind === 'risk_item' && state !== 'open'
  if (!isDue && !isCarriedOn) throw notEscalated()
}

function notEscalated(): ProblemError {
  return new ProblemError(
    409,
    'not_escalated',
    'Not escalated',
    'Its therapists deal with it. It comes to a director when nobody has acknowledged an answer to item 9 in time.',
  )
}

function refuseUntil({ today }: LockedSignal, until: string, longestDays: number): void {
  const last = addDays(today, longestDays)
  if (until > today && until <= last) return
  throw invalidBody([
    {
      path: 'until',
      message: `It needs a day from ${addDays(today, 1)} to ${last}: ${longestDays} days at most.`,
    },
  ])
}

const REFUSALS: Record<ActRefusal, string> = {
  not_open: 'It is not open, so there is nothing to acknowledge.',
  resolved: 'It is resolved. Open it again first.',
  item_9_cannot_wait: 'An answer to item 9 cannot be put off. Acknowledge it, and say what was done.',
  acknowledge_first: 'An answer to item 9 is acknowledged before it is resolved.',
  already_open: 'It is open already.',
  evidence_over: 'What raised it is over. If it comes back, a new signal is raised.',
}

function refusalOf(refusal: ActRefusal): ProblemError {
  return new ProblemError(409, `signal_${refusal}`, 'Not possible now', REFUSALS[refusal])
}
