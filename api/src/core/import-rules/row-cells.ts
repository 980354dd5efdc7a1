/** Reads the cells of one row after another; every bad cell is noted, not only the first. */

import { type Day, isDay } from '../calendar-day.js'
import type { RowCode, RowProblem } from './codes.js'
import { isConfusableId } from './confusable-ids.js'
import { dayProblem, integerProblem } from './value-classes.js'

/** Longest id that is taken, in characters. */
const LONGEST_ID = 200

// The calendar of the tables' checks on years; beyond it stands a slip of the pen.
const EARLIEST_DAY = '1850-01-01'
const LATEST_DAY = '2200-12-31'

const WHOLE_NUMBER = /^(0|-?[1-9]\d{0,9})$/
// Not \s: that would take zero-width characters for blanks.
const BLANKS_AROUND = /^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g
const PLAIN_TEXT = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/

export class RowCells {
  readonly #positions: ReadonlyMap<string, number>
  // The same few days stand in most rows; telling whether one exists costs more than finding it here.
  readonly #usableDays = new Set<Day>()
  #cells: readonly string[] = []
  #problems: RowProblem[] = []

  /** @param positions  where each column of the header stands, from 0 */
  constructor(positions: ReadonlyMap<string, number>) {
    this.#positions = positions
  }

  /** Goes to the next row and forgets the problems of the one before. */
  load(cells: readonly string[]): void {
    this.#cells = cells
    this.#problems = []
  }

  get problems(): readonly RowProblem[] {
    return this.#problems
  }

  hasColumn(column: string): boolean {
    return this.#positions.has(column)
  }

  note(column: string, code: RowCode, expected: string, message: string): void {
    this.#problems.push({ column, code, expected, message })
  }

  /** The cell without blanks around it, in normal form C; null when empty or when the file lacks the column. */
  text(column: string): string | null {
    const position = this.#positions.get(column)
    const cell = position === undefined ? '' : (this.#cells[position] ?? '')
    if (cell === '') return null
    if (PLAIN_TEXT.test(cell)) return cell
    // U+FEFF counts as a blank in JavaScript; to a reader of ids it is an invisible character.
    const trimmed = cell.includes('\ufeff')
      ? cell.replace(/^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g, '')
      : cell.replace(BLANKS_AROUND, '')
    return trimmed === '' ? null : trimmed.normalize('NFC')
  }

  requiredText(column: string): string | null {
    return this.isFilled(column) ? this.text(column) : null
  }

  id(column: string): string | null {
    const text = this.text(column)
    if (text === null) return null
    if (isConfusableId(text)) {
      const message =
        'The id has an invisible character or letters that look like those of another alphabet. Type it again.'
      this.note(column, 'confusable_id', 'an id in one alphabet, without invisible characters', message)
      return null
    }
    if (text.length > LONGEST_ID) {
      const expected = `at most ${LONGEST_ID} characters`
      this.note(column, 'id_too_long', expected, 'The id is too long. Give a shorter one.')
      return null
    }
    return text
  }

  requiredId(column: string): string | null {
    return this.isFilled(column) ? this.id(column) : null
  }

  oneOf<Value extends string>(column: string, values: readonly Value[]): Value | null {
    const text = this.text(column)
    if (text === null) return null
    const value = values.find((known) => known === text)
    if (value !== undefined) return value
    const expected = values.join(', ')
    this.note(column, 'unknown_value', expected, `The value is none of: ${expected}.`)
    return null
  }

  requiredOneOf<Value extends string>(column: string, values: readonly Value[]): Value | null {
    return this.isFilled(column) ? this.oneOf(column, values) : null
  }

  day(column: string): Day | null {
    const text = this.text(column)
    if (text === null) return null
    if (this.isUsableDay(text)) return text
    this.#problems.push({ column, ...dayProblem(text) })
    return null
  }

  requiredDay(column: string): Day | null {
    return this.isFilled(column) ? this.day(column) : null
  }

  integer(column: string, low: number, high: number, code: RowCode = 'number_out_of_range'): number | null {
    const text = this.text(column)
    if (text === null) return null
    const expected = `a whole number from ${low} to ${high}`
    if (!WHOLE_NUMBER.test(text)) {
      this.#problems.push({ column, expected, ...integerProblem(text) })
      return null
    }
    const value = Number(text)
    if (value >= low && value <= high) return value
    const message = `The number lies outside ${low} to ${high}. Correct it, or leave the cell empty if it is not known.`
    this.note(column, code, expected, message)
    return null
  }

  requiredInteger(column: string, low: number, high: number): number | null {
    return this.isFilled(column) ? this.integer(column, low, high) : null
  }

  /** 0 or 1. */
  flag(column: string): boolean | null {
    const value = this.integer(column, 0, 1)
    return value === null ? null : value === 1
  }

  private isUsableDay(text: string): boolean {
    if (this.#usableDays.has(text)) return true
    if (!isDay(text) || text < EARLIEST_DAY || text > LATEST_DAY) return false
    this.#usableDays.add(text)
    return true
  }

  private isFilled(column: string): boolean {
    if (this.text(column) !== null) return true
    this.note(column, 'missing_value', 'a value', 'The cell is empty, and this column needs a value.')
    return false
  }
}
