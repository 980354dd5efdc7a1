/** What core says of an episode in care, as the row of `episode_standing`. */

import { CALCULATION_VERSION } from '../../../core/calculation-version.js'
import type { Day } from '../../../core/calendar-day.js'
import type { EpisodeHistory } from '../../../core/episodes/episode-history.js'
import type { RiskItemState } from '../../../core/scoring/score-answers.js'
import { type EpisodeSignals, episodeSignals } from '../../../core/signals/episode-signals.js'
import type { MeasureStanding } from '../../../core/signals/measure-standing.js'
import { joinedSentences } from '../../../core/signals/sentences.js'
import type { Signal, Status } from '../../../core/signals/signal.js'
import type { EpisodeKey } from '../../outcomes/episode-key.js'
import type { SignalContextInUse } from './signal-context.service.js'

/** An episode with everything recorded of it, as a refresh hands it over. */
export interface EpisodeRecords extends EpisodeKey {
  readonly history: EpisodeHistory
}

/** On one measure, without the signals: they stand in a list of their own. */
export type StandingOfMeasure = Omit<MeasureStanding, 'signals' | 'riskItem' | 'hasEarlyResponse'>

/** Evidence with the fit behind it. */
export type StandingSignal = Signal & { readonly modelFitId: number | null }

export interface StandingRiskItem {
  readonly measureCode: string
  readonly latest: RiskItemState
  readonly latestOn: Day
}

export interface StandingRow {
  readonly member_id: number
  readonly episode_id: number
  readonly status: Status
  readonly probability_of_no_improvement: number | null
  readonly sentence: string
  readonly measures: readonly StandingOfMeasure[]
  readonly signals: readonly StandingSignal[]
  readonly risk_item: StandingRiskItem | null
  readonly model_fit_ids: readonly number[]
  readonly rules_version: number
  readonly calculation_version: number
}

/** Days with a score that a sparkline has room for. */
const SCORES_SHOWN = 12

/** Later than any record: where an episode stands depends on its records, not on today (docs/decisions/0006). */
const END_OF_CALENDAR: Day = '9999-12-31'

/** @returns the row, and the standing in full that signals are raised from */
export function standingOf(
  { memberId, episodeId, history }: EpisodeRecords,
  context: SignalContextInUse,
): { row: StandingRow; standing: EpisodeSignals } {
  const standing = episodeSignals(history, { ...context, asOf: END_OF_CALENDAR })
  const { measures, signals, status, rulesVersion } = standing
  const row = {
    member_id: memberId,
    episode_id: episodeId,
    status,
    probability_of_no_improvement: highestOf(measures),
    sentence: joinedSentences(signals),
    measures: measures.map(withoutSignals),
    signals: signals.map((signal) => ({ ...signal, modelFitId: modelFitOf(signal, context) })),
    risk_item: riskItemOf(measures),
    model_fit_ids: measures.flatMap(({ measureCode }) => context.modelFitIds.get(measureCode) ?? []),
    rules_version: rulesVersion,
    calculation_version: CALCULATION_VERSION,
  }
  return { row, standing }
}

/** The fit behind a signal; null for kinds that need none. */
export function modelFitOf(
  { kind, measureCode }: Signal,
  { modelFitIds }: Pick<SignalContextInUse, 'modelFitIds'>,
): number | null {
  if (kind !== 'worse_than_expected' || measureCode === null) return null
  return modelFitIds.get(measureCode) ?? null
}

function withoutSignals({ signals: _, riskItem: __, hasEarlyResponse: ___, ...measure }: MeasureStanding) {
  return { ...measure, scores: measure.scores.slice(-SCORES_SHOWN) }
}

function highestOf(measures: readonly MeasureStanding[]): number | null {
  const forecasts = measures.flatMap(({ probabilityOfNoImprovement }) => probabilityOfNoImprovement ?? [])
  return forecasts.length === 0 ? null : Math.max(...forecasts)
}

function riskItemOf(measures: readonly MeasureStanding[]): StandingRiskItem | null {
  for (const { measureCode, riskItem } of measures) {
    if (riskItem !== null) return { measureCode, latest: riskItem.latest, latestOn: riskItem.latestOn }
  }
  return null
}
