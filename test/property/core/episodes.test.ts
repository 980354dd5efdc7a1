import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addDays } from '../../../api/src/core/calendar-day.js'
import { isCase, isInRemission } from '../../../api/src/core/change/direction.js'
import { classifyChange, jacobsonTruax } from '../../../api/src/core/change/jacobson-truax.js'
import { findSuddenGains } from '../../../api/src/core/change/sudden-gains.js'
import type { EpisodeHistory } from '../../../api/src/core/episodes/episode-history.js'
import { summariseMeasure } from '../../../api/src/core/episodes/measure-outcome.js'
import { summariseEpisode } from '../../../api/src/core/episodes/summarise-episode.js'
import type { MeasureDefinition } from '../../../api/src/core/measures/measure-definition.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { countNationalRates } from '../../../api/src/core/programme/national-rates.js'
import { countPairedRates } from '../../../api/src/core/programme/paired-rates.js'
import type { Arm, AttendanceStatus } from '../../../api/src/core/vocabulary.js'
import { ATTENDANCE_STATUSES } from '../../../api/src/core/vocabulary.js'
import { AFTERWARDS, JOINED_ON } from '../../builders/episodes.js'

/** PHQ-9 turned round: what was 0 is 27, and higher is better. */
const mirror: MeasureDefinition = {
  ...phq9,
  direction: 'higher_is_better',
  caseness: 27 - 10,
  remissionBelow: 27 - 5,
  norm: { mean: 27 - 2.91, standardDeviation: 3.52, source: 'PHQ-9 turned round' },
}

const totals = fc.array(fc.option(fc.integer({ min: 0, max: 27 }), { freq: 8 }), { maxLength: 12 })
const anyHistory: fc.Arbitrary<EpisodeHistory> = fc
  .record({
    phq9: totals,
    gad7: fc.array(fc.option(fc.integer({ min: 0, max: 21 }), { freq: 8 }), { maxLength: 12 }),
    days: fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 24, maxLength: 24 }),
    statuses: fc.array(fc.constantFrom<AttendanceStatus>(...ATTENDANCE_STATUSES), { maxLength: 12 }),
    arm: fc.constantFrom<Arm | null>('group_only', 'combined', null),
    groupId: fc.constantFrom('G1', 'G2', 'G3', 'G4', 'G5', 'G6'),
  })
  .map(({ phq9: depression, gad7: anxiety, days, statuses, arm, groupId }) => ({
    memberId: 'M1',
    episodeKey: 'M1',
    groupId,
    joinedOn: JOINED_ON,
    plannedEndOn: addDays(JOINED_ON, 90),
    exitedOn: null,
    exitReason: null,
    arm,
    attendance: statuses.map((status, i) => ({
      sessionId: `S${i}`,
      sessionOn: addDays(JOINED_ON, 7 * i),
      status,
    })),
    responses: [
      ...depression.map((total) => ({ total, measureCode: 'phq9' })),
      ...anxiety.map((total) => ({ total, measureCode: 'gad7' })),
    ].map(({ total, measureCode }, i) => ({
      responseId: `R${i}`,
      measureCode,
      respondedOn: addDays(JOINED_ON, days[i] ?? 0),
      sessionId: null,
      total,
      nAnswered: 9,
      answers: null,
    })),
  }))

describe('the outcome of an episode', () => {
  test('does not depend on the order of its rows', () => {
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
        expect(summariseEpisode(other, AFTERWARDS)).toEqual(summariseEpisode(history, AFTERWARDS))
      }),
    )
  })
  test('does not depend on the names of member, group and sessions', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const renamed = {
          ...history,
          memberId: 'x',
          groupId: 'y',
          episodeKey: 'z',
          attendance: history.attendance.map((record) => ({
            ...record,
            sessionId: `new ${record.sessionId}`,
          })),
        }
        const { memberId, groupId, episodeKey, ...outcome } = summariseEpisode(history, AFTERWARDS)
        expect(summariseEpisode(renamed, AFTERWARDS)).toEqual({
          ...outcome,
          memberId: 'x',
          groupId: 'y',
          episodeKey: 'z',
        })
      }),
    )
  })
  test('moves with the calendar: a week later everything is the same', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const later = {
          ...history,
          joinedOn: addDays(history.joinedOn, 7),
          attendance: history.attendance.map((record) => ({
            ...record,
            sessionOn: addDays(record.sessionOn, 7),
          })),
          responses: history.responses.map((form) => ({
            ...form,
            respondedOn: addDays(form.respondedOn, 7),
          })),
        }
        const plain = (of: EpisodeHistory) =>
          summariseEpisode(of, AFTERWARDS).measures.map(
            ({ baselineOn, lastOn, suddenGains, suddenLosses, ...outcome }) => outcome,
          )
        expect(plain(later)).toEqual(plain(history))
      }),
    )
  })
  test('counts add up and stay within their bounds', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { attendance, measures, paired } = summariseEpisode(history, AFTERWARDS)
        expect(attendance.attended).toBeLessThanOrEqual(attendance.eligible)
        expect(attendance.lastAttendedIndex + attendance.trailingAbsences).toBe(attendance.eligible)
        for (const outcome of measures) {
          expect(outcome.best).toBeLessThanOrEqual(Math.min(outcome.baseline, outcome.last))
          expect(outcome.weeks).toBeGreaterThanOrEqual(0)
        }
        expect(paired.isReliablyImproved === true && paired.isReliablyDeteriorated === true).toBe(false)
        if (paired.isReliablyRecovered)
          expect(paired).toMatchObject({ isRecovered: true, isCaseAtStart: true })
      }),
    )
  })
})

describe('a measure that runs the other way', () => {
  test('gives the mirrored outcome', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const mirrored = history.responses.map((form) => ({
          ...form,
          total: form.total === null || form.measureCode !== 'phq9' ? form.total : 27 - form.total,
        }))
        const one = summariseMeasure(phq9, history.responses)
        const other = summariseMeasure(mirror, mirrored)
        expect(other?.changeInPoints).toBe(one?.changeInPoints)
        expect(other?.reliableChange).toBe(one?.reliableChange)
        expect(other?.isCaseAtStart).toBe(one?.isCaseAtStart)
        expect(other?.isCaseAtEnd).toBe(one?.isCaseAtEnd)
        if (one === null || other === null) return
        expect(27 - other.best).toBe(one.best)
        expect(
          other.suddenGains.map((gain) => [gain.indexBefore, gain.gainInPoints, gain.isReversed]),
        ).toEqual(one.suddenGains.map((gain) => [gain.indexBefore, gain.gainInPoints, gain.isReversed]))
        expect(
          other.suddenLosses.map((loss) => [loss.indexBefore, loss.lossInPoints, loss.isReversed]),
        ).toEqual(one.suddenLosses.map((loss) => [loss.indexBefore, loss.lossInPoints, loss.isReversed]))
        if (one.fitted !== null) expect(other.fitted?.slopePerWeek).toBeCloseTo(-one.fitted.slopePerWeek, 9)
      }),
    )
  })
  test('gives the mirrored class of clinically significant change', () => {
    const score = fc.integer({ min: 0, max: 27 })
    fc.assert(
      fc.property(score, score, fc.double({ min: 0.5, max: 9, noNaN: true }), (baseline, last, spread) => {
        const one = jacobsonTruax(phq9, { n: 50, mean: 15, standardDeviation: spread }, 0.89)
        const other = jacobsonTruax(mirror, { n: 50, mean: 27 - 15, standardDeviation: spread }, 0.89)
        expect(classifyChange(other, 27 - baseline, 27 - last).class).toBe(
          classifyChange(one, baseline, last).class,
        )
        expect(isCase(mirror, 27 - last)).toBe(isCase(phq9, last))
        expect(isInRemission(mirror, 27 - last)).toBe(isInRemission(phq9, last))
      }),
    )
  })
})

describe('sudden gains', () => {
  test('are never found where scores never fall', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 27 }), { maxLength: 15 }), (scores) => {
        const rising = scores.sort((one, other) => one - other)
        expect(
          findSuddenGains(
            phq9,
            rising.map((total, week) => ({ total, dayNumber: 7 * week })),
          ),
        ).toEqual([])
      }),
    )
  })
})

describe('rates', () => {
  const clinics = fc.array(anyHistory, { maxLength: 30 })

  test('do not depend on the order of members', () => {
    fc.assert(
      fc.property(clinics, (histories) => {
        const outcomes = histories.map((history) => summariseEpisode(history, AFTERWARDS))
        const reversed = outcomes.toReversed()
        expect(countPairedRates(reversed)).toEqual(countPairedRates(outcomes))
        const { low, high } = countNationalRates(outcomes).reliableImprovement.interval ?? { low: 0, high: 0 }
        const other = countNationalRates(reversed).reliableImprovement.interval ?? { low: 0, high: 0 }
        expect(other.low).toBeCloseTo(low, 12)
        expect(other.high).toBeCloseTo(high, 12)
      }),
      { numRuns: 30 },
    )
  })
  test('keep their shares when every member is doubled, with a narrower interval', () => {
    fc.assert(
      fc.property(clinics, (histories) => {
        const outcomes = histories.map((history) => summariseEpisode(history, AFTERWARDS))
        const once = countPairedRates(outcomes).reliableImprovement
        const twice = countPairedRates([...outcomes, ...outcomes]).reliableImprovement
        expect(twice.proportion).toBe(once.proportion)
        if (once.interval === null || twice.interval === null) return
        expect(twice.interval.high - twice.interval.low).toBeLessThan(once.interval.high - once.interval.low)
      }),
      { numRuns: 30 },
    )
  })
})
