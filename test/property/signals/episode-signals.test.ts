import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addDays } from '../../../api/src/core/calendar-day.js'
import type { EpisodeHistory } from '../../../api/src/core/episodes/episode-history.js'
import { fitExpectedResponse } from '../../../api/src/core/expected-response/fit-expected-response.js'
import { expectedRangeAt } from '../../../api/src/core/expected-response/limits.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { episodeSignals } from '../../../api/src/core/signals/episode-signals.js'
import { STATUSES } from '../../../api/src/core/signals/signal.js'
import { ATTENDANCE_STATUSES, type AttendanceStatus } from '../../../api/src/core/vocabulary.js'
import { JOINED_ON } from '../../builders/episodes.js'
import { aContext, expectation } from '../../unit/signals/support/expectation.js'
import { simulatedCourses } from '../../unit/signals/support/simulated-courses.js'

const anyHistory: fc.Arbitrary<EpisodeHistory> = fc
  .record({
    forms: fc.array(
      fc.record({
        total: fc.option(fc.integer({ min: 0, max: 27 }), { freq: 8 }),
        day: fc.integer({ min: 0, max: 90 }),
        riskAnswer: fc.option(fc.integer({ min: 0, max: 3 })),
      }),
      { maxLength: 10 },
    ),
    statuses: fc.array(fc.constantFrom<AttendanceStatus>(...ATTENDANCE_STATUSES), { maxLength: 12 }),
  })
  .map(({ forms, statuses }) => ({
    memberId: 'M1',
    episodeKey: 'M1',
    groupId: 'G1',
    joinedOn: JOINED_ON,
    plannedEndOn: addDays(JOINED_ON, 90),
    exitedOn: null,
    exitReason: null,
    arm: null,
    attendance: statuses.map((status, week) => ({
      sessionId: `S${week}`,
      sessionOn: addDays(JOINED_ON, 7 * week),
      status,
    })),
    responses: forms.map(({ total, day, riskAnswer }, place) => ({
      responseId: `R${place}`,
      measureCode: 'phq9',
      respondedOn: addDays(JOINED_ON, day),
      sessionId: null,
      total,
      nAnswered: 9,
      answers: [null, null, 1, 1, 1, 1, 1, 1, riskAnswer],
    })),
  }))

const context = aContext()
const severityOf = (status: (typeof STATUSES)[number]) => -STATUSES.indexOf(status)

describe('signals', () => {
  test('do not depend on the order of rows', () => {
    fc.assert(
      fc.property(anyHistory, fc.infiniteStream(fc.nat()), (history, keys) => {
        const shuffled = <Row>(rows: readonly Row[]) =>
          rows
            .map((row) => ({ row, key: keys.next().value ?? 0 }))
            .sort((one, other) => one.key - other.key)
            .map(({ row }) => row)
        const other = {
          ...history,
          attendance: shuffled(history.attendance),
          responses: shuffled(history.responses),
        }
        expect(episodeSignals(other, context)).toEqual(episodeSignals(history, context))
      }),
    )
  })
  test('are never worse for scores after baseline that are better', () => {
    const gains = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(anyHistory, gains, (history, points) => {
        const { baseline } = episodeSignals(history, context).measures[0] ?? {}
        const better = {
          ...history,
          responses: history.responses.map((form, place) => ({
            ...form,
            total:
              form.total === null || form.respondedOn <= (baseline?.on ?? '')
                ? form.total
                : Math.max(0, form.total - (points[place] ?? 0)),
          })),
        }
        expect(severityOf(episodeSignals(better, context).status)).toBeLessThanOrEqual(
          severityOf(episodeSignals(history, context).status),
        )
      }),
    )
  })
  test('never call a member with fewer than two days of scores on track', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { status, measures } = episodeSignals(history, context)
        const days = new Set(
          history.responses.flatMap((form) => (form.total === null ? [] : [form.respondedOn])),
        )
        if (days.size < 2) expect([status, measures[0]?.status]).not.toContain('on_track')
      }),
    )
  })
  test('always say so when the last answer to item 9 is above 0, with a sentence for every signal', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { status, signals } = episodeSignals(history, context)
        const answered = history.responses.flatMap(({ answers, respondedOn }) => {
          const answer = answers?.[8] ?? null
          return answer === null ? [] : [{ answer, respondedOn }]
        })
        const lastDay = answered
          .map(({ respondedOn }) => respondedOn)
          .sort()
          .at(-1)
        const isAbove = answered.some(({ answer, respondedOn }) => respondedOn === lastDay && answer > 0)
        expect(signals.some(({ kind }) => kind === 'risk_item')).toBe(isAbove)
        if (isAbove) expect(status).toBe('not_on_track')
        for (const { sentence, rulesVersion } of signals) {
          expect(sentence).toMatch(/^[A-Z0-9][^.]*$/)
          expect(rulesVersion).toBe(1)
        }
      }),
    )
  })
  test('stay as they are when a day passes without a row', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { asOf: _, ...one } = episodeSignals(history, { ...context, asOf: addDays(JOINED_ON, 200) })
        const { asOf: __, ...other } = episodeSignals(history, { ...context, asOf: addDays(JOINED_ON, 201) })
        expect(other).toEqual(one)
      }),
    )
  })
})

describe('the expected range', () => {
  const baselines = fc.integer({ min: 0, max: 26 })
  const weeks = fc.double({ min: 0, max: 30, noNaN: true })

  test('is wider at 90 % than at 84 %, and higher for a worse baseline', () => {
    fc.assert(
      fc.property(baselines, weeks, (baseline, week) => {
        const range = expectedRangeAt(expectation.course, expectation.limits, baseline, week)
        const worse = expectedRangeAt(expectation.course, expectation.limits, baseline + 1, week)
        expect(range.p84).toBeGreaterThan(range.expected)
        expect(range.p90).toBeGreaterThan(range.p84)
        expect(worse.p90).toBeGreaterThan(range.p90)
      }),
    )
  })
  test('of a fit does not depend on the order of episodes', () => {
    const courses = simulatedCourses({ episodes: 130, members: 110 })
    const fit = fitExpectedResponse(phq9, courses, 6)
    expect(fit.kind).toBe('fitted')
    fc.assert(
      fc.property(fc.shuffledSubarray(courses, { minLength: courses.length }), (shuffled) => {
        expect(fitExpectedResponse(phq9, shuffled, 6)).toEqual(fit)
      }),
      { numRuns: 5 },
    )
  })
  test('of points added to every score moves by these points', () => {
    const courses = simulatedCourses({ episodes: 130 })
    const moved = courses.map(({ later, ...each }) => ({
      ...each,
      baseline: each.baseline + 3,
      later: later.map(({ week, points }) => ({ week, points: points + 3 })),
    }))
    const [one, other] = [courses, moved].map((each) => fitExpectedResponse(phq9, each, null))
    if (one?.kind !== 'fitted' || other?.kind !== 'fitted') throw new Error('130 episodes are enough')
    for (const week of [1, 4, 9]) {
      const range = expectedRangeAt(one.course, one.limits, 15, week)
      expect(expectedRangeAt(other.course, other.limits, 18, week).p90).toBeCloseTo(range.p90 + 3, 4)
    }
  })
})
