import type { OutcomeClass, Provenance } from '../../../api/src/contracts/programme.js'
import type { OutcomeRulesContract, TimedEvent } from '../../../api/src/contracts/programme-query.js'

/** The rows behind a number, as the filter of the member list names them. */
export const OUTCOME_CLASS_LABELS: Readonly<Record<OutcomeClass, string>> = {
  all: 'All episodes',
  finished: 'Finished courses',
  paired_data: 'With paired data',
  without_paired_data: 'Without paired data',
  without_baseline: 'Finished, no score at all on PHQ-9 or GAD-7',
  without_last_score: 'Finished, no second score on PHQ-9 or GAD-7',
  case_at_start: 'At caseness at the start',
  recovery: 'Recovered',
  reliable_recovery: 'Reliably recovered',
  reliable_improvement: 'Reliably improved (both measures)',
  reliable_deterioration: 'Reliably deteriorated (both measures)',
  reliably_improved: 'Reliably improved',
  no_reliable_change: 'No reliable change',
  reliably_deteriorated: 'Reliably deteriorated',
  scored: 'With a score',
  response: 'Response',
  not_in_remission_at_start: 'Not in remission at the start',
  remission: 'Remission',
  started: 'Ended after at least one attended session',
  dropout_by_attendance: 'Dropout by attendance',
  dropout_as_recorded: 'Dropout as recorded',
  completer: 'Two scores and no dropout',
  improvable: 'In whom a reliable improvement could be seen',
  improvement_observed: 'Reliable improvement observed',
  improvement_sustained: 'Reliable improvement sustained',
  attended: 'Attended at least once',
  not_yet_attended: 'Not yet attended',
  never_attended: 'Never attended',
  in_care: 'Still in care',
  ended: 'Ended after attending',
  ended_after_one_session: 'Ended after one session',
}

export type RateFamily = 'national' | 'paired' | 'measure' | 'attendance' | 'flow'

export const RATE_FAMILY_LABELS: Readonly<Record<RateFamily, string>> = {
  national: 'National definition',
  paired: 'Paired scores only',
  measure: 'One measure',
  attendance: 'Attendance',
  flow: 'Joining to paired outcome',
}

/** By which rule a change is called reliable; caseness, and so recovery, is the same under all of them. */
export const OUTCOME_RULE_LABELS: Readonly<Record<OutcomeRulesContract, string>> = {
  standard: 'Standard (GAD-7 from 4)',
  gad7_5: 'GAD-7 from 5',
  jacobson_truax: 'Jacobson–Truax',
}

/** Which day `from` and `to` act on; printed beside them. */
export const PERIOD_BASIS_WORDS: Readonly<Record<Provenance['period_basis'], string>> = {
  episode_end: 'Dates act on the day an episode ended',
  session_date: 'Dates act on the day of the session',
  joining_date: 'Dates act on the day of joining',
}

/** What happened, as it stands in a sentence: "members with ..", "at risk of ..". */
export const TIMED_EVENT_WORDS: Readonly<Record<TimedEvent, string>> = {
  first_observed: 'a first reliable improvement',
  sustained: 'a reliable improvement that held at the next score',
  dropout_by_attendance: 'a dropout by attendance',
  dropout_as_recorded: 'a dropout as recorded',
}

/** Improvements are timed in days since the first score, dropouts in eligible sessions since joining. */
export function isImprovementEvent(event: TimedEvent): event is 'first_observed' | 'sustained' {
  return event === 'first_observed' || event === 'sustained'
}
