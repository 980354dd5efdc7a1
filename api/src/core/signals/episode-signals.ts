/** Who is not improving, and why: every signal of one episode of care on one day. */

import { type Day, dayNumber } from '../calendar-day.js'
import { type EpisodeHistory, historyAsOf } from '../episodes/episode-history.js'
import { measureRegistry, requireMeasure } from '../measures/registry.js'
import { absenceSignal } from './attendance-signals.js'
import { FEWEST_SCORES, judgeMeasure, type MeasureStanding, type SignalContext } from './measure-standing.js'
import { type Signal, type Status, statusOf, worstFirst, worstOf } from './signal.js'

export interface EpisodeSignals {
  readonly memberId: string
  readonly episodeKey: string
  readonly asOf: Day
  /** The worst over the measures; one with too few scores counts only where none has enough. */
  readonly status: Status
  /** All of them, worst first. */
  readonly signals: readonly Signal[]
  /** Measures of the rule set and measures with a form, in the order of the registry. */
  readonly measures: readonly MeasureStanding[]
  readonly rulesVersion: number
}

/**
 * Which members need a look, on which evidence, and since when? The system says so; a person decides.
 *
 * @param history  of one episode, rows in any order
 * @returns        signals with their inputs and a sentence each, and the status they add up to
 * @throws         NotADay, UnknownMeasure, TotalOutOfRange, WrongItemCount
 * Edge cases      no score: `insufficient_data`, unless item 9 or attendance says more; no expected response fitted: the
 *                 other rules alone
 * @source         docs/SIGNALS.md
 */
export function episodeSignals(history: EpisodeHistory, context: SignalContext): EpisodeSignals {
  const { asOf, rules } = context
  dayNumber(asOf, 'The day asked about')
  const known = historyAsOf(history, asOf)
  const used = new Set([...rules.expectedMeasures, ...known.responses.map(({ measureCode }) => measureCode)])
  for (const code of used) requireMeasure(code)
  const judged = measureRegistry
    .filter(({ code }) => used.has(code))
    .map((measure) => judgeMeasure(measure, known, context))
  const absence = absenceSignal(known.attendance, rules)
  const ofEpisode = [
    ...judged.flatMap(({ signals }) => signals.filter(({ kind }) => kind === 'risk_item')),
    ...(absence === null ? [] : [absence]),
  ]
  const measures = judged.map((standing) => ({
    ...standing,
    status: statusOf([...standing.signals, ...ofEpisode]),
  }))
  return {
    memberId: history.memberId,
    episodeKey: history.episodeKey,
    asOf,
    status: episodeStatus(measures),
    signals: worstFirst([
      ...measures.flatMap(({ signals }) => signals),
      ...(absence === null ? [] : [absence]),
    ]),
    measures,
    rulesVersion: rules.version,
  }
}

function episodeStatus(measures: readonly MeasureStanding[]): Status {
  if (measures.length === 0) return 'insufficient_data'
  const withEnough = measures.filter(({ nScores }) => nScores >= FEWEST_SCORES)
  const counted = withEnough.length > 0 ? withEnough : measures
  return worstOf(counted.map(({ status }) => status))
}
