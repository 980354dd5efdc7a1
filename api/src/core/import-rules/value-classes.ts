/** Names what was written where a whole number or a day was expected, without repeating it. */

import type { RowProblem } from './codes.js'

/** Excel counts days from 1900: these are 1927 to 2119. */
const EXCEL_SERIALS = { low: 10_000, high: 80_000 }

/** Why a text is no whole number in the one way it may be written. */
export function integerProblem(text: string): Pick<RowProblem, 'code' | 'message'> {
  if (/^nan$/i.test(text)) return notAnInteger('"not a number"')
  const plain = text.normalize('NFKC')
  if (/^[-+]?\p{Nd}+$/u.test(plain)) {
    if (!/^[-+]?\d+$/.test(text)) return notAnInteger('digits of another script or width')
    if (text.startsWith('+')) return notAnInteger('a plus sign')
    if (/^-?0/.test(text)) return notAnInteger('leading zeros or minus zero')
    return notAnInteger('a number with too many digits')
  }
  if (/^[-+]?(\d+[.,]\d*|[.,]\d+)$/.test(plain)) return notAnInteger('a decimal number')
  if (/^[-+]?(\d+([.,]\d*)?e[-+]?\d+|0[xob][\da-f]+)$/i.test(plain)) {
    return notAnInteger('scientific, hexadecimal, octal or binary notation')
  }
  return {
    code: 'wrong_type',
    message: 'The cell holds text where a whole number belongs. Nothing is guessed.',
  }
}

/** Why a text is no calendar day written YYYY-MM-DD. */
export function dayProblem(text: string): Omit<RowProblem, 'column'> {
  const expected = 'a day written YYYY-MM-DD'
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const message = 'The calendar has no such day between 1850 and 2200.'
    return { code: 'no_such_day', expected: 'a day that exists', message }
  }
  if (/^\d{1,2}[/.\- ]\d{1,2}[/.\- ](\d{4}|\d{2})$/.test(text)) {
    const message =
      'It cannot be known which number is the day and which the month. Write the date as YYYY-MM-DD.'
    return { code: 'ambiguous_date', expected, message }
  }
  const serial = /^\d{5}(\.\d+)?$/.test(text) ? Number(text) : 0
  if (serial >= EXCEL_SERIALS.low && serial <= EXCEL_SERIALS.high) {
    const message =
      'The cell holds a spreadsheet day number. Format the column as text YYYY-MM-DD before saving as CSV.'
    return { code: 'excel_serial_date', expected, message }
  }
  if (/^\d{4}-\d{2}-\d{2}[T ]/.test(text)) {
    return { code: 'not_a_date', expected, message: 'A time stands after the day. Give the day alone.' }
  }
  return { code: 'not_a_date', expected, message: 'The cell holds no date written YYYY-MM-DD.' }
}

function notAnInteger(found: string): Pick<RowProblem, 'code' | 'message'> {
  const message = `Found ${found} where a plain whole number belongs. Nothing is rounded or converted.`
  return { code: 'not_integer', message }
}
