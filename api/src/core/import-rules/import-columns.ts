/** The eight import files and the columns of each (docs/IMPORT.md). */

export const IMPORT_FILE_NAMES = [
  'sites.csv',
  'therapists.csv',
  'groups.csv',
  'members.csv',
  'concurrent_treatments.csv',
  'sessions.csv',
  'attendance.csv',
  'responses.csv',
] as const
export type ImportFileName = (typeof IMPORT_FILE_NAMES)[number]

export interface FileColumns {
  readonly required: readonly string[]
  readonly optional: readonly string[]
  /** The file may be absent; with only a header it counts as absent. */
  readonly isOptional: boolean
}

/** No file has more columns, asked for or not. */
export const MOST_COLUMNS = 100

export const importColumns: Readonly<Record<ImportFileName, FileColumns>> = {
  'sites.csv': { required: ['site_id'], optional: ['name', 'time_zone'], isOptional: true },
  'therapists.csv': { required: ['therapist_id'], optional: ['display_name', 'site_id'], isOptional: true },
  'groups.csv': {
    required: [
      'group_id',
      'site_id',
      'therapist_id',
      'modality',
      'format',
      'structure',
      'start_date',
      'planned_sessions',
    ],
    optional: ['name', 'co_therapist_id', 'focus', 'session_minutes', 'capacity', 'end_date'],
    isOptional: false,
  },
  'members.csv': {
    required: ['member_id', 'group_id', 'join_date'],
    optional: [
      'planned_end_date',
      'exit_date',
      'exit_reason',
      'arm',
      'concurrent_individual',
      'concurrent_medication',
      'age',
      'birth_year',
      'gender',
      'prior_episodes',
      'full_name',
      'date_of_birth',
    ],
    isOptional: false,
  },
  'concurrent_treatments.csv': {
    required: ['member_id', 'kind', 'started_on'],
    optional: ['ended_on'],
    isOptional: true,
  },
  'sessions.csv': {
    required: ['session_id', 'group_id', 'session_number', 'session_date', 'status'],
    optional: ['duration_minutes'],
    isOptional: false,
  },
  'attendance.csv': {
    required: ['member_id', 'session_id', 'status'],
    optional: ['join_date'],
    isOptional: false,
  },
  'responses.csv': {
    required: ['response_id', 'member_id', 'response_date', 'measure'],
    optional: ['session_id', 'functional_difficulty', 'total', 'join_date'],
    isOptional: false,
  },
}

export function isImportFileName(name: string): name is ImportFileName {
  return IMPORT_FILE_NAMES.some((known) => known === name)
}

/** Number of an item column (`item3` is 3); null for any other column. */
export function itemNumberOf(column: string): number | null {
  const digits = /^item([1-9]\d?)$/.exec(column)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** True when the file may have this column. */
export function isKnownColumn(file: ImportFileName, column: string): boolean {
  const { required, optional } = importColumns[file]
  if (required.includes(column) || optional.includes(column)) return true
  return file === 'responses.csv' && itemNumberOf(column) !== null
}
