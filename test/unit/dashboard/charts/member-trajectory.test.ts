import { describe, expect, test } from '@jest/globals'
import { memberTrajectory } from '../../../../dashboard/src/charts/member-trajectory.model.js'
import {
  memberTrajectoryLabels,
  memberTrajectoryLayout,
} from '../../../../dashboard/src/charts/member-trajectory-layout.js'
import { textWidth } from '../../../../dashboard/src/charts/plot-area.js'
import { PHQ9, RSES } from './measures.js'
import { aMember, dayAfterStart } from './member-builder.js'

describe('the picture of a member’s scores', () => {
  test('a missing form between two scores makes the line dotted, and only there', () => {
    const model = memberTrajectory(
      aMember(PHQ9, [
        { week: 0, score: 17 },
        { week: 1, score: 16 },
        { week: 2, score: null, attendance: 'absent_notified' },
        { week: 3, score: 15 },
        { week: 4, score: 14 },
      ]),
      PHQ9,
    )
    expect(model.runs).toEqual([
      { kind: 'solid', from: 0, to: 1 },
      { kind: 'dotted', from: 1, to: 2 },
      { kind: 'solid', from: 2, to: 3 },
    ])
  })

  test('a cancelled session between two scores misses no form', () => {
    const member = aMember(PHQ9, [
      { week: 0, score: 17 },
      { week: 1, score: null },
      { week: 2, score: 15 },
    ])
    const attendance = member.attendance.map((session) =>
      session.session_number === 2
        ? { ...session, session_status: 'cancelled' as const, status: null }
        : session,
    )
    expect(memberTrajectory({ ...member, attendance }, PHQ9).runs).toEqual([
      { kind: 'solid', from: 0, to: 1 },
    ])
  })

  test('marks tell complete, prorated and total-only forms apart, and an answer to item 9 above all', () => {
    const model = memberTrajectory(
      aMember(PHQ9, [
        { week: 0, score: 17 },
        { week: 1, score: 16, scoring: 'prorated' },
        { week: 2, score: 15, scoring: 'total_only' },
        { week: 3, score: 18, scoring: 'prorated', riskAnswer: 2 },
        { week: 4, score: 14, riskAnswer: null },
      ]),
      PHQ9,
    )
    expect(model.marks.map((mark) => [mark.shape, mark.riskAnswer])).toEqual([
      ['complete', null],
      ['prorated', null],
      ['total_only', null],
      ['risk_item', 'item 9 answered 2'],
      ['complete', null],
    ])
  })

  test('the reliable line lies one threshold on the better side of the first score, in either direction', () => {
    const visits = [
      { week: 0, score: 12 },
      { week: 1, score: 13 },
    ]
    // PHQ-9, lower is better: 12 - 6. RSES, higher is better: 12 + 5.2 (the builder's Jacobson-Truax threshold).
    expect(memberTrajectory(aMember(PHQ9, visits), PHQ9).reliablyBetter).toEqual({
      score: 6,
      label: '6 points better than at the start: reliable',
      shortLabel: '6 points better: reliable',
    })
    expect(memberTrajectory(aMember(RSES, visits), RSES).reliablyBetter).toEqual({
      score: 17.2,
      label: '5.2 points better than at the start: reliable',
      shortLabel: '5.2 points better: reliable',
    })
  })

  test('a member who starts at 4 has no reliable line, because a fall of 6 cannot happen', () => {
    const model = memberTrajectory(aMember(PHQ9, [{ week: 0, score: 4 }]), PHQ9)
    expect(model.reliablyBetter).toBeNull()
  })

  test('the line of reliable deterioration appears once a score has reached it', () => {
    const before = aMember(PHQ9, [
      { week: 0, score: 10 },
      { week: 1, score: 15 },
    ])
    const after = aMember(PHQ9, [
      { week: 0, score: 10 },
      { week: 1, score: 16 },
    ])
    expect(memberTrajectory(before, PHQ9).reliablyWorse).toBeNull()
    expect(memberTrajectory(after, PHQ9).reliablyWorse?.score).toBe(16)
  })

  test('bands meet without a gap and are darkest at the severe end', () => {
    const model = memberTrajectory(aMember(PHQ9, [{ week: 0, score: 12 }]), PHQ9)
    expect(model.bands.map(({ label, level, from, to }) => [label, level, from, to])).toEqual([
      ['minimal', 0, 0, 5],
      ['mild', 1, 5, 10],
      ['moderate', 2, 10, 15],
      ['moderately severe', 3, 15, 20],
      ['severe', 4, 20, 27],
    ])
  })

  test('a measure without bands and cut-off is drawn over its whole range, with neither', () => {
    const model = memberTrajectory(aMember(RSES, [{ week: 0, score: 12 }]), RSES)
    expect([model.bands, model.caseness, model.yDomain]).toEqual([[], null, { low: 0, high: 30 }])
  })

  test('time runs from the first score to the planned end, and back to an earlier session', () => {
    const member = aMember(PHQ9, [
      { week: 0, score: null },
      { week: 1, score: 17 },
      { week: 2, score: 16 },
    ])
    // Planned end 84 days after joining; the first score came a week after joining: weeks -1 to 11.
    expect(memberTrajectory(member, PHQ9).xDomain).toEqual({ low: -1, high: 11 })
  })

  test('leaving before the planned end is marked with its reason', () => {
    const member = aMember(PHQ9, [{ week: 0, score: 17 }])
    const left = {
      ...member,
      exit_reason: 'dropped_out' as const,
      episode: { ...member.episode, exited_on: dayAfterStart(35), exit_reason: 'dropped_out' as const },
    }
    expect(memberTrajectory(left, PHQ9).exit).toEqual({ week: 5, label: 'dropped out, 12 Oct' })
  })

  test('a sudden gain names the session after it', () => {
    const member = aMember(
      PHQ9,
      [
        { week: 0, score: 18 },
        { week: 1, score: 17 },
        { week: 2, score: 9 },
      ],
      {
        sudden_gains: [
          {
            date_before: dayAfterStart(7),
            date_after: dayAfterStart(14),
            score_before: 17,
            score_after: 9,
            gain: 8,
            reversed: true,
          },
        ],
      },
    )
    expect(memberTrajectory(member, PHQ9).suddenGains).toEqual([
      {
        from: 1,
        to: 2,
        label: 'sudden gain, session 3, later reversed',
        shortLabel: 'sudden gain, later reversed',
      },
    ])
  })

  test('the table twin holds every mark, and forms without a score in their place in time', () => {
    const member = aMember(
      PHQ9,
      [
        { week: 0, score: 17 },
        { week: 2, score: 10, riskAnswer: 1 },
      ],
      { unscorable: [{ response_id: 'u1', responded_on: dayAfterStart(7), n_missing: 4 }] },
    )
    expect(memberTrajectory(member, PHQ9).table.rows).toEqual([
      {
        key: 'r0',
        cells: ['2026-09-07', 0, 1, 17, 'moderately severe', null, null, 'Complete', 'answered: not at all'],
      },
      {
        key: 'u1',
        cells: ['2026-09-14', null, null, null, null, null, null, 'Cannot be scored, 4 not answered', null],
      },
      {
        key: 'r2',
        cells: ['2026-09-21', 2, 3, 10, 'moderate', 7, 'Reliably improved', 'Complete', 'above zero'],
      },
    ])
  })

  test.each([360, 1100])('no label covers another at a width of %i pixels', (width) => {
    const member = aMember(
      PHQ9,
      [17, 16, 17, 16, 18, 17, 19, 16, 16, 10, 9].map((score, week) => ({
        week,
        score,
        riskAnswer: week === 6 || week === 10 ? 1 : 0,
      })),
      {
        sudden_gains: [
          {
            date_before: dayAfterStart(56),
            date_after: dayAfterStart(63),
            score_before: 16,
            score_after: 10,
            gain: 6,
            reversed: false,
          },
        ],
      },
    )
    const model = memberTrajectory(member, PHQ9)
    const labels = memberTrajectoryLabels(model, memberTrajectoryLayout(model, width, 340))
    expect(labels.map((label) => label.kind).sort()).toEqual([
      'caseness',
      'last',
      'reliably_better',
      'risk_item',
      'risk_item',
      'sudden_gain',
    ])
    const boxes = labels.map((label) => {
      const own = textWidth(label.text, 11.5)
      const left = { start: label.x, middle: label.x - own / 2, end: label.x - own }[label.textAnchor]
      return { left, right: left + own, top: label.y - 10, bottom: label.y + 2 }
    })
    const overlapping = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
    )
    expect(overlapping).toEqual([])
  })
})
