/** Forms as rows of a table, for this feature and for the page of a member. */

import type { ResponseRow } from '../../contracts/members.js'
import { weeksBetween } from '../../core/calendar-day.js'
import { measureRegistry, requireMeasure } from '../../core/measures/registry.js'
import { decodeAnswers } from '../../core/scoring/answers-text.js'
import { bandOf, riskItemState } from '../../core/scoring/score-answers.js'
import { isAttended } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { type EpisodesPart, queryMeasuresUsed } from './measures-used.query.js'
import { queryResponses, type ResponseListPart, type StoredResponse } from './response-rows.query.js'

export type EpisodeResponseRow = ResponseRow & { episode_id: number }

/** In time order; voided forms are marked. */
export async function readResponseRows(
  transaction: Transaction,
  part: ResponseListPart,
): Promise<EpisodeResponseRow[]> {
  return (await queryResponses(transaction, part)).map(responseRow)
}

/** Codes of the measures with a form in these episodes, in the order of the registry; voided forms left out. */
export async function readMeasuresUsed(transaction: Transaction, part: EpisodesPart): Promise<string[]> {
  const used = new Set(await queryMeasuresUsed(transaction, part))
  return measureRegistry.map((measure) => measure.code).filter((code) => used.has(code))
}

function responseRow(stored: StoredResponse): EpisodeResponseRow {
  const measure = requireMeasure(stored.measure_code)
  const answers = stored.answers === null ? null : decodeAnswers(stored.answers)
  return {
    episode_id: stored.episode_id,
    response_id: stored.response_id,
    source_system: stored.source_system,
    measure: measure.code,
    responded_on: stored.responded_on,
    recorded_at: stored.recorded_at.toISOString(),
    session_id: stored.session_id,
    session_number: stored.session_number,
    weeks_since_baseline:
      stored.baseline_on === null ? null : weeksBetween(stored.baseline_on, stored.responded_on),
    answers,
    total: stored.total,
    band: stored.total === null ? null : bandOf(measure, stored.total),
    scoring: stored.scoring,
    n_missing: answers === null ? 0 : answers.filter((answer) => answer === null).length,
    functional_difficulty: stored.functional_difficulty,
    risk_item: riskItemState(measure, answers),
    mode: stored.mode,
    version: stored.version,
    is_voided: stored.is_voided,
    same_day_forms: stored.same_day_forms,
    member_was_absent: stored.attendance_status !== null && !isAttended(stored.attendance_status),
    import_id: stored.import_batch_id,
  }
}
