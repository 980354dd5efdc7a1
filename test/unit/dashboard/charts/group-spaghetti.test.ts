import { describe, expect, test } from '@jest/globals'
import { groupSpaghetti } from '../../../../dashboard/src/charts/group-spaghetti.model.js'
import { aGroup } from './group-builder.js'
import { PHQ9, RSES } from './measures.js'

/** A dash between hard spaces, as every interval is written. */
const DASH = '\u00a0\u2013\u00a0'

describe('the courses of a group', () => {
  test('a line breaks where a member has no form of a session that others filled in', () => {
    const model = groupSpaghetti(
      aGroup([
        [17, null, 15],
        [12, 11, 10],
      ]),
      PHQ9,
    )
    // Latest to join first: M2, then M1 with its break halfway between sessions 1 and 3.
    expect(model.lines.map((line) => line.points)).toEqual([
      [
        { x: 1, score: 12 },
        { x: 2, score: 11 },
        { x: 3, score: 10 },
      ],
      [
        { x: 1, score: 17 },
        { x: 2, score: null },
        { x: 3, score: 15 },
      ],
    ])
  })

  test('a session that nobody has a form of breaks nobody’s line', () => {
    const model = groupSpaghetti(
      aGroup([
        [17, null, 15],
        [12, null, 10],
      ]),
      PHQ9,
    )
    expect(model.lines.flatMap((line) => line.points).some((point) => point.score === null)).toBe(false)
  })

  test('by weeks a line breaks after more than one and a half usual steps', () => {
    const course = [10, 10, 10, 10, null, null, 10]
    const model = groupSpaghetti(aGroup([course], { clock: 'weeks_since_baseline' }), PHQ9)
    expect(model.lines[0]?.points.filter((point) => point.score === null)).toEqual([{ x: 5.5, score: null }])
  })

  test('of more than twelve members the latest to join are drawn, and the picture says so', () => {
    const model = groupSpaghetti(aGroup(Array.from({ length: 15 }, () => [14, 13])), PHQ9)
    expect(model.lines).toHaveLength(12)
    expect(model.lines.map((line) => line.memberId)).not.toContain('M1')
    expect(model.notDrawn).toBe('12 of 15 members drawn, the latest to join; the mean counts all')
    // The table twin keeps everybody: 15 members with 2 scores.
    expect(model.table.rows).toHaveLength(30)
  })

  test('the mean carries its n and interval; a mean without an interval has no band', () => {
    const interval = { low: 11.2, high: 16.8, level: 0.95, method: 't' }
    const model = groupSpaghetti(
      aGroup([[14, 13]], {
        mean: [
          { x: 1, estimate: { n: 9, mean: 14, sd: 4, interval } },
          { x: 2, estimate: { n: 3, mean: 12.25, sd: null, interval: null } },
        ],
      }),
      PHQ9,
    )
    expect(model.mean).toEqual([
      {
        x: 1,
        n: 9,
        mean: 14,
        interval: { low: 11.2, high: 16.8 },
        words: `mean 14.0 (11.2${DASH}16.8), n 9`,
      },
      { x: 2, n: 3, mean: 12.25, interval: null, words: 'mean 12.3, n 3' },
    ])
  })

  test('a closed group is shown from its intake forms to its planned end; a measure without a cut-off has no caseness line', () => {
    expect(groupSpaghetti(aGroup([[14]]), PHQ9).xDomain).toEqual({ low: 1, high: 12 })
    const members = aGroup([[14]]).members.map((member) => ({
      ...member,
      points: member.points.map((point) => ({ ...point, x: 0 })),
    }))
    expect(groupSpaghetti(aGroup([[14]], { members }), PHQ9).xDomain).toEqual({ low: 0, high: 12 })
    expect(groupSpaghetti(aGroup([[14]]), RSES).caseness).toBeNull()
  })
})
