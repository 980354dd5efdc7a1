import type { SignalEvidence } from '../../../../api/src/contracts/signal-evidence.js'
import type { SignalAction, SignalHistory, SignalLife } from '../../../../api/src/contracts/signals.js'
import type { UserRole } from '../../format/role-words.js'

export type ActionName = SignalAction['action']
export type ActionTaken = Extract<SignalAction, { action: 'act' }>['taken']
type SignalEvent = SignalHistory['history'][number]['event']

export const ACTION_TAKEN_LABELS: Readonly<Record<ActionTaken, string>> = {
  plan_reviewed: 'Plan reviewed',
  individual_therapy_added: 'Individual therapy added',
  medication_review_referred: 'Referred for a medication review',
  risk_assessed: 'Risk assessed',
  none_needed: 'Nothing needed',
}

/** What a person may choose, as the buttons name it. */
export const ACTION_LABELS: Readonly<Record<ActionName, string>> = {
  acknowledge: 'Acknowledge',
  act: 'Record an action',
  snooze: 'Put off',
  resolve: 'Resolve',
  reopen: 'Open again',
}

export const ACTION_DETAILS: Readonly<Record<ActionName, string>> = {
  acknowledge: 'I have seen it. It stays on the list.',
  act: 'Something was done, or nothing is needed.',
  snooze: 'It opens again on a day that you choose, or when things get worse.',
  resolve: 'It is dealt with. It opens again when things get worse.',
  reopen: 'It waits for a person again.',
}

export const EVENT_LABELS: Readonly<Record<SignalEvent, string>> = {
  acknowledge: 'Acknowledged',
  act: 'Action recorded',
  snooze: 'Put off',
  resolve: 'Resolved',
  reopen: 'Opened again',
  raised: 'Raised',
  became_worse: 'Opened again: became worse',
  evidence_over: 'No longer so',
  episode_ended: 'The episode ended',
  snooze_over: 'Opened again: the days are over',
  escalated: 'Escalated to the director',
}

/**
 * What the reader may do about a signal now; the server has the last word. Item 9 cannot be put off, and is
 * acknowledged before it is resolved. Directors step in where an answer to item 9 has escalated.
 */
export function availableActions(
  { kind }: Pick<SignalEvidence, 'kind'>,
  life: Pick<SignalLife, 'state' | 'evidence_stands' | 'escalated_at'>,
  role: UserRole,
): ActionName[] {
  if (role !== 'therapist' && !(role === 'director' && isForDirector(kind, life))) return []
  const { state, evidence_stands: stands } = life
  const isItem9 = kind === 'risk_item'
  const may: Readonly<Record<ActionName, boolean>> = {
    acknowledge: state === 'open' || state === 'snoozed',
    act: state !== 'resolved',
    snooze: state !== 'resolved' && !isItem9,
    resolve: state !== 'resolved' && !(isItem9 && state === 'open'),
    reopen: state !== 'open' && (stands || isItem9),
  }
  const names: readonly ActionName[] = ['acknowledge', 'act', 'snooze', 'resolve', 'reopen']
  return names.filter((name) => may[name])
}

/** The one thing to do next: acknowledge what is open, else say what was done. */
export function nextAction(actions: readonly ActionName[]): ActionName | null {
  return actions[0] ?? null
}

function isForDirector(
  kind: SignalEvidence['kind'],
  { state, escalated_at: escalatedAt }: Pick<SignalLife, 'state' | 'escalated_at'>,
): boolean {
  return kind === 'risk_item' && (escalatedAt !== null || state !== 'open')
}
