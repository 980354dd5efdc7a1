import { describe, expect, test } from '@jest/globals'
import type { ChartTable } from '../../../../dashboard/src/charts/chart-table.js'
import { memberTrajectory } from '../../../../dashboard/src/charts/member-trajectory.model.js'
import {
  memberTrajectoryLabels,
  memberTrajectoryLayout,
} from '../../../../dashboard/src/charts/member-trajectory-layout.js'
import { textWidth } from '../../../../dashboard/src/charts/plot-area.js'
import { PHQ9, RSES } from './measures.js'
import { aMember, dayAfterStart } from './member-builder.js'

const FITTED = {
  kind: 'fitted' as const,
  model_fit_id: 1,
  fitted_at: '2026-11-01T02:00:00.000Z',
  episodes: 240,
  as_of: '2026-10-31',
  last_week: 12,
}

/** Rows by the names of their columns; what is absent is left out. */
function rowsOf({ columns, rows }: ChartTable): object[] {
  return rows.map(({ key, cells }) => ({
    key,
    ...Object.fromEntries(
      columns.flatMap(({ name }, place) => (cells[place] === null ? [] : [[name, cells[place]]])),
    ),
  }))
}

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
    expect(memberTrajectory(member, PHQ9).suddenSteps).toEqual([
      {
        kind: 'gain',
        from: 1,
        to: 2,
        isOverGap: false,
        label: 'sudden gain, session 3, later reversed',
        shortLabel: 'sudden gain, later reversed',
      },
    ])
  })

  test('a sudden gain over a missing form is drawn over a gap', () => {
    const member = aMember(
      PHQ9,
      [
        { week: 0, score: 18 },
        { week: 1, score: 17 },
        { week: 2, score: null, attendance: 'absent_notified' },
        { week: 3, score: 9 },
        { week: 4, score: 8 },
      ],
      {
        sudden_gains: [
          {
            date_before: dayAfterStart(7),
            date_after: dayAfterStart(21),
            score_before: 17,
            score_after: 9,
            gain: 8,
            reversed: false,
          },
        ],
      },
    )
    expect(memberTrajectory(member, PHQ9).suddenSteps.map(({ isOverGap }) => isOverGap)).toEqual([true])
  })

  test('a sudden loss is marked as one, in time order with the gains', () => {
    const step = (week: number, before: number, after: number) => ({
      date_before: dayAfterStart(7 * week),
      date_after: dayAfterStart(7 * (week + 1)),
      score_before: before,
      score_after: after,
      reversed: false,
    })
    const member = aMember(
      PHQ9,
      [18, 17, 9, 8, 17, 18].map((score, week) => ({ week, score })),
      {
        sudden_gains: [{ ...step(1, 17, 9), gain: 8 }],
        sudden_losses: [{ ...step(3, 8, 17), loss: 9 }],
      },
    )
    const { suddenSteps, table } = memberTrajectory(member, PHQ9)
    expect(suddenSteps.map(({ kind, from, to, label }) => [kind, from, to, label])).toEqual([
      ['gain', 1, 2, 'sudden gain, session 3'],
      ['loss', 3, 4, 'sudden loss, session 5'],
    ])
    expect(table.rows.map(({ cells }) => cells.at(-1))).toEqual([
      null,
      null,
      'sudden gain',
      null,
      'sudden loss',
      null,
    ])
  })

  test('the expected range ends on the worse side, and is cut to the scale', () => {
    const off = aMember(PHQ9, [{ week: 0, score: 17 }])
    expect(memberTrajectory(off, PHQ9).expected).toBeNull()
    const weeks = [
      { week: 1, expected: 23, limit_84: 26.5, limit_90: 28 },
      { week: 2, expected: 22, limit_84: 25.5, limit_90: 26.4 },
    ]
    const response = { ...FITTED, weeks }
    const member = aMember(PHQ9, [{ week: 0, score: 24 }], { expected_response: response })
    // PHQ-9 ends at 27: a limit of 28 is no score.
    expect(memberTrajectory(member, PHQ9).expected?.weeks).toEqual([
      { week: 1, low: 23, high: 27, expected: 23, limit: 27 },
      { week: 2, low: 22, high: 26.4, expected: 22, limit: 26.4 },
    ])
  })

  test('where higher is better the expected range lies under the course to be expected', () => {
    const weeks = [{ week: 1, expected: 14, limit_84: 10, limit_90: 9 }]
    const member = aMember(RSES, [{ week: 0, score: 13 }], { expected_response: { ...FITTED, weeks } })
    expect(memberTrajectory(member, RSES).expected?.weeks).toEqual([
      { week: 1, low: 9, high: 14, expected: 14, limit: 9 },
    ])
  })

  test('the table twin holds every mark, and forms without a score in their place in time', () => {
    const member = aMember(
      PHQ9,
      [
        { week: 0, score: 17 },
        { week: 2, score: 10, riskAnswer: 1 },
        { week: 3, score: null, attendance: 'absent_unnotified' },
        { week: 4, score: null, attendance: 'late' },
      ],
      {
        unscorable: [{ response_id: 'u1', responded_on: dayAfterStart(7), n_missing: 4 }],
        concurrent_treatments: [
          { kind: 'medication', started_on: dayAfterStart(3), ended_on: dayAfterStart(20) },
        ],
      },
    )
    const points = member.points.map((point, place) => ({
      ...point,
      expected: place === 0 ? null : { expected: 13, limit_84: 16, limit_90: 9.5 },
    }))
    const { table } = memberTrajectory({ ...member, points }, PHQ9)
    expect(table.rows.map(({ detail }) => detail)).toEqual([
      undefined,
      'medication begins until 27 Sept 2026',
      'cannot be scored, 4 not answered',
      undefined,
      'absent without notice',
      'no form, late',
    ])
    expect(rowsOf(table)).toEqual([
      {
        key: 'r0',
        responded_on: '2026-09-07',
        weeks_since_baseline: 0,
        session_number: 1,
        score: 17,
        band: 'moderately severe',
        scoring: 'Complete',
        risk_item: 'answered: not at all',
      },
      {
        key: 'treatment:medication-0',
        responded_on: '2026-09-10',
        note: 'medication begins until 27 Sept 2026',
      },
      { key: 'u1', responded_on: '2026-09-14', scoring: 'Cannot be scored, 4 not answered' },
      {
        key: 'r2',
        responded_on: '2026-09-21',
        weeks_since_baseline: 2,
        session_number: 3,
        score: 10,
        band: 'moderate',
        change_in_points_positive_is_better: 7,
        reliable_change: 'Reliably improved',
        expected_score: 13,
        limit_84: 16,
        limit_90: 9.5,
        expected_range: 'beyond',
        scoring: 'Complete',
        risk_item: 'answered 1',
      },
      {
        key: 'session:s3',
        responded_on: '2026-09-28',
        session_number: 4,
        note: 'absent without notice',
      },
      { key: 'session:s4', responded_on: '2026-10-05', session_number: 5, scoring: 'No form', note: 'late' },
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
        expected_response: {
          ...FITTED,
          weeks: Array.from({ length: 12 }, (_, place) => {
            const expected = 17 - 0.5 * (place + 1)
            return { week: place + 1, expected, limit_84: expected + 4, limit_90: expected + 5 }
          }),
        },
      },
    )
    const model = memberTrajectory(member, PHQ9)
    const labels = memberTrajectoryLabels(model, memberTrajectoryLayout(model, width, 340))
    expect(labels.map((label) => label.kind).sort()).toEqual([
      'caseness',
      'expected',
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
