import { stringify } from 'csv-stringify/sync'
import type { ResponseRow, SimulatedClinic } from './simulate/clinic-rows.js'

/** One import file before it is written out: cells are text, an empty cell is ''. */
export interface ImportTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

type Cell = string | number | null

/**
 * The eight import files of a clinic, with their columns in a fixed order.
 *
 * @returns  file name -> table, in the order in which the files depend on each other
 */
export function importTables(clinic: SimulatedClinic): Map<string, ImportTable> {
  return new Map([
    ['sites.csv', tableOf(clinic.sites, ['site_id', 'name', 'time_zone'])],
    ['therapists.csv', tableOf(clinic.therapists, ['therapist_id', 'display_name', 'site_id'])],
    ['groups.csv', tableOf(clinic.groups, GROUP_COLUMNS)],
    ['members.csv', tableOf(clinic.members, MEMBER_COLUMNS)],
    [
      'concurrent_treatments.csv',
      tableOf(clinic.concurrentTreatments, ['member_id', 'kind', 'started_on', 'ended_on']),
    ],
    ['sessions.csv', tableOf(clinic.sessions, SESSION_COLUMNS)],
    ['attendance.csv', tableOf(clinic.attendance, ['member_id', 'session_id', 'status'])],
    ['responses.csv', responseTable(clinic.responses)],
  ])
}

/** CSV text of a table: UTF-8, commas, LF. */
export function csvText({ columns, rows }: ImportTable): string {
  return stringify([[...columns], ...rows.map((row) => [...row])])
}

/** File name -> CSV text; the same clinic gives the same bytes. */
export function writeImportFiles(clinic: SimulatedClinic): Map<string, string> {
  return new Map([...importTables(clinic)].map(([file, table]) => [file, csvText(table)]))
}

const GROUP_COLUMNS = [
  'group_id',
  'site_id',
  'therapist_id',
  'co_therapist_id',
  'name',
  'modality',
  'format',
  'structure',
  'focus',
  'start_date',
  'planned_sessions',
  'session_minutes',
  'capacity',
  'end_date',
] as const

const MEMBER_COLUMNS = [
  'member_id',
  'group_id',
  'join_date',
  'planned_end_date',
  'exit_date',
  'exit_reason',
  'arm',
  'concurrent_individual',
  'concurrent_medication',
  'age',
  'gender',
  'prior_episodes',
  'full_name',
  'date_of_birth',
] as const

const SESSION_COLUMNS = [
  'session_id',
  'group_id',
  'session_number',
  'session_date',
  'status',
  'duration_minutes',
] as const

function tableOf<Column extends string>(
  rows: readonly Readonly<Record<Column, Cell>>[],
  columns: readonly Column[],
): ImportTable {
  return { columns, rows: rows.map((row) => columns.map((column) => cellText(row[column]))) }
}

function responseTable(responses: readonly ResponseRow[]): ImportTable {
  const itemCount = responses.reduce((most, { answers }) => Math.max(most, answers.length), 0)
  const items = Array.from({ length: itemCount }, (_, item) => item)
  return {
    columns: [
      'response_id',
      'member_id',
      'session_id',
      'response_date',
      'measure',
      ...items.map((item) => `item${item + 1}`),
      'functional_difficulty',
      'join_date',
    ],
    rows: responses.map((row) => [
      row.response_id,
      row.member_id,
      cellText(row.session_id),
      row.response_date,
      row.measure,
      ...items.map((item) => cellText(row.answers[item] ?? null)),
      cellText(row.functional_difficulty),
      cellText(row.join_date),
    ]),
  }
}

function cellText(cell: Cell): string {
  return cell === null ? '' : String(cell)
}
