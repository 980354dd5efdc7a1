/** Rows of responses.csv: the answers of one form, by the rules of its measure's definition file. */

import type { MeasureDefinition } from '../measures/measure-definition.js'
import { findMeasure, measureRegistry } from '../measures/registry.js'
import { encodeAnswers } from '../scoring/answers-text.js'
import { scoreAnswers, scoreTotalOnly } from '../scoring/score-answers.js'
import type { ResponseKey, ResponseRecord, RowReading } from './records.js'
import type { RowCells } from './row-cells.js'
import { unreadable } from './unreadable.js'

export interface ReadResponse extends ResponseRecord {
  /** The file gives a total that the answers do not add up to; the answers are kept. */
  readonly isTotalMismatched: boolean
}

export type ResponseRowReader = (cells: RowCells, line: number) => RowReading<ReadResponse, ResponseKey>

/**
 * A reader for the rows of one responses.csv.
 *
 * @param itemColumns  numbers of the item columns in the header, in any order
 */
export function responseRowReader(itemColumns: readonly number[]): ResponseRowReader {
  const inOrder = [...itemColumns].sort((one, other) => one - other)
  return (cells, line) => readResponseRow(cells, line, inOrder)
}

function readResponseRow(
  cells: RowCells,
  line: number,
  itemColumns: readonly number[],
): RowReading<ReadResponse, ResponseKey> {
  const responseId = cells.requiredId('response_id')
  const memberCode = cells.requiredId('member_id')
  const sessionId = cells.id('session_id')
  const joinedOn = cells.day('join_date')
  const respondedOn = cells.requiredDay('response_date')
  const measure = readMeasure(cells)
  const content = measure === null ? null : readContent(cells, measure, itemColumns)
  if (
    responseId === null ||
    memberCode === null ||
    respondedOn === null ||
    content === null ||
    cells.problems.length > 0
  ) {
    const named = { responseId, memberCode, sessionId, joinedOn, respondedOn }
    return unreadable(cells, line, named, holdsRiskAnswer(cells, measure))
  }
  return {
    kind: 'read',
    line,
    record: { responseId, memberCode, sessionId, joinedOn, respondedOn, ...content },
  }
}

function readMeasure(cells: RowCells): MeasureDefinition | null {
  const code = cells.requiredText('measure')
  if (code === null) return null
  const measure = findMeasure(code)
  if (measure !== undefined) return measure
  const known = measureRegistry.map((definition) => definition.code).join(', ')
  cells.note('measure', 'unknown_measure', known, `There is no such measure. Known: ${known}.`)
  return null
}

type FormContent = Pick<
  ReadResponse,
  | 'measureCode'
  | 'answers'
  | 'total'
  | 'answeredItems'
  | 'scoring'
  | 'functionalDifficulty'
  | 'isTotalMismatched'
>

function readContent(
  cells: RowCells,
  measure: MeasureDefinition,
  itemColumns: readonly number[],
): FormContent | null {
  const earlierProblems = cells.problems.length
  const answers = readAnswers(cells, measure, itemColumns)
  const total = cells.integer('total', measure.totalRange.low, measure.totalRange.high)
  const functionalDifficulty = readFunctionalDifficulty(cells, measure)
  if (cells.problems.length > earlierProblems) return null
  const form = { measureCode: measure.code, functionalDifficulty }
  if (answers.some((answer) => answer !== null)) {
    if (answers.length < measure.items.length) return noteMissingColumns(cells, measure)
    return { ...form, ...scored(measure, answers, total) }
  }
  if (total !== null) {
    const score = scoreTotalOnly(measure, total)
    const scoring = { total: score.total, scoring: score.scoring, answeredItems: 0 }
    return { ...form, ...scoring, answers: null, isTotalMismatched: false }
  }
  if (answers.length < measure.items.length) return noteMissingColumns(cells, measure)
  const message = 'The form has no answer and no total. Leave the row out, or give the answers.'
  cells.note('item1', 'empty_response', 'at least one answer, or the total', message)
  return null
}

/** Answers in item order; shorter than the measure when the header lacks one of its columns. */
function readAnswers(
  cells: RowCells,
  measure: MeasureDefinition,
  itemColumns: readonly number[],
): (number | null)[] {
  const { low, high } = measure.itemRange
  const answers: (number | null)[] = []
  for (const number of itemColumns) {
    const column = `item${number}`
    if (number <= measure.items.length) {
      answers.push(cells.integer(column, low, high, 'item_out_of_range'))
    } else if (cells.text(column) !== null) {
      const expected = `${measure.items.length} answers, the cells beyond them empty`
      const message = `${measure.shortName} has ${measure.items.length} items; a cell beyond them is filled.`
      cells.note(column, 'wrong_item_count', expected, message)
    }
  }
  return answers
}

function noteMissingColumns(cells: RowCells, measure: MeasureDefinition): null {
  const missing = measure.items.find((item) => !cells.hasColumn(`item${item.number}`))
  const column = `item${missing?.number ?? measure.items.length}`
  const expected = `the columns item1 to item${measure.items.length}`
  const message = `${measure.shortName} has ${measure.items.length} items and the file lacks a column for one of them.`
  cells.note(column, 'wrong_item_count', expected, message)
  return null
}

function scored(measure: MeasureDefinition, answers: readonly (number | null)[], given: number | null) {
  const score = scoreAnswers(measure, answers)
  const total = score.kind === 'scored' ? score.total : null
  const isSum = given === null || given === total || given === score.rawSum
  const scoring = score.kind === 'scored' ? score.scoring : ('unscorable' as const)
  return {
    answers: encodeAnswers(answers),
    total,
    answeredItems: score.nAnswered,
    scoring,
    isTotalMismatched: !isSum,
  }
}

function readFunctionalDifficulty(cells: RowCells, measure: MeasureDefinition): number | null {
  const column = 'functional_difficulty'
  const item = measure.functionalDifficulty
  if (item === null) {
    if (cells.text(column) !== null) {
      const message = `${measure.shortName} does not ask about functional difficulty. Leave the cell empty.`
      cells.note(column, 'wrong_item_count', 'an empty cell', message)
    }
    return null
  }
  const values = item.choices.map((choice) => choice.value)
  return cells.integer(column, Math.min(...values), Math.max(...values), 'item_out_of_range')
}

/** Read generously, because a person is told: a measure that is unknown, or an answer out of range, counts too. */
function holdsRiskAnswer(cells: RowCells, measure: MeasureDefinition | null): boolean {
  const candidates = measure === null ? measureRegistry : [measure]
  return candidates.some((definition) =>
    definition.items.some((item) => {
      const answer = cells.text(`item${item.number}`)
      return item.isRiskItem && answer !== null && Number(answer.normalize('NFKC')) > definition.itemRange.low
    }),
  )
}
