import { describe, expect, test } from '@jest/globals'
import { attendanceStrip } from '../../../../dashboard/src/charts/attendance-strip.model.js'
import { memberTrajectory } from '../../../../dashboard/src/charts/member-trajectory.model.js'
import { PHQ9 } from './measures.js'
import { aMember, dayAfterStart } from './member-builder.js'

describe('the attendance strip', () => {
  test('sessions stand at their own weeks, and a session attended without a form says so', () => {
    const member = aMember(PHQ9, [
      { week: 0, score: 17 },
      { week: 1, score: null },
      { week: 2, score: null, attendance: 'absent_unnotified' },
    ])
    const strip = attendanceStrip(member, memberTrajectory(member, PHQ9))
    expect(strip.sessions.map(({ week, mark, form, words }) => [week, mark, form, words])).toEqual([
      [0, 'present', 'returned', 'Session 1, 7 Sept 2026: present'],
      [1, 'present', 'missing', 'Session 2, 14 Sept 2026: present; no form'],
      [2, 'absent_unnotified', 'not_expected', 'Session 3, 21 Sept 2026: absent without notice'],
    ])
    expect([strip.summary, strip.formsMissing]).toEqual(['2 of 3 attended', '1 form missing'])
  })

  test('a form of another measure does not stand in for one of this measure', () => {
    const member = aMember(PHQ9, [
      { week: 0, score: 17 },
      { week: 1, score: 16 },
    ])
    const responses = member.responses.map((form) =>
      form.response_id === 'r1' ? { ...form, measure: 'gad7' } : form,
    )
    const strip = attendanceStrip({ ...member, responses }, memberTrajectory(member, PHQ9))
    expect(strip.sessions.map((session) => session.form)).toEqual(['returned', 'missing'])
  })

  test('of a measure that was never asked for no form is missing', () => {
    const member = aMember(PHQ9, [{ week: 0, score: null }])
    expect(attendanceStrip(member, memberTrajectory(member, PHQ9)).formsMissing).toBeNull()
  })

  test('a treatment without a start runs from joining, one without an end to the end of the axis', () => {
    const member = aMember(PHQ9, [{ week: 0, score: 17 }], {
      concurrent_treatments: [
        { kind: 'medication', started_on: null, ended_on: dayAfterStart(28) },
        { kind: 'individual_therapy', started_on: dayAfterStart(56), ended_on: null },
      ],
    })
    expect(attendanceStrip(member, memberTrajectory(member, PHQ9)).treatments).toEqual([
      { key: 'medication-0', from: 0, to: 4, label: 'medication, running at joining until 5 Oct' },
      { key: 'individual_therapy-1', from: 8, to: 12, label: 'individual therapy since 2 Nov' },
    ])
  })
})
