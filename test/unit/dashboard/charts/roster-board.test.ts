import { describe, expect, test } from '@jest/globals'
import type { GroupBoard } from '../../../../api/src/contracts/groups.js'
import { rosterBoard } from '../../../../dashboard/src/charts/roster-board.model.js'
import { dayAfterStart } from './member-builder.js'

type Cell = GroupBoard['rows'][number]['cells'][number]

function aBoard(cells: readonly Partial<Cell>[], row: Partial<GroupBoard['rows'][number]> = {}): GroupBoard {
  return {
    group_id: 'G1',
    measure: 'phq9',
    sessions: [0, 1, 2].map((week) => ({
      session_id: `s${week + 1}`,
      session_number: week + 1,
      session_date: dayAfterStart(week * 7),
      status: week === 2 ? 'planned' : 'held',
    })),
    rows: [
      {
        member_id: '1042',
        episode_id: 7,
        joined_on: dayAfterStart(0),
        exited_on: null,
        cells: cells.map((cell, index) => ({
          session_id: `s${index + 1}`,
          attendance: 'present',
          score: null,
          form: 'not_expected',
          risk_item: null,
          ...cell,
        })),
        ...row,
      },
    ],
  }
}

describe('the board of members by session', () => {
  test('a cell tells attendance, score, form and item 9 in one sentence', () => {
    const model = rosterBoard(
      aBoard([
        { attendance: 'late', score: 14, form: 'prorated', risk_item: 'yes' },
        { form: 'not_returned' },
      ]),
      'PHQ-9',
    )
    expect(model.rows[0]?.cells.map((cell) => cell?.words)).toEqual([
      'Session 1: late, PHQ-9 14, prorated, item 9 above zero',
      'Session 2: present, no form',
      undefined,
    ])
    expect(model.rows[0]?.cells[1]).toMatchObject({ mark: 'present', word: 'no form', needsForm: true })
  })

  test('an absence is no missing form', () => {
    const model = rosterBoard(aBoard([{ attendance: 'absent_unnotified' }]), 'PHQ-9')
    expect(model.rows[0]?.cells[0]).toMatchObject({
      mark: 'absent_unnotified',
      word: 'no notice',
      needsForm: false,
    })
  })

  test('a planned session is planned whatever is recorded, and held without a record says so', () => {
    const model = rosterBoard(aBoard([{ attendance: null }, {}, { attendance: null }]), 'PHQ-9')
    expect(model.rows[0]?.cells.map((cell) => cell?.mark)).toEqual(['not_recorded', 'present', 'planned'])
    expect(model.marks).toEqual(['present', 'not_recorded', 'planned'])
  })

  test('who joined later or left earlier has it in the row, and no cells outside', () => {
    const model = rosterBoard(
      aBoard([{}], { joined_on: dayAfterStart(7), exited_on: dayAfterStart(21) }),
      'PHQ-9',
    )
    expect(model.rows[0]?.note).toBe('joined 14 Sept, left 28 Sept')
    expect(model.rows[0]?.cells.slice(1)).toEqual([null, null])
  })
})
