/** What becomes of a signal once it is raised: whether its evidence grew worse or is over, and what a person may do. */

import type { Day } from '../calendar-day.js'
import { improvementInPoints } from '../change/direction.js'
import { requireMeasure } from '../measures/registry.js'
import type { ScoreOnDay, Signal, SignalKind } from './signal.js'

/** Kinds that wait for a person. A missing form and too few scores do not: a form ends them. */
export const KINDS_WITH_A_LIFE = [
  'risk_item',
  'reliably_deteriorated',
  'worse_than_expected',
  'no_reliable_change_by_k',
  'absent_2',
] as const satisfies readonly SignalKind[]
export type KindWithALife = (typeof KINDS_WITH_A_LIFE)[number]
export type LivingSignal = Extract<Signal, { kind: KindWithALife }>

export type SignalState = 'open' | 'acknowledged' | 'snoozed' | 'resolved'

/** What the system finds, beside what people do. */
export type SystemEvent = 'became_worse' | 'evidence_over' | 'episode_ended'

/** Evidence as it stood when a person dealt with it. */
export type DealtEvidence = Pick<Signal, 'kind' | 'level' | 'inputs' | 'measureCode'>

/** As much of a stored signal as its next step depends on. */
export interface SignalSoFar {
  readonly evidence: LivingSignal
  readonly evidenceStands: boolean
  readonly state: SignalState
  /** null: no person has done anything yet, or has opened it again. */
  readonly dealtWith: DealtEvidence | null
}

/** As much of it as a person's act depends on. */
export interface StateSoFar extends Pick<SignalSoFar, 'state' | 'evidenceStands'> {
  readonly evidence: Pick<LivingSignal, 'kind'>
}

/** What a refresh does to a signal; null: nothing. */
export interface SignalStep {
  readonly evidence: LivingSignal
  readonly evidenceStands: boolean
  readonly state: SignalState
  /** null: the evidence moved, and nobody has to be told. */
  readonly event: SystemEvent | null
}

export function hasALife(signal: Signal): signal is LivingSignal {
  return KINDS_WITH_A_LIFE.some((kind) => kind === signal.kind)
}

/**
 * The next step of a signal.
 *
 * @param found      what its evidence is now; null: it is over
 * @param isInCare   false: the episode has ended
 */
export function nextStep(
  stored: SignalSoFar,
  found: LivingSignal | null,
  isInCare: boolean,
): SignalStep | null {
  if (found !== null) return stepWithEvidence(stored, found)
  if (!stored.evidenceStands) return null
  const { evidence, state } = stored
  // Only a person closes item 9, also when the form was corrected or voided since.
  const next = evidence.kind === 'risk_item' ? state : 'resolved'
  return { evidence, evidenceStands: false, state: next, event: isInCare ? 'evidence_over' : 'episode_ended' }
}

function stepWithEvidence(stored: SignalSoFar, found: LivingSignal): SignalStep | null {
  const { state, dealtWith, evidenceStands } = stored
  const isClosed = state !== 'open'
  const opensAgain = isClosed && dealtWith !== null && isWorse(found, dealtWith)
  if (opensAgain) return { evidence: found, evidenceStands: true, state: 'open', event: 'became_worse' }
  if (evidenceStands && isSameEvidence(found, stored.evidence)) return null
  return { evidence: found, evidenceStands: true, state, event: null }
}

/**
 * Is this evidence worse than the one that somebody dealt with?
 *
 * A higher answer to item 9; a latest score that is worse, or one of another day that raises the level; another session
 * missed.
 */
export function isWorse(now: LivingSignal, then: DealtEvidence): boolean {
  switch (now.kind) {
    case 'risk_item':
      return then.kind === 'risk_item' && now.inputs.answer > answerOf(then)
    case 'absent_2':
      return now.inputs.missedInARow > missedOf(then)
    default: {
      const latest = latestOf(then)
      if (latest === null) return true
      const isHigher = now.level === 'not_on_track' && then.level !== 'not_on_track'
      const isNewScore = now.inputs.latest.on !== latest.on
      return (isHigher && isNewScore) || isWorseScore(now.measureCode, latest, now.inputs.latest)
    }
  }
}

function isWorseScore(measureCode: string | null, then: ScoreOnDay, now: ScoreOnDay): boolean {
  return measureCode !== null && improvementInPoints(requireMeasure(measureCode), then.total, now.total) < 0
}

function answerOf({ inputs }: DealtEvidence): number {
  return 'answer' in inputs ? inputs.answer : 0
}

function missedOf({ inputs }: DealtEvidence): number {
  return 'missedInARow' in inputs ? inputs.missedInARow : 0
}

function latestOf({ inputs }: DealtEvidence): ScoreOnDay | null {
  return 'latest' in inputs ? inputs.latest : null
}

function isSameEvidence(one: Signal, other: Signal): boolean {
  return (
    one.level === other.level &&
    one.since === other.since &&
    one.sentence === other.sentence &&
    one.rulesVersion === other.rulesVersion &&
    isSameInput(one.inputs, other.inputs)
  )
}

/** The order of keys is lost in the database. */
function isSameInput(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other
  const entries = Object.entries(one)
  const others = new Map<string, unknown>(Object.entries(other))
  return (
    entries.length === others.size && entries.every(([key, value]) => isSameInput(value, others.get(key)))
  )
}

/** A person's act, as far as the state depends on it. */
export type PersonAct =
  | { readonly action: 'acknowledge' | 'act' | 'resolve' | 'reopen' }
  | { readonly action: 'snooze'; readonly until: Day }

export type ActRefusal =
  | 'not_open'
  | 'resolved'
  | 'item_9_cannot_wait'
  | 'acknowledge_first'
  | 'already_open'
  | 'evidence_over'

/**
 * What a person's act makes of a signal.
 *
 * @param stored  with the state of today: a snooze that is over is open
 * @returns       the state after it, or why it cannot be
 */
export function stateAfter(
  { evidence: { kind }, state, evidenceStands }: StateSoFar,
  { action }: PersonAct,
): { readonly state: SignalState } | { readonly refusal: ActRefusal } {
  switch (action) {
    case 'acknowledge':
      return state === 'open' || state === 'snoozed' ? { state: 'acknowledged' } : { refusal: 'not_open' }
    case 'act':
      return state === 'resolved' ? { refusal: 'resolved' } : { state: 'acknowledged' }
    case 'snooze':
      if (kind === 'risk_item') return { refusal: 'item_9_cannot_wait' }
      return state === 'resolved' ? { refusal: 'resolved' } : { state: 'snoozed' }
    case 'resolve':
      if (state === 'resolved') return { refusal: 'resolved' }
      return kind === 'risk_item' && state === 'open'
        ? { refusal: 'acknowledge_first' }
        : { state: 'resolved' }
    case 'reopen':
      if (state === 'open') return { refusal: 'already_open' }
      return evidenceStands || kind === 'risk_item' ? { state: 'open' } : { refusal: 'evidence_over' }
  }
}
