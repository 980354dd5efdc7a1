import { describe, expect, test } from '@jest/globals'
import type { RosterRow, SavedSessionMember, SessionSheet } from '../../../../../api/src/contracts/entry.js'
import { ProblemError } from '../../../../../dashboard/src/api-client/problem-error.js'
import { shownMeasures } from '../../../../../dashboard/src/features/entry/session/columns.js'
import { outcomeOf } from '../../../../../dashboard/src/features/entry/session/send-outcome.js'
import {
  type SheetAction,
  sheetReducer,
} from '../../../../../dashboard/src/features/entry/session/sheet-reducer.js'
import {
  type EntryRow,
  entryToSend,
  lacksReason,
  type SheetState,
  sheetState,
  unsentRows,
} from '../../../../../dashboard/src/features/entry/session/sheet-state.js'
import { aRosterRow, aSessionSheet, aStoredForm } from '../../../../builders/session-sheet.js'

const PRESENT = { status: 'present', version: 1 } as const
const FULL = ['p', ...'1111111101111111', '0']

const begun = (sheet: SessionSheet = aSessionSheet()): SheetState => sheetState(sheet, shownMeasures(sheet))
const all = (state: SheetState, ...actions: readonly SheetAction[]): SheetState =>
  actions.reduce(sheetReducer, state)
const keys = (typed: readonly string[]): SheetAction[] => typed.map((key) => ({ kind: 'key', key }))

function rowOf(state: SheetState, memberId = 'M01'): EntryRow {
  const row = state.rows[memberId]
  if (row === undefined) throw new Error(`No row ${memberId}.`)
  return row
}

function sending(state: SheetState, memberId = 'M01'): SheetState {
  const entry = entryToSend(state, rowOf(state, memberId))
  if (entry === null) throw new Error('Nothing is to be sent.')
  return all(state, { kind: 'sending', memberId, entry })
}

function savedAs(member: RosterRow): SheetAction {
  const answer: SavedSessionMember = {
    session: aSessionSheet().session,
    member,
    notices: [{ code: 'nothing_changed', measure: null, message: 'nothing' }],
    risk_item_answered: false,
    crisis_line: null,
  }
  return { kind: 'saved', memberId: member.member_id, answer, at: 0 }
}

const storedM01 = (answers: readonly (number | null)[], version = 1): RosterRow =>
  aRosterRow(0, { attendance: PRESENT, forms: [aStoredForm('phq9', answers, version)] })
const NINE_ONES = Array<number>(9).fill(1)

describe('a row on its way', () => {
  test('is stored, and what was typed meanwhile is not lost', () => {
    const sent = sending(all(begun(), ...keys(['p', '1', 'ArrowDown', 'ArrowUp'])))
    const typed = all(sent, { kind: 'put', memberId: 'M01', key: 'phq9.1', value: 2 })
    const state = all(typed, savedAs(storedM01([1, ...Array<null>(8).fill(null)])))
    expect(rowOf(state).values.answers).toMatchObject({ 'phq9.0': 1, 'phq9.1': 2, 'phq9.2': null })
    expect(unsentRows(state)).toHaveLength(1)
  })

  test('brings what the server says beside it, until it is typed into again', () => {
    const message = 'The form belongs to a session from which the member was absent.'
    const answer = savedAs(storedM01(NINE_ONES))
    if (answer.kind !== 'saved') throw new Error('Not an answer.')
    const notices = [{ code: 'response_when_absent' as const, measure: 'phq9', message }]
    const sent = sending(all(begun(), ...keys(FULL)))
    const stored = all(sent, { ...answer, answer: { ...answer.answer, notices } })
    expect(rowOf(stored).notices).toEqual([message])
    expect(rowOf(all(sent, answer)).notices).toEqual([])
    const typed = all(stored, { kind: 'put', memberId: 'M01', key: 'phq9.0', value: 0 })
    expect(rowOf(typed).notices).toEqual([])
  })

  test('is not sent a second time', () => {
    const sent = sending(all(begun(), ...keys(FULL)))
    expect(entryToSend(sent, rowOf(sent))).toBeNull()
  })

  test('and typed into once more waits for the answer to the first', () => {
    const sent = sending(all(begun(), ...keys(FULL)))
    const typed = all(sent, { kind: 'put', memberId: 'M01', key: 'phq9.0', value: 3 })
    expect([rowOf(typed).isDue, entryToSend(typed, rowOf(typed))]).toEqual([true, null])
    const state = all(typed, savedAs(storedM01(NINE_ONES)))
    expect(entryToSend(state, rowOf(state))).toMatchObject({ forms: [{ replaces: { version: 1 } }] })
  })

  test('waits when nobody answers, with every other row, and goes again', () => {
    const sent = sending(all(begun(), ...keys(FULL)))
    const lost = all(sent, { kind: 'unreachable', memberId: 'M01', words: 'no answer' })
    expect([lost.pause, unsentRows(lost)]).toMatchObject([{ tries: 1, isTrying: false }, [{ isDue: true }]])
    const again = sending(all(lost, { kind: 'try_again' }))
    expect(all(again, { kind: 'unreachable', memberId: 'M01', words: 'no answer' }).pause?.tries).toBe(2)
    expect(all(again, savedAs(storedM01(NINE_ONES))).pause).toBeNull()
  })

  test('that is refused waits for the next key, not for the clock', () => {
    const refusal = { words: 'no', atCells: {}, more: [], requestId: null }
    const refused = all(sending(all(begun(), ...keys(FULL))), { kind: 'refused', memberId: 'M01', refusal })
    expect([entryToSend(refused, rowOf(refused)), unsentRows(refused)]).toMatchObject([null, { length: 1 }])
    const mended = all(refused, { kind: 'put', memberId: 'M01', key: 'phq9.0', value: 0 })
    expect(entryToSend(mended, rowOf(mended))).not.toBeNull()
  })
})

describe('something stored', () => {
  test('before the page was opened is changed with a reason only', () => {
    const stored = storedM01(NINE_ONES)
    const state = all(
      begun(aSessionSheet({ roster: [stored, aRosterRow(1)] })),
      {
        kind: 'put',
        memberId: 'M01',
        key: 'phq9.0',
        value: 3,
      },
      { kind: 'place', memberId: 'M02', key: 'attendance' },
    )
    expect([lacksReason(state, rowOf(state)), entryToSend(state, rowOf(state))]).toEqual([true, null])
    const told = all(state, { kind: 'reason', memberId: 'M01', reason: 'read wrongly' })
    expect(entryToSend(told, rowOf(told))).toMatchObject({
      reason: 'read wrongly',
      forms: [{ measure: 'phq9' }],
    })
  })

  test('from this page is changed without: a slip', () => {
    const stored = all(sending(all(begun(), ...keys(FULL))), savedAs(storedM01(NINE_ONES)))
    const slip = all(stored, { kind: 'put', memberId: 'M01', key: 'phq9.0', value: 2 }, { kind: 'leave' })
    expect(entryToSend(slip, rowOf(slip))).toMatchObject({ forms: [{ replaces: { version: 1 } }] })
  })

  test('from this page and changed by somebody else since needs one again', () => {
    const stored = all(sending(all(begun(), ...keys(FULL))), savedAs(storedM01(NINE_ONES)))
    const theirs = storedM01([...NINE_ONES.slice(1), 2], 2)
    const sheet = aSessionSheet({ roster: [theirs, ...aSessionSheet().roster.slice(1)] })
    const state = all(
      stored,
      { kind: 'read_again', sheet },
      { kind: 'put', memberId: 'M01', key: 'phq9.0', value: 3 },
      { kind: 'leave' },
    )
    expect(lacksReason(state, rowOf(state))).toBe(true)
  })
})

describe('a row that somebody else changed meanwhile', () => {
  const mine = all(begun(), ...keys(['p', ...'2222222222222222', '0']))
  const theirs = aRosterRow(0, {
    attendance: { status: 'late', version: 1 },
    forms: [aStoredForm('phq9', [2, 2, 2, 2, 2, 2, 2, 2, 0])],
  })
  const conflict = all(sending(mine), { kind: 'changed_meanwhile', memberId: 'M01', theirs })
  const differing = ['attendance', 'phq9.8', 'gad7.0', 'phq9.difficulty']

  test('stores nothing until every cell is decided', () => {
    expect(rowOf(conflict).sending.kind).toBe('conflict')
    const half = all(
      conflict,
      { kind: 'pick', memberId: 'M01', keys: ['attendance'], side: 'mine' },
      { kind: 'decide', memberId: 'M01', reason: 'mine is right' },
    )
    expect([rowOf(half).sending.kind, entryToSend(half, rowOf(half))]).toEqual(['conflict', null])
  })

  test('takes no key meanwhile', () => {
    const typed = all(conflict, { kind: 'put', memberId: 'M01', key: 'phq9.0', value: 0 })
    expect(rowOf(typed).values.answers['phq9.0']).toBe(2)
  })

  test('keeps theirs where that is chosen, and sends mine upon their version with the reason', () => {
    const keysOfGad = conflict.columns.map(({ key }) => key).filter((key) => key.startsWith('gad7'))
    const state = all(
      conflict,
      { kind: 'pick', memberId: 'M01', keys: ['attendance', 'phq9.difficulty'], side: 'theirs' },
      { kind: 'pick', memberId: 'M01', keys: ['phq9.8', ...keysOfGad], side: 'mine' },
      { kind: 'decide', memberId: 'M01', reason: 'mine is right' },
    )
    expect(
      differing.map((key) =>
        key === 'attendance' ? rowOf(state).values.attendance : rowOf(state).values.answers[key],
      ),
    ).toEqual(['late', 2, 2, undefined])
    const entry = entryToSend(state, rowOf(state))
    expect(entry).toMatchObject({
      reason: 'mine is right',
      forms: [{ replaces: { version: 1 } }, { replaces: null }],
    })
    expect(entry?.attendance).toBeUndefined()
  })

  test('is theirs, and nothing is sent, when all of theirs is kept', () => {
    const state = all(
      conflict,
      { kind: 'pick', memberId: 'M01', keys: conflict.columns.map(({ key }) => key), side: 'theirs' },
      { kind: 'decide', memberId: 'M01', reason: null },
    )
    expect([rowOf(state).values.attendance, unsentRows(state)]).toEqual(['late', []])
  })

  test('to the same as mine is no conflict', () => {
    const state = all(begun(), ...keys(['u']))
    const same = aRosterRow(0, { attendance: { status: 'absent_unnotified', version: 1 } })
    const told = all(sending(state), { kind: 'changed_meanwhile', memberId: 'M01', theirs: same })
    expect([rowOf(told).sending.kind, unsentRows(told)]).toEqual(['idle', []])
  })
})

describe('rows of an earlier document', () => {
  const versions = { attendance: 'none', phq9: 'none', gad7: 'none' }
  const kept = {
    memberId: 'M01',
    values: { attendance: 'late' as const, answers: { 'phq9.0': 1 } },
    versions,
  }

  test('go on their way when nothing was stored since', () => {
    const state = all(begun(), { kind: 'offer', rows: [kept] })
    expect(entryToSend(state, rowOf(state))).toMatchObject({ attendance: { status: 'late' } })
  })

  test('wait for a decision when something was', () => {
    const roster = [aRosterRow(0, { attendance: PRESENT })]
    const state = all(begun(aSessionSheet({ roster })), { kind: 'offer', rows: [kept] })
    expect(rowOf(state).sending.kind).toBe('conflict')
  })

  test('are nothing more when they were stored after all', () => {
    const roster = [aRosterRow(0, { attendance: { status: 'late', version: 1 } })]
    const stored = { ...kept, values: { attendance: 'late' as const, answers: {} } }
    expect(unsentRows(all(begun(aSessionSheet({ roster })), { kind: 'offer', rows: [stored] }))).toEqual([])
  })

  test('never take the place of what is being typed', () => {
    const state = all(begun(), ...keys(['p', '3']), { kind: 'offer', rows: [kept] })
    expect(rowOf(state).values).toEqual({ attendance: 'present', answers: { 'phq9.0': 3 } })
  })
})

describe('what the server says', () => {
  const problem = (
    status: number,
    code: string,
    errors: { path: string; message: string; code?: string }[] = [],
  ) => new ProblemError({ title: '', status, detail: 'words', code, request_id: 'r1', errors })
  const entry = {
    attendance: { status: 'present' as const, version: null },
    forms: [{ measure: 'gad7', replaces: null, answers: [1], functional_difficulty: null }],
  }

  test.each([
    [0, 'unreachable', 'unreachable'],
    [200, 'unreadable_answer', 'unreachable'],
    [401, 'not_signed_in', 'unreachable'],
    [429, 'too_many_requests', 'unreachable'],
    [503, 'import_running', 'unreachable'],
    [409, 'changed_meanwhile', 'changed_meanwhile'],
    [409, 'collides', 'changed_meanwhile'],
    [422, 'not_accepted', 'refused'],
    [404, 'member_not_found', 'refused'],
    [500, 'unexpected', 'refused'],
  ])('%i %s is %s', (status, code, kind) => {
    expect(outcomeOf(problem(status, code), entry).kind).toBe(kind)
  })

  test('a refusal stands at its cells; that somebody needs a person stands for itself', () => {
    const errors = [
      { path: 'attendance.status', message: 'after leaving' },
      { path: 'forms.0.answers.6', message: 'out of range' },
      { path: 'forms.0.functional_difficulty', message: 'not asked' },
      { path: 'forms.0.answers', message: 'a person is needed', code: 'safety_relevant_not_stored' },
      { path: 'forms.0.responded_on', message: 'a day too early' },
    ]
    expect(outcomeOf(problem(422, 'not_accepted', errors), entry)).toMatchObject({
      refusal: {
        atCells: { attendance: 'after leaving', 'gad7.6': 'out of range', 'gad7.difficulty': 'not asked' },
        more: ['a person is needed', 'a day too early'],
        requestId: null,
      },
    })
  })
})
