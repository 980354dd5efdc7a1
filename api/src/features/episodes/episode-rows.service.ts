/** Episodes as rows of a roster or a list, for this feature and for those that show rosters. */

import type { EpisodeRow } from '../../contracts/groups.js'
import { type ReliableChangeLimits, reliableChangeByIndex } from '../../core/change/jacobson-truax.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { reliableChangeAtPoints } from '../../core/programme/outcome-rules.js'
import type { Transaction } from '../../database/access.js'
import { readReliableChangeLimits } from '../outcomes/episode-outcome.service.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { type EpisodeListPart, queryEpisodeRows, type StoredEpisodeRow } from './episode-rows.query.js'

/** Every episode that the filters name; in order of member, then joining day. */
export async function readEpisodeRows(
  transaction: Transaction,
  request: ReadRequest,
  measure: MeasureDefinition,
  part: EpisodeListPart = {},
): Promise<EpisodeRow[]> {
  const rows = await queryEpisodeRows(transaction, request, measure, part)
  transaction.saw(rows.map((row) => row.member_id))
  // A fixed threshold is stored with the outcome; Jacobson-Truax moves with the deployment's baselines.
  const limits =
    measure.reliableChange.kind === 'jacobson_truax'
      ? await readReliableChangeLimits(transaction, measure)
      : null
  const classOf = (row: StoredEpisodeRow) =>
    part.points === undefined
      ? reliableChange(row, limits)
      : reliableChangeAtPoints(row.change_in_points, part.points.of(measure))
  return rows.map((row) => episodeRow(row, measure, classOf(row)))
}

function reliableChange(
  row: StoredEpisodeRow,
  limits: ReliableChangeLimits | null,
): EpisodeRow['reliable_change'] {
  const { baseline, last, change_in_points } = row
  if (limits === null || baseline === null || last === null || change_in_points === null)
    return row.reliable_change ?? 'not_assessable'
  return reliableChangeByIndex(limits, baseline, last)
}

function episodeRow(
  row: StoredEpisodeRow,
  measure: MeasureDefinition,
  reliable_change: EpisodeRow['reliable_change'],
): EpisodeRow {
  return {
    member_id: row.member_code,
    episode_id: row.episode_id,
    group_id: row.group_id,
    group_name: row.group_name,
    site_id: row.site_id,
    arm: row.arm,
    joined_on: row.joined_on,
    planned_end_on: row.planned_end_on,
    exited_on: row.exited_on,
    exit_reason: row.exit_reason,
    is_open: !row.has_ended,
    sessions_attended: row.sessions_attended,
    sessions_eligible: row.sessions_eligible,
    last_attended_on: row.last_attended_on,
    measure: measure.code,
    forms_valid: row.forms_valid ?? 0,
    n_scores: row.n_scores ?? 0,
    baseline: row.baseline,
    last: row.last,
    last_on: row.last_on,
    change: row.change_in_points,
    reliable_change,
    is_case_at_start: row.is_case_at_start,
    is_case_at_end: row.is_case_at_end,
    risk_item: row.risk_item,
    dropout_by_attendance: row.has_dropped_out,
  }
}
