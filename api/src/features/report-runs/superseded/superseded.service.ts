/** Holds reports against the records as they are by now: what would the same report, of the same moment, say today? */

import {
  type ReportContent,
  type ReportWatermark,
  reportContentSchema,
} from '../../../contracts/report-content.js'
import type { AccessContext, DatabaseAccess } from '../../../database/access.js'
import { ProblemError } from '../../../platform/problem.js'
import { freezeReport, ReportRefused } from '../freeze/freeze-report.js'
import { queryIsUser, queryWatermark } from '../freeze/report-head.query.js'
import { makerOf } from '../make/make-report.service.js'
import { findRunToCheck, queryRunsToCheck, storeChecked, storeSuperseded } from '../report-runs.repository.js'
import { movedNumbers } from './key-numbers.js'

/** Older reports are history. */
const DAYS_LOOKED_BACK = 400
const MILLISECONDS_A_DAY = 86_400_000
/** A night has an end: the rest waits for the next one, those that were looked at longest ago first. */
const MOST_FROZEN_ANEW = 200

export interface Checked {
  readonly checked: number
  readonly superseded: number
}

/** @param signal  aborts between two reports */
export async function checkReports(
  access: DatabaseAccess,
  context: AccessContext,
  now: Date,
  signal: AbortSignal,
): Promise<Checked> {
  const since = new Date(now.getTime() - DAYS_LOOKED_BACK * MILLISECONDS_A_DAY)
  const runs = await access.run(context, (transaction) => queryRunsToCheck(transaction, since), {
    readOnly: true,
  })
  let superseded = 0
  let frozen = 0
  for (const { report_run_id: id } of runs) {
    signal.throwIfAborted()
    if (frozen >= MOST_FROZEN_ANEW) break
    const came = await checkReport(access, context, id)
    if (came !== 'unchanged') frozen += 1
    if (came === 'superseded') superseded += 1
  }
  return { checked: runs.length, superseded }
}

/** `unchanged`: nothing was stored that could have moved it, so that nothing was computed. */
export async function checkReport(
  access: DatabaseAccess,
  context: AccessContext,
  id: number,
): Promise<'unchanged' | 'holds' | 'superseded'> {
  const run = await access.run(context, (transaction) => findRunToCheck(transaction, id), { readOnly: true })
  if (run === undefined) return 'unchanged'
  const earlier = reportContentSchema.parse(JSON.parse(run.content))
  const caller = makerOf(run)
  const watermark = await access.run(
    caller,
    async (transaction) => ((await queryIsUser(transaction)) ? queryWatermark(transaction) : null),
    { readOnly: true },
  )
  if (watermark === null || !mayHaveMoved(earlier, run.checked_watermark, watermark)) return 'unchanged'
  const later = await freezeReport(
    { access, caller, now: new Date(earlier.frozen_at) },
    earlier.request,
  ).catch(goneOrThrow)
  // Whose reach has changed sees other numbers for another reason.
  const isSameReach = later !== null && sitesOf(later.content) === sitesOf(earlier)
  const moved = later !== null && isSameReach ? movedNumbers(earlier, later.content) : []
  await access.run(context, async (transaction) => {
    if (moved.length > 0) await storeSuperseded(transaction, id, moved)
    await storeChecked(transaction, id, watermark)
  })
  return moved.length > 0 ? 'superseded' : 'holds'
}

/**
 * A correction may move any report. New records move one whose period was over; where it went on, they are the next
 * report's.
 */
function mayHaveMoved(earlier: ReportContent, seen: ReportWatermark, now: ReportWatermark): boolean {
  if (now.corrections !== seen.corrections) return true
  const { to } = earlier.period
  const wasOver = to !== null && to < earlier.as_of
  return (
    wasOver &&
    (now.episodes !== seen.episodes || now.responses !== seen.responses || now.attendance !== seen.attendance)
  )
}

/** What it was about is not there any more, or not theirs: nothing can be compared. */
function goneOrThrow(error: unknown): null {
  if (error instanceof ReportRefused || error instanceof ProblemError) return null
  throw error
}

function sitesOf({ names }: ReportContent): string {
  return names.sites.map(({ site_id }) => site_id).join('\n')
}
