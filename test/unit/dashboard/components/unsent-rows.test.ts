import { describe, expect, test } from '@jest/globals'
import {
  KEPT_FOR_MILLISECONDS,
  newestRows,
  placeOf,
  rowsOfText,
  textOfRows,
  type UnsentRow,
  unsentKey,
  waitBeforeTry,
} from '../../../../dashboard/src/components/unsent-rows/unsent-rows.js'

const NOW = 1_800_000_000_000
const row = (over: Partial<UnsentRow> = {}): UnsentRow => ({
  memberId: 'M01',
  attendance: 'present',
  answers: { 'phq9.0': 2, 'phq9.8': null },
  versions: { attendance: 'none', phq9: 'none' },
  keptAt: NOW,
  ...over,
})

describe('rows that are kept in the browser', () => {
  test('come back as they were typed: 0, "not answered" and not typed are three things', () => {
    const typed = row({ answers: { 'phq9.0': 0, 'phq9.1': null } })
    expect(rowsOfText(textOfRows([typed]), NOW)).toEqual([typed])
  })

  test('are kept for 72 hours, also where the clock was set back', () => {
    const text = textOfRows([row()])
    expect(rowsOfText(text, NOW + KEPT_FOR_MILLISECONDS)).toHaveLength(1)
    expect(rowsOfText(text, NOW + KEPT_FOR_MILLISECONDS + 1)).toEqual([])
    expect(rowsOfText(text, NOW - KEPT_FOR_MILLISECONDS - 1)).toEqual([])
  })

  test.each([
    null,
    '',
    'not JSON',
    '[]',
    '{"version":2,"rows":[]}',
    '{"version":1}',
    JSON.stringify({ version: 1, rows: [{ ...row(), answers: { 'phq9.0': '2' } }] }),
    JSON.stringify({ version: 1, rows: [{ ...row(), answers: { 'phq9.0': 0.5 } }] }),
    JSON.stringify({ version: 1, rows: [{ ...row(), attendance: 3 }] }),
    JSON.stringify({ version: 1, rows: [null, 7, { memberId: 'M01' }] }),
  ])('are none where this version did not write them: %s', (text) => {
    expect(rowsOfText(text, NOW)).toEqual([])
  })

  test('of several tabs the one typed last counts', () => {
    const later = row({ attendance: 'late', keptAt: NOW + 1 })
    const other = row({ memberId: 'M02' })
    expect(newestRows([later, row(), other])).toEqual([later, other])
  })
})

describe('the place of a record', () => {
  test.each([
    { userId: 'u1', sessionId: 'G1-6', tab: '7-8' },
    { userId: 'u/1', sessionId: 'a b/ü%', tab: '7' },
  ])('is found again from its key: %j', (place) => {
    expect(placeOf(unsentKey(place))).toEqual(place)
  })

  test.each([
    'tidemark-session',
    'tidemark-unsent/u1/s',
    'tidemark-unsent/u1/s/t/x',
    'tidemark-unsent/%/s/t',
  ])('is none for %s', (key) => {
    expect(placeOf(key)).toBeNull()
  })
})

test('the wait before the next try grows to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 50].map(waitBeforeTry)).toEqual([
    2000, 4000, 8000, 15_000, 30_000, 30_000, 30_000,
  ])
})
