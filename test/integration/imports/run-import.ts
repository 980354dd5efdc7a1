import type { AccessContext } from '../../../api/src/database/access.js'
import {
  type ImportOutcome,
  type ImportRequest,
  ImportsService,
} from '../../../api/src/features/imports/imports.service.js'
import { sourceFromUploads } from '../../../api/src/features/imports/reading/import-source.js'
import { Clock } from '../../../api/src/platform/clock.js'
import { uploadsOf } from '../../builders/import-files.js'
import type { TestDatabase } from '../support/test-database.js'

export const tester: AccessContext = {
  actor: { kind: 'command_line', id: 'test' },
  role: null,
  requestId: 'test',
}

class FixedClock extends Clock {
  now(): Date {
    return new Date('2026-06-01T12:00:00Z')
  }
}

export function importsService(database: TestDatabase): ImportsService {
  return new ImportsService(database.access, new FixedClock())
}

/** Imports files given as text, as the command line would on 1 June 2026. */
export function runImport(
  service: ImportsService,
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<ImportRequest> = {},
): Promise<ImportOutcome> {
  return service.run(tester, {
    source: sourceFromUploads(uploadsOf(files)),
    mode: 'all-or-nothing',
    dryRun: false,
    correctReason: null,
    sourceSystem: 'file',
    ignoreUnknown: false,
    ...options,
  })
}

const TABLES = [
  'site',
  'therapist',
  'treatment_group',
  'group_therapist',
  'group_session',
  'member',
  'member_identity',
  'episode',
  'concurrent_treatment',
  'attendance',
  'response',
  'response_history',
  'member_record_history',
  'reference_record_history',
  'episode_outcome',
  'episode_measure_outcome',
] as const

/** Rows in every table of records, so that "nothing changed" can be said of all of them at once. */
export async function countRows(database: TestDatabase): Promise<Record<string, number>> {
  const counts = await database.ownerQuery<{ name: string; n: string }>(
    TABLES.map((table) => `select '${table}' as name, count(*)::text as n from ${table}`).join(' union all '),
  )
  return Object.fromEntries(counts.map(({ name, n }) => [name, Number(n)]))
}
