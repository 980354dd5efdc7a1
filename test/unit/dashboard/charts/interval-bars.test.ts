import { describe, expect, test } from '@jest/globals'
import {
  attendanceBySession,
  changeBySessions,
} from '../../../../dashboard/src/charts/interval-bars.model.js'
import { aShare } from '../../../browser/support/programme-answers.js'
import { aDoseResponse, someAttendance } from '../../../browser/support/programme-time-answers.js'

const plain = (words: string | undefined) => words?.replace(/\s/g, ' ')

describe('change by sessions attended', () => {
  test('says of each bar how much, how sure, of how many', () => {
    expect(plain(changeBySessions(aDoseResponse()).bars[0]?.words)).toBe(
      '1–2 sessions: 1.6 points better (0.1 – 3.1), n 20, reliably improved 40 % (19 – 61)',
    )
  })

  test('names steps of fewer than five members and draws no bar; the table has them', () => {
    const { bars, tooFew, table } = changeBySessions(aDoseResponse())
    expect([bars.length, tooFew, table.rows.length]).toEqual([5, [{ label: '11–12 sessions', n: 2 }], 6])
    expect(table.rows.at(-1)?.cells).toEqual(['11–12', 2, 12, null, null, null, 2, 1])
  })

  test('holds every bar, its interval and the line of reliable change inside the scale, 0 included', () => {
    const answer = aDoseResponse()
    const worse = answer.bins.map((bin) => ({
      ...bin,
      mean_change: -bin.mean_change,
      interval: bin.interval && { ...bin.interval, low: -bin.interval.high, high: -bin.interval.low },
    }))
    const { yDomain, line } = changeBySessions({ ...answer, bins: worse })
    expect(yDomain.low).toBeLessThanOrEqual(-8.2)
    expect([yDomain.high >= 6, line?.at]).toEqual([true, 6])
  })

  test('a measure without a threshold has no line', () => {
    const answer = aDoseResponse({ rules: { code: 'standard', reliable_points: { phq9: null } } })
    expect(changeBySessions(answer).line).toBeNull()
  })
})

describe('attendance by session', () => {
  test('leaves out sessions with few records, and names those that have any', () => {
    const { by_session, attendance } = someAttendance()
    const [first] = by_session ?? []
    if (first === undefined) throw new Error('The builder gives twelve sessions.')
    const unrecorded = { ...first, session_number: 13, attendance: aShare(0, 0) }
    const model = attendanceBySession([...(by_session ?? []), unrecorded], attendance)
    expect(model.bars.map(({ label }) => label)).toEqual(
      Array.from({ length: 11 }, (_, place) => String(place + 1)),
    )
    expect(model.tooFew).toEqual([{ label: 'session 12', n: 3 }])
    expect(model.table.rows.at(-1)?.cells).toEqual(['13', 40, 0, 0, null, null, null])
    expect(plain(model.line?.words)).toBe('all sessions 80 %')
  })
})
