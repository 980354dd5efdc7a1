/** Groups of the wire as rows of groups.csv. */

import type { GroupRecord } from '../../../contracts/group-records.js'
import type { FileReadings } from '../../../core/import-rules/judge-rows.js'
import { readGroupRow } from '../../../core/import-rules/read-reference-row.js'
import type * as rules from '../../../core/import-rules/records.js'
import { readRows } from './entered-row.js'

export function groupRows(
  groups: readonly Omit<GroupRecord, 'version'>[],
): FileReadings<rules.GroupRecord, rules.GroupKey> {
  return readRows(
    groups.map((group) => ({ ...group })),
    () => readGroupRow,
  )
}
