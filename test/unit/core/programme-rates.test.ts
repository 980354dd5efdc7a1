import { describe, expect, test } from '@jest/globals'
import { summariseEpisode } from '../../../api/src/core/episodes/summarise-episode.js'
import { NotARecordValue } from '../../../api/src/core/errors.js'
import { gad7 } from '../../../api/src/core/measures/gad-7.js'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { rosenberg } from '../../../api/src/core/measures/rosenberg.js'
import {
  attendanceRate,
  countAttendance,
  countDropouts,
  dropoutRates,
} from '../../../api/src/core/programme/attendance-rates.js'
import { completeness, countForms } from '../../../api/src/core/programme/form-completeness.js'
import { meanFromSums, sumWholeNumbers } from '../../../api/src/core/programme/mean-from-sums.js'
import { countMeasureOutcomes, measureRates } from '../../../api/src/core/programme/measure-rates.js'
import { countNationalRates, nationalRates } from '../../../api/src/core/programme/national-rates.js'
import { countPairedRates } from '../../../api/src/core/programme/paired-rates.js'
import { AFTERWARDS, anEpisode } from '../../builders/episodes.js'

const outcome = (episode: ReturnType<typeof anEpisode>, asOf = AFTERWARDS) =>
  summariseEpisode(episode.build(), asOf)
const fraction = ({ numerator, denominator }: { numerator: number; denominator: number }) =>
  `${numerator}/${denominator}`

const recovered = anEpisode().attending('pp').withScores(18, 4).withScoresOf('gad7', 12, 3)
const unchangedCase = anEpisode().attending('pp').withScores(18, 17).withScoresOf('gad7', 12, 12)
const neverCase = anEpisode().attending('pp').withScores(4, 3).withScoresOf('gad7', 2, 2)
const withoutLastScores = anEpisode().attending('pp').withScores(15).withScoresOf('gad7', 12)
const oneSession = anEpisode().attending('pa').withScores(15).withScoresOf('gad7', 12)
const clinic = [recovered, unchangedCase, neverCase, withoutLastScores, oneSession]

describe('the two families of rates', () => {
  test('national rates keep courses without paired scores in the denominator', () => {
    const rates = countNationalRates(clinic.map((episode) => outcome(episode)))
    expect({
      finished: rates.finished,
      recovery: fraction(rates.recovery),
      reliableImprovement: fraction(rates.reliableImprovement),
      reliableDeterioration: fraction(rates.reliableDeterioration),
      pairedData: fraction(rates.pairedData),
    }).toEqual({
      finished: 4,
      recovery: '1/3',
      reliableImprovement: '1/4',
      reliableDeterioration: '0/4',
      pairedData: '3/4',
    })
  })
  test('paired rates leave them out', () => {
    const rates = countPairedRates(clinic.map((episode) => outcome(episode)))
    expect({
      nEpisodes: rates.nEpisodes,
      nEligible: rates.nEligible,
      recovery: fraction(rates.recovery),
      reliableImprovement: fraction(rates.reliableImprovement),
    }).toEqual({ nEpisodes: 5, nEligible: 3, recovery: '1/2', reliableImprovement: '1/3' })
  })
  test('an episode that goes on is no finished course', () => {
    expect(countNationalRates([outcome(recovered, '2024-01-20')]).finished).toBe(0)
  })
  test('a course with a first score on one measure only may still be a case', () => {
    const rates = countNationalRates([outcome(anEpisode().attending('pp').withScores(4, 3))])
    expect(fraction(rates.recovery)).toBe('0/1')
  })
  test('nobody finished: no rate, rather than 0 %', () => {
    expect(countNationalRates([]).recovery).toMatchObject({ proportion: null, interval: null })
  })
  test('with 5 groups or more the interval allows for their members being alike', () => {
    const groups = ['A', 'B', 'C', 'D', 'E'].flatMap((groupId, i) =>
      [recovered, recovered].map((episode) => outcome((i < 2 ? episode : unchangedCase).with({ groupId }))),
    )
    const { reliableImprovement } = countNationalRates(groups)
    expect(reliableImprovement).toMatchObject({ numerator: 4, denominator: 10, clusters: 5, warning: null })
    expect(reliableImprovement.interval?.method).toBe('wilson_clustered')
    expect(countNationalRates(groups.slice(0, 8)).reliableImprovement.warning).toBe('ignores_grouping')
  })
  test('counts that contradict each other are a named error', () => {
    const counts = { finished: 3, notAtCaseness: 4, pairedData: 3, recovered: 0 }
    const rest = { reliablyRecovered: 0, reliablyImproved: 0, reliablyDeteriorated: 0 }
    expect(() => nationalRates([{ ...counts, ...rest }])).toThrow(NotARecordValue)
  })
})

describe('one measure over many episodes', () => {
  const rates = (measure: typeof phq9, episodes: ReturnType<typeof anEpisode>[]) => {
    const outcomes = episodes.flatMap((episode) =>
      outcome(episode).measures.filter(({ measureCode }) => measureCode === measure.code),
    )
    return measureRates(measure, countMeasureOutcomes(measure, outcomes))
  }
  test('means are of episodes with two scores; each share names its own denominator', () => {
    const { bandMoves, response, remission, ...phq } = rates(phq9, clinic)
    expect(phq).toMatchObject({
      nBaseline: 5,
      nPaired: 3,
      // 18, 18, 4 and 4, 17, 3
      baseline: { n: 3, mean: expect.closeTo(40 / 3, 12) },
      last: { mean: 8 },
      change: { mean: expect.closeTo(16 / 3, 12) },
      reliablyImproved: { numerator: 1, denominator: 3 },
      noReliableChange: { numerator: 2, denominator: 3 },
      reliablyDeteriorated: { numerator: 0, denominator: 3 },
    })
    expect(response).toMatchObject({ numerator: 1, denominator: 2 })
    expect(remission).toMatchObject({ numerator: 1, denominator: 2 })
    expect(bandMoves).toEqual([
      { from: 'minimal', to: 'minimal', n: 1 },
      { from: 'moderately_severe', to: 'minimal', n: 1 },
      { from: 'moderately_severe', to: 'moderately_severe', n: 1 },
    ])
  })
  test('a fall of exactly half is a response, a last score of 5 is no remission', () => {
    const { response, remission } = rates(phq9, [anEpisode().withScores(10, 5)])
    expect(response).toMatchObject({ numerator: 1, denominator: 1 })
    expect(remission).toMatchObject({ numerator: 0, denominator: 1 })
  })
  test('GAD-7 has no remission, Rosenberg neither caseness nor bands', () => {
    expect(rates(gad7, clinic).remission).toBeNull()
    expect(rates(rosenberg, [anEpisode().withScoresOf('rses', 10, 20)])).toMatchObject({
      change: { mean: 10 },
      reliablyImproved: { denominator: 0, proportion: null },
      response: null,
      remission: null,
      bandMoves: [],
    })
  })
})

describe('means from sums', () => {
  test('2, 4, 6: mean 4, sd 2, limits 4 -+ 4.302653 x 2 / sqrt(3)', () => {
    expect(meanFromSums({ n: 3, sum: 12, sumSquared: 56 })).toMatchObject({
      mean: 4,
      standardDeviation: 2,
      interval: { low: expect.closeTo(-0.968275, 5), high: expect.closeTo(8.968275, 5) },
    })
  })
  test('equal values far from 0 have exactly no spread', () => {
    expect(meanFromSums(sumWholeNumbers(Array(1000).fill(27)))).toMatchObject({ standardDeviation: 0 })
  })
  test('no values have no mean, one value no spread', () => {
    expect(meanFromSums({ n: 0, sum: 0, sumSquared: 0 })).toBeNull()
    expect(meanFromSums({ n: 1, sum: 5, sumSquared: 25 })).toEqual({
      n: 1,
      mean: 5,
      standardDeviation: null,
      interval: null,
    })
  })
  test.each([
    { n: 2, sum: 10, sumSquared: 1 },
    { n: -1, sum: 0, sumSquared: 0 },
    { n: 2, sum: Number.NaN, sumSquared: 4 },
    { n: 2, sum: 1.5, sumSquared: 4 },
  ])('sums of no list are refused: %j', (sums) => {
    expect(() => meanFromSums(sums)).toThrow(NotARecordValue)
  })
})

describe('attendance, dropout, forms', () => {
  const stopped = anEpisode().attending('ppaa')
  const toldUs = anEpisode().attending('pppa').with({ exitReason: 'dropped_out' })
  const never = anEpisode().attending('aaaa').with({ exitReason: 'dropped_out' })
  const outcomes = [stopped, toldUs, never].map((episode) => outcome(episode))

  test('attendance pools the sessions of all members', () => {
    expect(fraction(attendanceRate(countAttendance(outcomes)))).toBe('5/12')
  })
  test('both definitions of dropout share the members who started', () => {
    const rates = dropoutRates(countDropouts(outcomes))
    expect([fraction(rates.byAttendance), fraction(rates.asRecorded)]).toEqual(['1/2', '1/2'])
  })
  test('one form of each attended session is expected', () => {
    // Sessions 1, 2 and 4 attended; forms of 1 (scored), 2 (no score) and 3 (absent: not expected).
    const episode = anEpisode().attending('ppap').withScores(12, null, 9).withScoresOf('gad7', 3)
    const counts = countForms(phq9, [episode.build()])
    expect(counts).toEqual({ expected: 3, returned: 2, valid: 1, prorated: 0 })
    expect(fraction(completeness(counts))).toBe('1/3')
  })
  test('a form with missing answers that still has a score is prorated', () => {
    const [scored] = anEpisode().withScores(9).build().responses
    if (scored === undefined) throw new Error('The builder gave no form')
    const answers = [1, 1, 1, 1, 1, 1, 1, 1, null]
    const episode = anEpisode()
      .attending('p')
      .withResponse({ ...scored, answers, nAnswered: 8 })
    expect(countForms(phq9, [episode.build()])).toMatchObject({ valid: 1, prorated: 1 })
  })
})
