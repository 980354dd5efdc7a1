import { describe, expect, test } from '@jest/globals'
import {
  type GroupField,
  groupErrors,
  groupOf,
} from '../../../../../dashboard/src/features/records/group/group-values.js'
import {
  dayOutsideGroup,
  planSeries,
} from '../../../../../dashboard/src/features/records/group/session-series.js'

describe('a series of sessions', () => {
  test('numbers follow the highest one, days are whole weeks apart, over a change of the year', () => {
    expect(
      planSeries([{ session_number: 2 }, { session_number: 7 }], {
        count: 3,
        firstDay: '2026-12-22',
        weeksApart: 1,
      }),
    ).toEqual([
      { session_number: 8, session_date: '2026-12-22' },
      { session_number: 9, session_date: '2026-12-29' },
      { session_number: 10, session_date: '2027-01-05' },
    ])
  })

  test('begins with 1 in a group without sessions', () => {
    expect(planSeries([], { count: 1, firstDay: '2026-12-08', weeksApart: 2 })).toEqual([
      { session_number: 1, session_date: '2026-12-08' },
    ])
  })

  test('a day outside the group is refused with the side that it lies on', () => {
    const group = { start_date: '2026-12-01', end_date: '2027-02-01' }
    expect(dayOutsideGroup('2026-11-30', group)).toContain('before the group starts')
    expect(dayOutsideGroup('2026-12-01', group)).toBeNull()
    expect(dayOutsideGroup('2027-02-01', group)).toBeNull()
    expect(dayOutsideGroup('2027-02-02', group)).toContain('after the group ends')
    expect(dayOutsideGroup('2030-01-01', { ...group, end_date: null })).toBeNull()
  })
})

describe('the form of a group', () => {
  const TYPED: Readonly<Record<GroupField, string>> = {
    group_id: 'g9',
    name: ' Tuesday CBT ',
    site_id: 'north',
    therapist_id: 'T1',
    co_therapist_id: '',
    modality: 'cognitive_behavioral',
    format: 'online',
    structure: 'open',
    focus: '',
    start_date: '2026-12-01',
    end_date: '',
    planned_sessions: '12',
    session_minutes: '',
    capacity: '9',
  }
  const typed =
    (over: Partial<Record<GroupField, string>> = {}) =>
    (field: GroupField): string =>
      over[field] ?? TYPED[field]

  test('what is left empty is not known, and never 0', () => {
    expect(groupErrors(typed(), true)).toEqual([])
    expect(groupOf(typed())).toEqual({
      name: 'Tuesday CBT',
      site_id: 'north',
      therapist_id: 'T1',
      co_therapist_id: null,
      modality: 'cognitive_behavioral',
      format: 'online',
      structure: 'open',
      focus: null,
      start_date: '2026-12-01',
      end_date: null,
      planned_sessions: 12,
      session_minutes: null,
      capacity: 9,
    })
  })

  test.each([
    [{ end_date: '2026-11-30' }, 'end_date'],
    [{ co_therapist_id: 'T1' }, 'co_therapist_id'],
    [{ capacity: 'nine' }, 'capacity'],
    [{ planned_sessions: '' }, 'planned_sessions'],
    [{ group_id: ' ' }, 'group_id'],
    [{ modality: '' }, 'modality'],
    [{ structure: '' }, 'structure'],
    [{ format: '' }, 'format'],
  ] as const)('%j is told at its field', (over, field) => {
    expect(groupErrors(typed(over), true).map((error) => error.field)).toEqual([field])
  })
})
