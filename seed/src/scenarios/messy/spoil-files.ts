import type { Day } from '../../../../api/src/core/calendar-day.js'
import { csvText, type ImportTable } from '../../write-import-files.js'
import { addAcceptedOddities } from './accepted-oddities.js'
import { findAnchors, type SpoiledTables, type TableName } from './anchors.js'
import { refusedFiles } from './refused-files.js'
import { spoilMembers, spoilReferences } from './spoil-references.js'
import { spoilResponses } from './spoil-responses.js'
import { SpoiledTable } from './spoiled-table.js'

const FILES: Readonly<Record<TableName, string>> = {
  sites: 'sites.csv',
  therapists: 'therapists.csv',
  groups: 'groups.csv',
  members: 'members.csv',
  treatments: 'concurrent_treatments.csv',
  sessions: 'sessions.csv',
  attendance: 'attendance.csv',
  responses: 'responses.csv',
}
const BYTE_ORDER_MARK = '\ufeff'

/**
 * A clean clinic with one example of everything that an import must refuse, and of what only looks wrong.
 *
 * Beside the eight files (with a byte order mark and CRLF here and there, both of which are fine):
 * `expected-rejects.csv` names every row to be rejected (file, row, column, code);
 * `refused/<why>/groups.csv` are files to be refused whole, with the code of each in `expected-refusals.csv`.
 *
 * @returns  path in the folder -> bytes
 * @throws   RangeError when the clinic is too small to spoil
 */
export function spoilFiles(clean: ReadonlyMap<string, ImportTable>, asOf: Day): Map<string, Uint8Array> {
  const table = (name: TableName) =>
    new SpoiledTable(FILES[name], withOptionalColumns(name, tableOf(clean, name)))
  const tables: SpoiledTables = {
    sites: table('sites'),
    therapists: table('therapists'),
    groups: table('groups'),
    members: table('members'),
    treatments: table('treatments'),
    sessions: table('sessions'),
    attendance: table('attendance'),
    responses: table('responses'),
  }
  const anchors = findAnchors(tables, asOf)
  spoilReferences(tables, anchors)
  spoilMembers(tables, anchors)
  spoilResponses(tables.responses, anchors)
  addAcceptedOddities(tables, anchors)
  const files = new Map<string, Uint8Array>()
  for (const spoiled of Object.values(tables)) {
    files.set(spoiled.file, Buffer.from(withOddLineEnds(spoiled.file, csvText(spoiled.table))))
  }
  const rejects = Object.values(tables).flatMap(({ expected }) => expected)
  files.set('expected-rejects.csv', Buffer.from(expectedCsv(['file', 'row', 'column', 'code'], rejects)))
  addRefusedFiles(files, csvText(tableOf(clean, 'groups')))
  return files
}

function addRefusedFiles(files: Map<string, Uint8Array>, groups: string): void {
  const refused = refusedFiles(groups)
  for (const { folder, file, bytes } of refused) files.set(`refused/${folder}/${file}`, bytes)
  files.set('expected-refusals.csv', Buffer.from(expectedCsv(['folder', 'file', 'code'], refused)))
}

/** A total is given for some forms, so the file has the column. */
function withOptionalColumns(name: TableName, table: ImportTable): ImportTable {
  if (name !== 'responses') return table
  return { columns: [...table.columns, 'total'], rows: table.rows.map((row) => [...row, '']) }
}

function withOddLineEnds(file: string, text: string): string {
  if (file === FILES.members) return BYTE_ORDER_MARK + text
  if (file === FILES.sessions) return text.replaceAll('\n', '\r\n')
  if (file === FILES.sites) return text.replaceAll('\n', '\r')
  return text
}

function tableOf(clean: ReadonlyMap<string, ImportTable>, name: TableName): ImportTable {
  const table = clean.get(FILES[name])
  if (table === undefined) throw new RangeError(`The clinic to spoil lacks ${FILES[name]}.`)
  return table
}

function expectedCsv<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string | number | Uint8Array>>[],
): string {
  return csvText({ columns, rows: rows.map((row) => columns.map((column) => String(row[column]))) })
}
