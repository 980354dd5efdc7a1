/** scores.csv: every form and its score. */

import { requireMeasure } from '../measures/registry.js'
import { riskItemState } from '../scoring/score-answers.js'
import type { AppendixTable, Cell } from './appendix-table.js'
import type { ScoredClinicResponse } from './clinic-episodes.js'

/** @param responses  in the order in which they are written */
export function scoresTable(responses: readonly ScoredClinicResponse[]): AppendixTable {
  return {
    columns: [
      'response_id',
      'member_id',
      'measure',
      'n_missing',
      'raw_sum',
      'valid',
      'prorated',
      'unrounded',
      'total',
      'severity',
      'item9_flag',
    ],
    rows: responses.map(scoreRow),
  }
}

function scoreRow(response: ScoredClinicResponse): Cell[] {
  const { responseId, episode, measureCode, answers, score } = response
  const ids = [responseId, episode.memberId, measureCode]
  const riskItem = riskItemState(requireMeasure(measureCode), answers)
  if (score.kind === 'unscorable') {
    return [...ids, score.nMissing, score.rawSum, false, false, null, null, null, riskItem]
  }
  if (score.scoring === 'total_only') {
    return [...ids, null, null, true, false, score.total, score.total, score.band, riskItem]
  }
  const isProrated = score.scoring === 'prorated'
  return [
    ...ids,
    score.nMissing,
    score.rawSum,
    true,
    isProrated,
    score.unrounded,
    score.total,
    score.band,
    riskItem,
  ]
}
