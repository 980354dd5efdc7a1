/** A finished comparison in the store: what it stands on, and whether it would read the same today. */

import { createHash } from 'node:crypto'
import type { Study, StudyHead, StudyResultContract } from '../../contracts/studies.js'
import { CALCULATION_VERSION } from '../../core/calculation-version.js'
import type { Day } from '../../core/calendar-day.js'
import type { Transaction } from '../../database/access.js'
import { PRODUCT_VERSION } from '../../platform/product-version.js'
import { countRecordChanges, insertStudy, type StoredStudyHead } from './studies.repository.js'
import type { SettledQuestion, StudyRows } from './study-question.service.js'

/** By which code a result was made: the product, and the number that goes up with every change of a formula. */
export const CODE_VERSION = `tidemark ${PRODUCT_VERSION}, calculation ${CALCULATION_VERSION}`

/** Stores it as the next version of its name, with the record of it. */
export async function storeStudy(
  transaction: Transaction,
  question: SettledQuestion,
  { dataUntil, recordsSeen }: Pick<StudyRows, 'dataUntil' | 'recordsSeen'>,
  result: StudyResultContract,
): Promise<StoredStudyHead> {
  const stored = await insertStudy(transaction, {
    ...question,
    name: question.asked.name,
    dataUntil,
    recordsSeen,
    calculationVersion: CALCULATION_VERSION,
    codeVersion: CODE_VERSION,
    result,
    resultSha256: shaOf(result),
  })
  transaction.record({
    action: 'record.create',
    target: `study:${stored.comparison_study_id}`,
    detail: { version: stored.version, as_of: question.asOf },
  })
  return stored
}

export async function standingOf(
  transaction: Transaction,
  stored: StoredStudyHead,
  today: Day,
): Promise<Study['standing']> {
  const changes = await countRecordChanges(transaction, stored.site_ids)
  const reasons: Study['standing']['reasons'] = [
    ...(changes === stored.records_seen ? [] : ['records_changed' as const]),
    ...(stored.code_version === CODE_VERSION ? [] : ['calculation_changed' as const]),
    ...(stored.follows_today && stored.as_of !== today ? ['later_day' as const] : []),
  ]
  return { is_current: reasons.length === 0, reasons }
}

/** @param names  of staff, by actor */
export function headOnTheWire(stored: StoredStudyHead, names: ReadonlyMap<string, string>): StudyHead {
  return {
    study_id: stored.comparison_study_id,
    name: stored.name,
    version: stored.version,
    sites: stored.site_ids,
    as_of: stored.as_of,
    data_until: stored.data_until.toISOString(),
    calculation_version: stored.calculation_version,
    code_version: stored.code_version,
    result_sha256: stored.result_sha256,
    verdict: stored.verdict,
    created_at: stored.created_at.toISOString(),
    created_by: names.get(stored.created_by) ?? null,
    frozen_by: stored.frozen_by === null ? null : (names.get(stored.frozen_by) ?? null),
    frozen_at: stored.frozen_at?.toISOString() ?? null,
  }
}

/** Of the bytes that were made: two runs on the same rows have the same. */
function shaOf(result: StudyResultContract): string {
  return createHash('sha256').update(JSON.stringify(result)).digest('hex')
}
