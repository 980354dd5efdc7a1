import { describe, expect, test } from '@jest/globals'
import { summariseEpisode } from '../../../api/src/core/episodes/summarise-episode.js'
import { NotADay, TotalOutOfRange, UnknownMeasure } from '../../../api/src/core/errors.js'
import { AFTERWARDS, anEpisode, aResponse } from '../../builders/episodes.js'

const outcomeOf = (episode: ReturnType<typeof anEpisode>) => summariseEpisode(episode.build(), AFTERWARDS)
const onPhq9 = (...totals: (number | null)[]) => outcomeOf(anEpisode().withScores(...totals)).measures[0]

describe('one measure', () => {
  test('18, 12, 9 over two weeks: every number by hand', () => {
    // Slope: weeks 0 1 2, mean 1, scores mean 13; (-1 x 5 + 1 x -4) / 2 = -4.5; line 17.5, 13, 8.5;
    // residuals 0.5, -1, 0.5, sum of squares 1.5; standard error sqrt(1.5 / 1 / 2).
    expect(onPhq9(18, 12, 9)).toEqual({
      measureCode: 'phq9',
      nScores: 3,
      sumDays: 21,
      sumDaysSquared: 245,
      sumScore: 39,
      sumDaysScore: 210,
      sumScoreSquared: 549,
      baseline: 18,
      baselineOn: '2024-01-01',
      last: 9,
      lastOn: '2024-01-15',
      best: 9,
      byWeek: [
        { week: 0, nScores: 1, sumScore: 18 },
        { week: 1, nScores: 1, sumScore: 12 },
        { week: 2, nScores: 1, sumScore: 9 },
      ],
      weeks: 2,
      fitted: {
        slopePerWeek: -4.5,
        standardError: expect.closeTo(Math.sqrt(0.75), 12),
        intercept: 17.5,
      },
      changeInPoints: 9,
      // 6 points better after a week, and still at the score after it; 9 after two, with none after it.
      improvements: [
        { days: 7, points: 6 },
        { days: 14, points: 9 },
      ],
      heldImprovements: [{ days: 7, points: 6 }],
      reliableChange: 'reliably_improved',
      isCaseAtStart: true,
      isCaseAtEnd: false,
      suddenGains: [],
      suddenLosses: [],
    })
  })
  test('a member with one score has a baseline and no change', () => {
    expect(onPhq9(18)).toMatchObject({
      nScores: 1,
      last: 18,
      changeInPoints: null,
      reliableChange: 'not_assessable',
      isCaseAtStart: true,
      isCaseAtEnd: null,
      fitted: null,
    })
  })
  test('a first form without a score moves the baseline to the next one', () => {
    expect(onPhq9(null, 14, 8)).toMatchObject({
      nScores: 2,
      baseline: 14,
      baselineOn: '2024-01-08',
      weeks: 1,
    })
  })
  test('only forms without a score: nothing is said of the measure', () => {
    expect(outcomeOf(anEpisode().withScores(null, null)).measures).toEqual([])
  })
  test.each([
    { last: 12, reliableChange: 'reliably_improved' },
    { last: 13, reliableChange: 'no_reliable_change' },
    { last: 23, reliableChange: 'no_reliable_change' },
    { last: 24, reliableChange: 'reliably_deteriorated' },
  ])('from 18 to $last is $reliableChange: the threshold of 6 is included', ({ last, reliableChange }) => {
    expect(onPhq9(18, last)).toMatchObject({ reliableChange })
  })
  test('two forms of one day are ordered by their id', () => {
    const episode = anEpisode()
      .withResponse({ ...aResponse('phq9', 7, '2024-01-01'), responseId: 'b' })
      .withResponse({ ...aResponse('phq9', 9, '2024-01-01'), responseId: 'a' })
    expect(outcomeOf(episode).measures[0]).toMatchObject({ baseline: 9, last: 7, weeks: 0 })
  })
  test('three scores of one day have no slope', () => {
    const episode = [9, 8, 7].reduce(
      (built, total, i) => built.withResponse(aResponse('phq9', total, '2024-01-01', i)),
      anEpisode(),
    )
    expect(outcomeOf(episode).measures[0]).toMatchObject({ nScores: 3, fitted: null })
  })
})

describe('a measure on which higher is better', () => {
  const outcome = outcomeOf(anEpisode().withScoresOf('rses', 10, 20, 15)).measures[0]
  test('a rise is an improvement and the best score is the highest', () => {
    expect(outcome).toMatchObject({ changeInPoints: 5, best: 20, fitted: { slopePerWeek: 2.5 } })
  })
  test('without caseness and threshold neither is made up', () => {
    expect(outcome).toMatchObject({
      isCaseAtStart: null,
      isCaseAtEnd: null,
      reliableChange: 'not_assessable',
      suddenGains: [],
      suddenLosses: [],
    })
  })
})

describe('both measures together', () => {
  const paired = (phq9: number[], gad7: number[]) =>
    outcomeOf(
      anEpisode()
        .attending('pp')
        .withScores(...phq9)
        .withScoresOf('gad7', ...gad7),
    ).paired

  test('a member below both cut-offs at baseline cannot recover', () => {
    expect(paired([9, 2], [7, 1])).toEqual({
      hasPairedScores: true,
      isCaseAtStart: false,
      isRecovered: false,
      isReliablyImproved: true,
      isReliablyDeteriorated: false,
      isReliablyRecovered: false,
    })
  })
  test('a case on one measure recovers when both are below their cut-off at the end', () => {
    expect(paired([12, 9], [5, 5])).toMatchObject({ isCaseAtStart: true, isRecovered: true })
    expect(paired([12, 9], [5, 8])).toMatchObject({ isCaseAtStart: true, isRecovered: false })
  })
  test('recovery without reliable improvement is no reliable recovery', () => {
    expect(paired([10, 9], [5, 5])).toMatchObject({ isRecovered: true, isReliablyRecovered: false })
  })
  test('one measure up and the other down by its threshold is neither better nor worse', () => {
    expect(paired([20, 14], [10, 14])).toMatchObject({
      isReliablyImproved: false,
      isReliablyDeteriorated: false,
    })
  })
  test.each([
    {
      words: 'one score on GAD-7',
      episode: anEpisode().attending('pp').withScores(9, 8).withScoresOf('gad7', 4),
    },
    { words: 'no GAD-7', episode: anEpisode().attending('pp').withScores(9, 8) },
    {
      words: 'one attended session',
      episode: anEpisode().attending('pa').withScores(9, 8).withScoresOf('gad7', 4, 4),
    },
  ])('$words leaves the joint outcome unknown', ({ episode }) => {
    expect(outcomeOf(episode).paired).toEqual({
      hasPairedScores: false,
      isCaseAtStart: null,
      isRecovered: null,
      isReliablyImproved: null,
      isReliablyDeteriorated: null,
      isReliablyRecovered: null,
    })
  })
})

describe('attendance and dropout', () => {
  test('late and left early are attended, both absences are not', () => {
    expect(outcomeOf(anEpisode().attending('pleau')).attendance).toEqual({
      eligible: 5,
      attended: 3,
      trailingAbsences: 2,
      lastAttendedIndex: 3,
      lastAttendedOn: '2024-01-15',
      firstEligibleOn: '2024-01-01',
      lastEligibleOn: '2024-01-29',
      hasStarted: true,
    })
  })
  test.each([
    { letters: 'ppaa', hasDroppedOut: true },
    { letters: 'ppapa', hasDroppedOut: false },
    { letters: 'aaaa', hasDroppedOut: null },
    { letters: '', hasDroppedOut: null },
  ])('"$letters" in an ended episode: dropout is $hasDroppedOut', ({ letters, hasDroppedOut }) => {
    expect(outcomeOf(anEpisode().attending(letters)).hasDroppedOut).toBe(hasDroppedOut)
  })
  test('while the episode goes on nobody has dropped out yet', () => {
    const running = summariseEpisode(anEpisode().attending('ppaa').build(), '2024-02-01')
    expect(running).toMatchObject({ hasEnded: false, hasDroppedOut: null, isFinishedCourse: false })
  })
  test('the exit ends an episode before its planned end', () => {
    const left = anEpisode().with({ exitedOn: '2024-01-20' }).attending('pp').build()
    expect(summariseEpisode(left, '2024-01-19')).toMatchObject({ endedOn: '2024-01-20', hasEnded: false })
    expect(summariseEpisode(left, '2024-01-20')).toMatchObject({ hasEnded: true, isFinishedCourse: true })
  })
  test('an episode without any end never ends', () => {
    expect(outcomeOf(anEpisode().with({ plannedEndOn: null }))).toMatchObject({
      endedOn: null,
      hasEnded: false,
    })
  })
})

test('what was recorded after the day asked about is left out', () => {
  const episode = anEpisode().attending('ppp').withScores(18, 12, 3).build()
  const outcome = summariseEpisode(episode, '2024-01-08')
  expect(outcome.attendance.eligible).toBe(2)
  expect(outcome.measures[0]).toMatchObject({ nScores: 2, last: 12 })
})

describe('the risk item over the forms of an episode', () => {
  const withRiskAnswers = (...answers: (number | null)[]) =>
    answers.reduce<ReturnType<typeof anEpisode>>(
      (built, answer, i) =>
        built.withResponse({
          ...aResponse('phq9', 8, '2024-01-01', i),
          answers: [1, 1, 1, 1, 1, 1, 1, 1, answer],
        }),
      anEpisode(),
    )
  test.each([
    { answers: [0, 1, 0], state: 'yes' },
    { answers: [null, 1], state: 'yes' },
    { answers: [0, null, 0], state: 'unknown' },
    { answers: [0, 0], state: 'no' },
    { answers: [], state: null },
  ])('answers $answers: $state', ({ answers, state }) => {
    expect(outcomeOf(withRiskAnswers(...answers)).riskItem).toBe(state)
  })
})

describe('input that is none', () => {
  test.each([
    { words: 'a day of asking', episode: anEpisode(), asOf: 'today' },
    { words: 'a joining day', episode: anEpisode().with({ joinedOn: '2024-02-30' }), asOf: AFTERWARDS },
    { words: 'a planned end', episode: anEpisode().with({ plannedEndOn: '' }), asOf: AFTERWARDS },
    { words: 'an exit', episode: anEpisode().with({ exitedOn: '31.12.2024' }), asOf: AFTERWARDS },
    {
      words: 'a day of a form after the day asked about',
      episode: anEpisode().withResponse(aResponse('phq9', 3, 'zzzz')),
      asOf: AFTERWARDS,
    },
  ])('$words that is no day is a named error', ({ episode, asOf }) => {
    expect(() => summariseEpisode(episode.build(), asOf)).toThrow(NotADay)
  })
  test.each([Number.NaN, 28, -1, 4.5])('a PHQ-9 total of %s is a named error', (total) => {
    expect(() => outcomeOf(anEpisode().withScores(total))).toThrow(TotalOutOfRange)
  })
  test('a measure that nobody defined is a named error', () => {
    expect(() => outcomeOf(anEpisode().withScoresOf('bdi', 20))).toThrow(UnknownMeasure)
  })
})
