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
      n_eligible: 0,
      n_attended: 0,
      n_scored: 0,
    })),
    rules_version: 3,
    has_expected_response: true,
    rows: [
      {
        member_id: '1042',
        episode_id: 7,
        joined_on: dayAfterStart(0),
        exited_on: null,
        baseline_on: dayAfterStart(0),
        standing: { now: { status: 'watch', sentence: '' }, item_9_open: 0 },
        cells: cells.map((cell, index) => ({
          session_id: `s${index + 1}`,
          attendance: 'present',
          score: null,
          form: 'not_expected',
          risk_item: null,
          reliable_change: null,
          to_expected: null,
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

  test('a score says whether it is reliably better or worse, and else whether it is above the range', () => {
    const model = rosterBoard(
      aBoard([
        { score: 8, form: 'scored', reliable_change: 'reliably_improved', to_expected: 'within' },
        { score: 20, form: 'scored', reliable_change: 'reliably_deteriorated', to_expected: 'above_90' },
        { score: 17, form: 'scored', reliable_change: 'no_reliable_change', to_expected: 'above_90' },
      ]),
      'PHQ-9',
    )
    expect(model.rows[0]?.cells.map((cell) => cell?.scoreMark)).toEqual(['better', 'worse', 'above_range'])
    expect(model.rows[0]?.cells[1]?.words).toBe(
      'Session 2: present, PHQ-9 20, reliably worse than at the start, above the expected range',
    )
  })

  test('joining and leaving are marked where they lie, and a first score is judged by nothing', () => {
    const board = aBoard([{}, { score: 12, form: 'scored' }, {}], {
      joined_on: dayAfterStart(7),
      exited_on: dayAfterStart(8),
    })
    const [row] = board.rows
    const cells = row?.cells.filter(({ session_id }) => session_id === 's2') ?? []
    const model = rosterBoard({ ...board, rows: row === undefined ? [] : [{ ...row, cells }] }, 'PHQ-9')
    expect(model.rows[0]?.cells[1]).toMatchObject({
      edge: 'both',
      scoreMark: null,
      words: 'Session 2: only session here, present, PHQ-9 12',
    })
  })

  test('leaving is marked at its day, also where later sessions were recorded as missed', () => {
    const missed = { attendance: 'absent_unnotified' } as const
    const model = rosterBoard(aBoard([{}, missed, missed], { exited_on: dayAfterStart(3) }), 'PHQ-9')
    expect(model.rows[0]?.cells.map((cell) => cell?.edge)).toEqual(['left', null, null])
  })

  test('completeness by session counts forms of those who came, and nobody is no share', () => {
    const board = aBoard([])
    const [first, ...rest] = board.sessions
    const sessions =
      first === undefined ? rest : [{ ...first, n_eligible: 9, n_attended: 8, n_scored: 7 }, ...rest]
    const model = rosterBoard({ ...board, sessions }, 'PHQ-9')
    expect(model.sessions.map(({ came, scored, lacksForms }) => [came, scored, lacksForms])).toEqual([
      ['8 of 9', '7 of 8', true],
      [null, null, false],
      [null, null, false],
    ])
  })
})
