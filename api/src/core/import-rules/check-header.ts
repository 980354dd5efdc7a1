/** Which column stands where, or why the file cannot be read by this header. */

import type { FileCode } from './codes.js'
import { type ImportFileName, importColumns, isKnownColumn, MOST_COLUMNS } from './import-columns.js'

export type HeaderCheck =
  | {
      readonly kind: 'usable'
      /** Column name to its place in a row, from 0; ignored columns left out. */
      readonly positions: ReadonlyMap<string, number>
      readonly width: number
      readonly ignored: readonly string[]
    }
  | { readonly kind: 'refused'; readonly code: FileCode; readonly message: string }

const OTHER_DELIMITERS = [
  { character: ';', name: 'a semicolon' },
  { character: '\t', name: 'a tab' },
  { character: '|', name: 'a vertical bar' },
]

const LONGEST_NAME_SHOWN = 60

/**
 * @param header         cells of the first row, as they stand
 * @param ignoreUnknown  leave columns out that the file should not have, in place of refusing it
 */
export function checkHeader(
  file: ImportFileName,
  header: readonly string[],
  ignoreUnknown: boolean,
): HeaderCheck {
  const names = header.map((cell) => cell.trim())
  const delimiter = otherDelimiter(names)
  if (delimiter !== undefined) {
    return refused(
      'wrong_delimiter',
      `The columns of ${file} are separated by ${delimiter}. Save it with commas.`,
    )
  }
  if (names.length > MOST_COLUMNS) {
    return refused(
      'too_many_columns',
      `${file} has ${names.length} columns; at most ${MOST_COLUMNS} are read.`,
    )
  }
  if (!names.some((name) => isKnownColumn(file, name))) {
    return refused(
      'missing_header',
      `The first line of ${file} has no known column name. The first line must be: ${expectedHeader(file)}.`,
    )
  }
  const repeated = names.find((name, position) => names.indexOf(name) !== position)
  if (repeated !== undefined) {
    return refused('duplicate_column', `${file} has two columns named "${shown(repeated)}". Keep one.`)
  }
  const missing = importColumns[file].required.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    return refused('missing_column', `${file} lacks ${listed(missing)}. Required: ${expectedHeader(file)}.`)
  }
  const ignored = names.filter((name) => !isKnownColumn(file, name))
  if (ignored.length > 0 && !ignoreUnknown) {
    const message = `${file} has unknown columns: ${listed(ignored)}. Remove them, or ask to ignore unknown columns.`
    return refused('unknown_column', message)
  }
  const known = names.flatMap((name, position): [string, number][] =>
    isKnownColumn(file, name) ? [[name, position]] : [],
  )
  return { kind: 'usable', positions: new Map(known), width: names.length, ignored }
}

function refused(code: FileCode, message: string): HeaderCheck {
  return { kind: 'refused', code, message }
}

function otherDelimiter(names: readonly string[]): string | undefined {
  const [only] = names
  if (names.length !== 1 || only === undefined) return undefined
  return OTHER_DELIMITERS.find(({ character }) => only.includes(character))?.name
}

function expectedHeader(file: ImportFileName): string {
  return importColumns[file].required.join(',')
}

function listed(names: readonly string[]): string {
  return names.map((name) => (name === '' ? 'a column without a name' : `"${shown(name)}"`)).join(', ')
}

function shown(name: string): string {
  return name.length > LONGEST_NAME_SHOWN ? `${name.slice(0, LONGEST_NAME_SHOWN)}..` : name
}
