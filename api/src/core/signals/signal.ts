/** A signal: one piece of evidence that somebody should look at a member, with what it rests on. */

import type { Day } from '../calendar-day.js'

/** The worst first. `insufficient_data` is grey: it is never shown as if all were well. */
export const STATUSES = ['not_on_track', 'watch', 'insufficient_data', 'on_track'] as const
export type Status = (typeof STATUSES)[number]

/** What a signal does to the status. `badge`: nothing. */
export type SignalLevel = Exclude<Status, 'on_track'> | 'badge'

/** In the order of a list: what cannot wait first. */
const LEVELS: readonly SignalLevel[] = ['not_on_track', 'watch', 'insufficient_data', 'badge']

/** A score and its day. */
export interface ScoreOnDay {
  readonly total: number
  readonly on: Day
}

/** What each kind rests on. Points are of the measure, as they stand on the form. */
export interface SignalInputs {
  readonly risk_item: {
    readonly itemNumber: number
    readonly answer: number
    readonly answeredOn: Day
    /** A later form left the item out. */
    readonly isUnansweredSince: boolean
  }
  readonly reliably_deteriorated: {
    readonly baseline: ScoreOnDay
    readonly latest: ScoreOnDay
    /** Worse than the baseline by so many points; positive. */
    readonly pointsWorse: number
    readonly reliablePoints: number
  }
  readonly worse_than_expected: {
    readonly baseline: ScoreOnDay
    readonly latest: ScoreOnDay
    /** At the latest score, from the baseline alone; totals of the measure, not rounded. */
    readonly expected: number
    readonly limit84: number
    readonly limit90: number
    readonly isAbove90: boolean
    /** Scores in a row beyond the limit that is behind this signal. */
    readonly scoresInARow: number
    /** Whole points beyond the range up to that limit. */
    readonly pointsBeyond: number
    /** Position among the member's own sessions; null before the first. */
    readonly sessionNumber: number | null
    readonly weeksSinceBaseline: number
    /** What the expectation was fitted on. */
    readonly fittedEpisodes: number
  }
  readonly no_reliable_change_by_k: {
    readonly baseline: ScoreOnDay
    readonly latest: ScoreOnDay
    readonly attendedSessions: number
    readonly afterSessions: number
    readonly reliablePoints: number
  }
  readonly absent_2: {
    readonly missedInARow: number
    /** Of these, without notice. */
    readonly missedWithoutNotice: number
    readonly lastAttendedOn: Day | null
  }
  readonly measure_missing: { readonly sessionId: string; readonly sessionOn: Day }
  readonly insufficient_data: { readonly nScores: number }
}

export type SignalKind = keyof SignalInputs

/** One signal of one kind. */
export interface SignalOf<Kind extends SignalKind> {
  readonly kind: Kind
  readonly level: SignalLevel
  /** null: it speaks of attendance, and counts for every measure. */
  readonly measureCode: string | null
  /** Since when the evidence has stood without a break. */
  readonly since: Day
  readonly rulesVersion: number
  readonly inputs: SignalInputs[Kind]
  /** For the therapist, one plain sentence. */
  readonly sentence: string
}

export type Signal = { readonly [Kind in SignalKind]: SignalOf<Kind> }[SignalKind]

/**
 * The status that signals add up to: the worst of them.
 *
 * @param signals  of one measure, attendance included
 */
export function statusOf(signals: readonly Signal[]): Status {
  return worstOf(signals.flatMap(({ level }) => (level === 'badge' ? [] : [level])))
}

/** The worst of some statuses; `on_track` of none. */
export function worstOf(statuses: readonly Status[]): Status {
  return STATUSES.find((status) => statuses.includes(status)) ?? 'on_track'
}

/** The order of a list: by level, item 9 before everything else of its level, otherwise as given. */
export function worstFirst(signals: readonly Signal[]): Signal[] {
  const rankOf = ({ kind, level }: Signal) => 2 * LEVELS.indexOf(level) + (kind === 'risk_item' ? 0 : 1)
  return [...signals].sort((one, other) => rankOf(one) - rankOf(other))
}
