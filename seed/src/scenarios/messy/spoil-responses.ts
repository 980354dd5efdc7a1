import { addDays } from '../../../../api/src/core/calendar-day.js'
import type { RowCode } from '../../../../api/src/core/import-rules/codes.js'
import { type Anchors, cell } from './anchors.js'
import type { Cells, SpoiledTable } from './spoiled-table.js'

/** What may stand in place of an answer, and why it is refused. Nothing is rounded or guessed. */
const BAD_ANSWERS: readonly (readonly [string, RowCode])[] = [
  ['4', 'item_out_of_range'],
  ['-1', 'item_out_of_range'],
  ['2.5', 'not_integer'],
  ['NaN', 'not_integer'],
  ['1e0', 'not_integer'],
  ['03', 'not_integer'],
  ['+3', 'not_integer'],
  ['0x2', 'not_integer'],
  ['３', 'not_integer'],
  ['true', 'wrong_type'],
  ['null', 'wrong_type'],
  ['{"value":2}', 'wrong_type'],
  ["' or 1=1 --", 'wrong_type'],
]

const BAD_DAYS: readonly (readonly [string, RowCode])[] = [
  ['2025-02-30', 'no_such_day'],
  ['03/04/2025', 'ambiguous_date'],
  ['45718', 'excel_serial_date'],
  ['spring', 'not_a_date'],
  ['2025-03-04T10:00:00Z', 'not_a_date'],
  ['', 'missing_value'],
]

const CYRILLIC_EM = 'М'
const ZERO_WIDTH_SPACE = '\u200b'
const LONG_ID = 'R'.repeat(201)

/** Adds one response of every kind that is refused. */
export function spoilResponses(table: SpoiledTable, anchors: Anchors): void {
  const { phq9, gad7 } = anchors
  const newId = numberedIds('RX')
  const reject = (code: RowCode, column: string, changes: Cells) =>
    table.reject(code, column, { ...phq9, response_id: newId(), ...changes })

  for (const [answer, code] of BAD_ANSWERS) reject(code, 'item4', { item4: answer })
  for (const [day, code] of BAD_DAYS) reject(code, 'response_date', { response_date: day })
  reject('item_out_of_range', 'item9', { item9: '4' })
  reject('item_out_of_range', 'functional_difficulty', { functional_difficulty: '4' })
  reject('empty_response', 'item1', withoutAnswers(phq9))
  reject('number_out_of_range', 'total', { ...withoutAnswers(phq9), total: '28' })
  table.reject('wrong_item_count', 'item8', { ...gad7, response_id: newId(), item8: '1' })
  reject('unknown_measure', 'measure', { measure: 'phq-9' })
  reject('missing_value', 'measure', { measure: '' })
  reject('missing_value', 'response_id', { response_id: '' })
  reject('id_too_long', 'response_id', { response_id: LONG_ID })
  reject('confusable_id', 'member_id', { member_id: CYRILLIC_EM + cell(phq9, 'member_id').slice(1) })
  reject('confusable_id', 'member_id', { member_id: cell(phq9, 'member_id') + ZERO_WIDTH_SPACE })
  rejectByReference(reject, anchors)
}

function rejectByReference(
  reject: (code: RowCode, column: string, changes: Cells) => void,
  { asOf, member, otherMember, otherSession }: Anchors,
): void {
  const joinDate = cell(member, 'join_date')
  reject('unknown_member', 'member_id', { member_id: 'M99999' })
  reject('unknown_session', 'session_id', { session_id: 'G999-01' })
  reject('session_of_another_group', 'session_id', {
    session_id: cell(otherSession, 'session_id'),
    response_date: cell(otherSession, 'session_date'),
  })
  reject('unknown_episode', 'join_date', { join_date: addDays(joinDate, 1) })
  reject('future_date', 'response_date', { session_id: '', response_date: addDays(asOf, 40) })
  reject('outside_episode', 'response_date', { session_id: '', response_date: addDays(joinDate, -29) })
  reject('outside_episode', 'response_date', {
    session_id: '',
    response_date: addDays(cell(member, 'exit_date'), 29),
  })
  // which of two contradicting rows is right cannot be known: both are refused
  reject('conflict', 'response_id', { response_id: 'RX-TWICE', item1: '0' })
  reject('conflict', 'response_id', { response_id: 'RX-TWICE', item1: '1' })
  reject('response_id_of_another_member', 'response_id', { response_id: 'RX-SHARED' })
  reject('response_id_of_another_member', 'response_id', {
    response_id: 'RX-SHARED',
    member_id: cell(otherMember, 'member_id'),
    session_id: '',
    response_date: cell(otherMember, 'join_date'),
  })
}

function withoutAnswers(form: Cells): Cells {
  return Object.fromEntries(
    Object.keys(form)
      .filter((column) => /^item\d+$/.test(column))
      .map((column) => [column, '']),
  )
}

/** Ids in a row: prefix and three digits. */
export function numberedIds(prefix: string): () => string {
  let number = 0
  return () => {
    number += 1
    return `${prefix}${String(number).padStart(3, '0')}`
  }
}
