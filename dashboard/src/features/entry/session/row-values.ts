/** What stands in the cells of one row, and what of it the server does not have yet. */

import type { EnteredForm, RosterRow, SessionMemberEntry } from '../../../../../api/src/contracts/entry.js'
import { ATTENDANCE, difficultyKey, type EntryColumn, itemKey, type SheetMeasure } from './columns.js'

export type AttendanceStatus = NonNullable<RosterRow['attendance']>['status']

export interface RowValues {
  readonly attendance: AttendanceStatus | null
  /** By the key of the column. No entry: nothing was typed yet; null: not answered, which is never 0. */
  readonly answers: Readonly<Record<string, number | null>>
}

export type CellValue = AttendanceStatus | number | null | undefined

/** Of two forms of one measure at a session the first is the one on the page. */
export function formOf(row: Pick<RosterRow, 'forms'>, measure: string): EnteredForm | null {
  return row.forms.find((form) => form.measure === measure) ?? null
}

/** The cells as the server has them. */
export function storedValues(row: RosterRow, measures: readonly SheetMeasure[]): RowValues {
  const answers: Record<string, number | null> = {}
  for (const { code } of measures) {
    const form = formOf(row, code)
    for (const [index, answer] of (form?.answers ?? []).entries()) answers[itemKey(code, index)] = answer
    const difficulty = form?.functional_difficulty ?? null
    if (difficulty !== null) answers[difficultyKey(code)] = difficulty
  }
  return { attendance: row.attendance?.status ?? null, answers }
}

export function valueAt(values: RowValues, key: string): CellValue {
  return key === ATTENDANCE ? values.attendance : values.answers[key]
}

/** The values with one cell changed; undefined empties it. */
export function withAnswer(values: RowValues, key: string, answer: number | null | undefined): RowValues {
  const { [key]: _, ...others } = values.answers
  return { ...values, answers: answer === undefined ? others : { ...others, [key]: answer } }
}

/** Keys of cells that stand otherwise in the two, in the order of the columns. */
export function differingKeys(
  one: RowValues,
  other: RowValues,
  columns: readonly EntryColumn[],
): readonly string[] {
  return columns.map(({ key }) => key).filter((key) => valueAt(one, key) !== valueAt(other, key))
}

export function isAttended(status: AttendanceStatus): boolean {
  return status === 'present' || status === 'late' || status === 'left_early'
}

/** Everything is typed that has to be; the difficulty may stay open. */
export function isComplete(values: RowValues, columns: readonly EntryColumn[]): boolean {
  if (values.attendance === null) return false
  if (!isAttended(values.attendance)) return true
  return columns.every(({ kind, key }) => kind !== 'item' || values.answers[key] !== undefined)
}

/** Nothing is left that could still be typed into the row. */
export function isFull(values: RowValues, columns: readonly EntryColumn[]): boolean {
  if (!isComplete(values, columns)) return false
  if (values.attendance !== null && !isAttended(values.attendance)) return true
  return columns.every(({ kind, key }) => kind !== 'difficulty' || values.answers[key] !== undefined)
}

/** Parts of an entry: the attendance, and each measure by its code. */
type Part = string

/** What to send of a row; null when the server has all of it. */
export function entryOf(
  values: RowValues,
  row: RosterRow,
  measures: readonly SheetMeasure[],
): SessionMemberEntry | null {
  const isMoved = values.attendance !== (row.attendance?.status ?? null)
  const forms = measures.flatMap((measure) => formEntryOf(values, formOf(row, measure.code), measure))
  if (!isMoved && forms.length === 0) return null
  const attendance = { status: values.attendance, version: row.attendance?.version ?? null }
  return { ...(isMoved ? { attendance } : {}), forms }
}

function formEntryOf(
  values: RowValues,
  stored: EnteredForm | null,
  { code, items }: SheetMeasure,
): SessionMemberEntry['forms'] {
  const answers = items.map((_, index) => values.answers[itemKey(code, index)] ?? null)
  const difficulty = values.answers[difficultyKey(code)] ?? null
  const isBlank = difficulty === null && answers.every((answer) => answer === null)
  // A form on which nothing was answered was not returned; a total alone has no answers to compare.
  if (isBlank && (stored === null || stored.answers === null)) return []
  if (stored !== null && isSameForm(stored, answers, difficulty)) return []
  const replaces =
    stored === null
      ? null
      : { source_system: stored.source_system, response_id: stored.response_id, version: stored.version }
  return [{ measure: code, replaces, answers, functional_difficulty: difficulty }]
}

function isSameForm(
  stored: EnteredForm,
  answers: readonly (number | null)[],
  difficulty: number | null,
): boolean {
  return (
    stored.functional_difficulty === difficulty &&
    stored.answers !== null &&
    stored.answers.every((answer, index) => answer === answers[index])
  )
}

/** The parts of what would be sent that take the place of something stored. */
export function replacedParts(entry: SessionMemberEntry, row: RosterRow): readonly Part[] {
  return [
    ...(entry.attendance !== undefined && row.attendance !== null ? [ATTENDANCE] : []),
    ...entry.forms.filter(({ replaces }) => replaces !== null).map(({ measure }) => measure),
  ]
}

export function partsOf(entry: SessionMemberEntry): readonly Part[] {
  return [
    ...(entry.attendance === undefined ? [] : [ATTENDANCE]),
    ...entry.forms.map(({ measure }) => measure),
  ]
}

/** Which versions somebody typed upon, by part: another one by now means that the row was changed meanwhile. */
export function versionsOf(
  row: RosterRow,
  measures: readonly SheetMeasure[],
): Readonly<Record<Part, string>> {
  const versions: Record<Part, string> = { [ATTENDANCE]: String(row.attendance?.version ?? 'none') }
  for (const { code } of measures) {
    const form = formOf(row, code)
    versions[code] = form === null ? 'none' : `${form.source_system} ${form.response_id} ${form.version}`
  }
  return versions
}

/** The sum of what is answered so far, an item that counts backwards turned round; not the score, which the server works out. */
export function sumSoFar(
  values: RowValues,
  { code, items, item_range }: SheetMeasure,
): { sum: number; answered: number; typed: number } {
  let [sum, answered, typed] = [0, 0, 0]
  for (const [index, item] of items.entries()) {
    const answer = values.answers[itemKey(code, index)]
    if (answer !== undefined) typed += 1
    if (answer === undefined || answer === null) continue
    answered += 1
    sum += item.is_reversed ? item_range.low + item_range.high - answer : answer
  }
  return { sum, answered, typed }
}

/** Answers above the lowest one to items that ask about harm to oneself, as they stand in the cells. */
export function riskAnswers(
  values: RowValues,
  columns: readonly EntryColumn[],
): readonly { column: Extract<EntryColumn, { kind: 'item' }>; answer: number }[] {
  return columns.flatMap((column) => {
    if (column.kind !== 'item' || column.measure.items[column.index]?.is_risk_item !== true) return []
    const answer = values.answers[column.key]
    return answer === undefined || answer === null || answer <= column.measure.item_range.low
      ? []
      : [{ column, answer }]
  })
}
