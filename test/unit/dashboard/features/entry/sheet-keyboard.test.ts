import { describe, expect, test } from '@jest/globals'
import type { SessionSheet } from '../../../../../api/src/contracts/entry.js'
import { shownMeasures } from '../../../../../dashboard/src/features/entry/session/columns.js'
import { pressed } from '../../../../../dashboard/src/features/entry/session/move-cursor.js'
import { sumSoFar } from '../../../../../dashboard/src/features/entry/session/row-values.js'
import {
  entryToSend,
  type SheetState,
  sheetState,
} from '../../../../../dashboard/src/features/entry/session/sheet-state.js'
import { aRosterRow, aSessionSheet, aStoredForm } from '../../../../builders/session-sheet.js'

const onlyPhq9 = (over: Partial<SessionSheet> = {}): SessionSheet => {
  const sheet = aSessionSheet(over)
  return {
    ...sheet,
    measures: sheet.measures.map((each) => ({ ...each, is_expected: each.code === 'phq9' })),
  }
}
const begun = (sheet: SessionSheet = aSessionSheet()): SheetState => sheetState(sheet, shownMeasures(sheet))

function afterKeys(state: SheetState, keys: string | readonly string[]): SheetState {
  return [...keys].reduce((before, key) => pressed(before, key) ?? before, state)
}

const cursorOf = ({ cursor }: SheetState) => `${cursor.memberId} ${cursor.key}`
const row = (state: SheetState, memberId: string) => {
  const found = state.rows[memberId]
  if (found === undefined) throw new Error(`No row ${memberId}.`)
  return found
}
const valuesOf = (state: SheetState, memberId: string) => row(state, memberId).values

describe('the keys of a session', () => {
  test('attendance and PHQ-9 of a member take ten, and the next letter is the next member’s', () => {
    const state = afterKeys(begun(onlyPhq9()), 'p012301230')
    expect(cursorOf(state)).toBe('M01 phq9.difficulty')
    const next = afterKeys(state, 'l')
    expect([cursorOf(next), valuesOf(next, 'M02').attendance]).toEqual(['M02 phq9.0', 'late'])
    expect(entryToSend(next, row(next, 'M01'))).toEqual({
      attendance: { status: 'present', version: null },
      forms: [
        {
          measure: 'phq9',
          replaces: null,
          answers: [0, 1, 2, 3, 0, 1, 2, 3, 0],
          functional_difficulty: null,
        },
      ],
    })
  })

  test('the difficulty is last, may be typed, and makes the row full', () => {
    const state = afterKeys(begun(onlyPhq9()), 'p0123012301')
    expect(cursorOf(state)).toBe('M02 attendance')
    expect(entryToSend(state, row(state, 'M01'))?.forms[0]?.functional_difficulty).toBe(1)
  })

  test.each([
    ['p', 'present', 'M01 phq9.0'],
    ['L', 'late', 'M01 phq9.0'],
    ['e', 'left_early', 'M01 phq9.0'],
    ['a', 'absent_notified', 'M02 attendance'],
    ['U', 'absent_unnotified', 'M02 attendance'],
  ])('%s is %s and leads to %s', (key, status, place) => {
    const state = afterKeys(begun(), key)
    expect([valuesOf(state, 'M01').attendance, cursorOf(state)]).toEqual([status, place])
  })

  test('an absent member skips the answers and is sent at once', () => {
    const state = afterKeys(begun(), 'u')
    expect(entryToSend(state, row(state, 'M01'))).toEqual({
      attendance: { status: 'absent_unnotified', version: null },
      forms: [],
    })
  })

  test('a measure follows the other by itself', () => {
    expect(cursorOf(afterKeys(begun(), 'p111111111'))).toBe('M01 gad7.0')
  })

  test.each(['-', ' '])('"%s" is "not answered", which is neither empty nor 0', (key) => {
    const state = afterKeys(begun(), ['p', key, '0'])
    expect(valuesOf(state, 'M01').answers).toEqual({ 'phq9.0': null, 'phq9.1': 0 })
    expect(cursorOf(state)).toBe('M01 phq9.2')
  })

  test.each(['4', '9', 'x', 'p', '٣'])('%s answers nothing, and it is said what does', (key) => {
    const state = afterKeys(begun(), ['p', key])
    expect([valuesOf(state, 'M01').answers, cursorOf(state)]).toEqual([{}, 'M01 phq9.0'])
    expect(state.hint).toBe('Here: 0 to 3, or a hyphen for not answered.')
  })

  test('digits are no attendance', () => {
    const state = afterKeys(begun(), '1')
    expect([valuesOf(state, 'M01').attendance, state.hint]).toEqual([null, 'Here: P, L, E, A or U.'])
  })

  test('Backspace goes back and changes nothing; Delete empties', () => {
    const back = afterKeys(begun(), ['p', '1', '2', 'Backspace'])
    expect([cursorOf(back), valuesOf(back, 'M01').answers]).toEqual([
      'M01 phq9.1',
      { 'phq9.0': 1, 'phq9.1': 2 },
    ])
    expect(valuesOf(afterKeys(back, ['Delete']), 'M01').answers).toEqual({ 'phq9.0': 1 })
  })

  test('Backspace leads from the next member back to the last cell of the one before', () => {
    expect(cursorOf(afterKeys(begun(onlyPhq9()), ['p', ...'0000000001', 'Backspace']))).toBe(
      'M01 phq9.difficulty',
    )
    expect(cursorOf(afterKeys(begun(), ['u', 'Backspace']))).toBe('M01 attendance')
  })

  test('of a stored form a cell can only become "not answered"', () => {
    const stored = aRosterRow(0, { forms: [aStoredForm('phq9', [1, 1, 1, 1, 1, 1, 1, 1, 0])] })
    const state = afterKeys(begun(aSessionSheet({ roster: [stored] })), ['ArrowRight', 'Delete'])
    expect(valuesOf(state, 'M01').answers['phq9.0']).toBeNull()
  })

  test('Enter goes to the next member and leaves the form out that nobody returned', () => {
    const state = afterKeys(begun(), ['p', 'Enter'])
    expect(cursorOf(state)).toBe('M02 attendance')
    expect(entryToSend(state, row(state, 'M01'))?.forms).toEqual([])
  })

  test('a form of nothing but "not answered" was not returned', () => {
    const state = afterKeys(begun(), ['p', ...'---------', 'Enter'])
    expect(entryToSend(state, row(state, 'M01'))?.forms).toEqual([])
  })

  test('a row that is left half typed is sent with what is there, the rest as not answered', () => {
    const state = afterKeys(begun(), ['p', '1', '2', 'ArrowDown'])
    expect(entryToSend(state, row(state, 'M01'))?.forms[0]?.answers).toEqual([
      1,
      2,
      ...Array<null>(7).fill(null),
    ])
  })

  test('arrows stop at the edges, Home and End go to them', () => {
    const keys = [
      ['ArrowUp', 'M01 attendance'],
      ['ArrowLeft', 'M01 attendance'],
      ['End', 'M01 phq9.difficulty'],
      ['ArrowRight', 'M01 phq9.difficulty'],
      ['ArrowDown', 'M02 phq9.difficulty'],
      ['Home', 'M02 attendance'],
    ] as const
    let state = begun()
    for (const [key, place] of keys) {
      state = afterKeys(state, [key])
      expect(cursorOf(state)).toBe(place)
    }
  })

  test('behind the last member the keys stay there, and it is said', () => {
    const state = afterKeys(begun(aSessionSheet({ roster: [aRosterRow(0)] })), 'u')
    expect([cursorOf(state), state.hint]).toEqual(['M01 attendance', 'That was the last member.'])
    expect(entryToSend(state, row(state, 'M01'))).not.toBeNull()
  })

  test.each(['Tab', 'F5', 'Escape', 'Shift'])('%s is not ours', (key) => {
    expect(pressed(begun(), key)).toBeNull()
  })

  test.each(['cancelled', 'not_yet'] as const)('a session that is %s takes nothing', (attendance_entry) => {
    const state = afterKeys(begun(aSessionSheet({ attendance_entry })), 'p1')
    expect(valuesOf(state, 'M01')).toEqual({ attendance: null, answers: {} })
  })
})

describe('whom the cursor visits', () => {
  test('it begins with the first member in care without attendance', () => {
    const roster = [
      aRosterRow(0, { attendance: { status: 'present', version: 1 } }),
      aRosterRow(1, { is_in_care: false }),
      aRosterRow(2),
    ]
    expect(cursorOf(begun(aSessionSheet({ roster })))).toBe('M03 attendance')
  })

  test('members who had left stand last, are passed over, and can still be reached', () => {
    const roster = [
      aRosterRow(0),
      aRosterRow(1, { is_in_care: false, exited_on: '2026-11-01' }),
      aRosterRow(2),
    ]
    const state = begun(aSessionSheet({ roster }))
    expect(state.order).toEqual(['M01', 'M03', 'M02'])
    expect(cursorOf(afterKeys(state, 'uu'))).toBe('M03 attendance')
    expect(cursorOf(afterKeys(state, ['ArrowDown', 'ArrowDown', 'u']))).toBe('M02 attendance')
  })
})

describe('the running sum', () => {
  test('is of what is answered, and says of how many', () => {
    const state = afterKeys(begun(), 'p23-1')
    const [phq9] = state.measures
    if (phq9 === undefined) throw new Error('No measure.')
    expect(sumSoFar(valuesOf(state, 'M01'), phq9)).toEqual({ sum: 6, answered: 3, typed: 4 })
  })

  test('turns items round that count backwards', () => {
    const sheet = aSessionSheet()
    const rosenberg = sheet.measures.find(({ code }) => code === 'rses')
    if (rosenberg === undefined) throw new Error('No Rosenberg scale.')
    // Items 2, 5, 6, 8 and 9 are reversed: five times 3 and five times 3 - 3.
    const answers = Object.fromEntries(rosenberg.items.map((_, index) => [`rses.${index}`, 3]))
    expect(sumSoFar({ attendance: null, answers }, rosenberg)).toEqual({ sum: 15, answered: 10, typed: 10 })
  })
})
