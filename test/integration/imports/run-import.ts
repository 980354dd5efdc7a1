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

/** On 1 June 2026; as the command line, unless it is given the access of another process. */
export function importsService(database: Pick<TestDatabase, 'access'>): ImportsService {
  return new ImportsService(database.access, new FixedClock())
}

export type ImportTexts = Readonly<Record<string, string | Uint8Array>>

/** Files given as text, with the options that the command line has by default. */
export function importRequest(files: ImportTexts, options: Partial<ImportRequest> = {}): ImportRequest {
  return {
    source: sourceFromUploads(uploadsOf(files)),
    mode: 'all-or-nothing',
    dryRun: false,
    correctReason: null,
    sourceSystem: 'file',
    ignoreUnknown: false,
    ...options,
  }
}

/** Imports files as the command line would. */
export function runImport(
  service: ImportsService,
  files: ImportTexts,
  options: Partial<ImportRequest> = {},
): Promise<ImportOutcome> {
  return service.run(tester, importRequest(files, options))
}

export const RECORD_TABLES = [
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
  'member_identity_history',
  'reference_record_history',
  'episode_outcome',
  'episode_measure_outcome',
] as const

/** Rows in every table of records, so that "nothing changed" can be said of all of them at once. */
export async function countRows(database: TestDatabase): Promise<Record<string, number>> {
  const counts = await database.ownerQuery<{ name: string; n: string }>(
    RECORD_TABLES.map((table) => `select '${table}' as name, count(*)::text as n from ${table}`).join(
      ' union all ',
    ),
  )
  return Object.fromEntries(counts.map(({ name, n }) => [name, Number(n)]))
}
