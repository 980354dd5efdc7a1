import type { SignalEvidence } from '../../../../api/src/contracts/signal-evidence.js'
import type { SignalHistory, SignalLife } from '../../../../api/src/contracts/signals.js'
import { formatDay, formatInstant } from '../../format/day.js'
import { ACTION_TAKEN_LABELS, EVENT_LABELS } from './action-words.js'

type LastAction = NonNullable<SignalLife['last_action']>

/** Where a signal is in its life: one sentence each, the first says its state. Instants in the zone that is given. */
export function lifeWords(
  { kind }: Pick<SignalEvidence, 'kind'>,
  life: SignalLife,
  timeZone: string,
): string[] {
  return [
    stateWords(life, timeZone),
    ...escalationWords(life, timeZone),
    ...(life.evidence_stands || life.state === 'resolved' ? [] : [overWords(kind)]),
  ]
}

/** When an open answer to item 9 goes to the director, or went; none for everything else. */
export function escalationWords(life: SignalLife, timeZone: string): string[] {
  if (life.escalated_at !== null)
    return [`Escalated: the director sees it since ${formatInstant(life.escalated_at, timeZone)}.`]
  if (life.state !== 'open' || life.escalates_at === null) return []
  return [`Goes to the director on ${formatInstant(life.escalates_at, timeZone)} unless acknowledged.`]
}

function stateWords(
  { state, snoozed_until, last_action: last, opened_at }: SignalLife,
  zone: string,
): string {
  switch (state) {
    case 'open':
      return `Open since ${formatInstant(opened_at, zone)}.`
    case 'acknowledged':
      return last === null ? 'Acknowledged.' : `${actedWords(last)} by ${last.by}, ${whenAndWhy(last, zone)}`
    case 'snoozed': {
      const until = snoozed_until === null ? 'Put off' : `Put off until ${formatDay(snoozed_until)}`
      return last === null ? `${until}.` : `${until} by ${last.by}, ${whenAndWhy(last, zone)}`
    }
    case 'resolved':
      return last?.event === 'resolve'
        ? `Resolved by ${last.by}, ${whenAndWhy(last, zone)}`
        : 'Over: what raised it no longer holds.'
  }
}

function overWords(kind: SignalEvidence['kind']): string {
  return kind === 'risk_item'
    ? 'The form no longer says so. It still waits for a person.'
    : 'What raised it no longer holds.'
}

function actedWords({ event, taken }: Pick<LastAction, 'event' | 'taken'>): string {
  return taken === null ? EVENT_LABELS[event] : `${ACTION_TAKEN_LABELS[taken]}: recorded`
}

function whenAndWhy({ at, note }: LastAction, zone: string): string {
  const when = formatInstant(at, zone)
  return note === null ? `${when}.` : `${when}: “${note}”`
}

/** What happened at one point of a signal's history. */
export function historyWords({
  event,
  taken,
  snoozed_until: until,
}: Pick<SignalHistory['history'][number], 'event' | 'taken' | 'snoozed_until'>): string {
  if (event === 'act' && taken !== null) return ACTION_TAKEN_LABELS[taken]
  if (event === 'snooze' && until !== null) return `Put off until ${formatDay(until)}`
  return EVENT_LABELS[event]
}
