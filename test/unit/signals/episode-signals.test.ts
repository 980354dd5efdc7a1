import { describe, expect, test } from '@jest/globals'
import { jacobsonTruax } from '../../../api/src/core/change/jacobson-truax.js'
import type { EpisodeHistory } from '../../../api/src/core/episodes/episode-history.js'
import { rosenberg } from '../../../api/src/core/measures/rosenberg.js'
import { episodeSignals } from '../../../api/src/core/signals/episode-signals.js'
import type { SignalContext } from '../../../api/src/core/signals/measure-standing.js'
import { joinedSentences } from '../../../api/src/core/signals/sentences.js'
import { worstFirst } from '../../../api/src/core/signals/signal.js'
import type { SignalRules } from '../../../api/src/core/signals/signal-rules.js'
import { anEpisode, aResponse } from '../../builders/episodes.js'
import { aContext, expectation } from './support/expectation.js'

function judged(history: EpisodeHistory, context: SignalContext = aContext()) {
  const { status, signals, measures } = episodeSignals(history, context)
  return { status, kinds: signals.map(({ kind }) => kind), signals, standing: measures[0] }
}

/** PHQ-9 answers of which only item 9 matters; null leaves it out. */
function answersWith(item9: number | null): (number | null)[] {
  return [1, 1, 1, 1, 1, 1, 1, 1, item9]
}

function formWith(item9: number | null, day: string, number: number) {
  return { ...aResponse('phq9', 8 + (item9 ?? 1), day, number), answers: answersWith(item9) }
}

describe('a member who gets better as expected', () => {
  test('is on track and has no signal', () => {
    const { status, signals, standing } = judged(
      anEpisode().withScores(16, 15, 13, 12).attending('pppp').build(),
    )
    expect([status, signals]).toEqual(['on_track', []])
    expect(standing).toMatchObject({
      nScores: 4,
      baseline: { total: 16, on: '2024-01-01' },
      latest: { total: 12, on: '2024-01-22' },
      changeInPoints: 4,
    })
  })
  test('is on track in remission, also from where a fall of 6 cannot happen', () => {
    expect(judged(anEpisode().withScores(5, 4, 4, 5, 4, 4, 5, 4).attending('pppppppp').build()).status).toBe(
      'on_track',
    )
  })
})

describe('with one score', () => {
  test('a member is grey, never green', () => {
    const { status, signals } = judged(anEpisode().withScores(4).attending('p').build())
    expect(status).toBe('insufficient_data')
    expect(signals).toMatchObject([
      { kind: 'insufficient_data', since: '2024-01-01', sentence: 'Not enough data (1 score)' },
    ])
  })
  test('two forms of one day are one score', () => {
    const twice = anEpisode()
      .withResponse(aResponse('phq9', 18, '2024-01-01', 0))
      .withResponse(aResponse('phq9', 10, '2024-01-01', 1))
      .build()
    expect(judged(twice).status).toBe('insufficient_data')
  })
  test('and none at all the sentence says so', () => {
    const { status, signals } = judged(anEpisode().withScores(null).build())
    expect([status, signals[0]?.sentence]).toEqual(['insufficient_data', 'Not enough data (no score yet)'])
  })
  test('two sessions missed are still worth a look', () => {
    expect(judged(anEpisode().withScores(14).attending('paa').build())).toMatchObject({
      status: 'watch',
      kinds: ['absent_2', 'insufficient_data'],
    })
  })
})

describe('reliable deterioration', () => {
  test('is 6 points worse than the baseline, and not 5', () => {
    const { status, signals } = judged(anEpisode().withScores(12, 11, 19).build(), aContext({}, []))
    expect(status).toBe('not_on_track')
    expect(signals).toMatchObject([
      {
        kind: 'reliably_deteriorated',
        since: '2024-01-15',
        inputs: { pointsWorse: 7, reliablePoints: 6 },
        sentence: '7 points worse than at the start (12 then, 19 now)',
      },
    ])
    expect(judged(anEpisode().withScores(12, 11, 17).build(), aContext({}, [])).status).toBe('on_track')
    expect(judged(anEpisode().withScores(12, 11, 18).build(), aContext({}, [])).status).toBe('not_on_track')
  })
  test('has stood since the first score of the run', () => {
    const { signals } = judged(anEpisode().withScores(10, 18, 12, 17, 18).build(), aContext({}, []))
    expect(signals[0]?.since).toBe('2024-01-22')
  })
  test('is over when the latest score is better', () => {
    expect(judged(anEpisode().withScores(10, 18, 18, 12).build(), aContext({}, [])).status).toBe('on_track')
  })
  test('takes the points of the rule set where it departs from the measure', () => {
    const context = aContext({ reliableChangePoints: { phq9: 5 } }, [])
    expect(judged(anEpisode().withScores(12, 17).build(), context).kinds).toEqual(['reliably_deteriorated'])
  })
  test('of self-esteem is a fall, by the spread of the deployment', () => {
    // SD 5, alpha .88: 1.96 x sqrt 2 x 5 x sqrt .12 = 4.801, so 5 points
    const limits = jacobsonTruax(rosenberg, { n: 40, mean: 15, standardDeviation: 5 }, 0.88)
    const context = {
      ...aContext({ expectedMeasures: [] }, []),
      reliableChangeLimits: new Map([['rses', limits]]),
    }
    const { status, signals } = judged(anEpisode().withScoresOf('rses', 16, 11).build(), context)
    expect([status, signals[0]?.sentence]).toEqual([
      'not_on_track',
      '5 points worse than at the start (16 then, 11 now)',
    ])
    expect(judged(anEpisode().withScoresOf('rses', 16, 12).build(), context).status).toBe('on_track')
    expect(
      judged(anEpisode().withScoresOf('rses', 16, 2).build(), aContext({ expectedMeasures: [] }, [])).status,
    ).toBe('on_track')
  })
})

describe('worse than expected', () => {
  // from 16: 15, 14, 13 expected after 1, 2, 3 weeks; limits 3 and 5 points above
  test('above the 90 % limit at two scores in a row is red', () => {
    const { status, signals } = judged(anEpisode().withScores(16, 15, 20, 21).attending('pppp').build())
    expect(status).toBe('not_on_track')
    expect(signals).toMatchObject([
      {
        kind: 'worse_than_expected',
        level: 'not_on_track',
        since: '2024-01-15',
        inputs: {
          expected: 13,
          limit84: 16,
          limit90: 18,
          pointsBeyond: 3,
          scoresInARow: 2,
          sessionNumber: 4,
          fittedEpisodes: 240,
        },
        sentence: '3 points above the expected range at session 4, for the second time in a row',
      },
    ])
  })
  test('above the 90 % limit once is amber', () => {
    const { status, signals } = judged(anEpisode().withScores(16, 15, 20).attending('pap').build())
    expect([status, signals[0]?.sentence]).toEqual(['watch', '1 point above the expected range at session 3'])
  })
  test('counts whole points beyond the highest score within', () => {
    // 10 days after 16: 14.57 expected, limit 19.57: 19 is within, 21 is 2 beyond
    const { signals } = judged(
      anEpisode()
        .withScores(16)
        .withResponse(aResponse('phq9', 21, '2024-01-11', 1))
        .build(),
    )
    expect(signals[0]).toMatchObject({ kind: 'worse_than_expected', inputs: { pointsBeyond: 2 } })
  })
  test('above the 84 % limit twice is amber, once is nothing; on the limit is within', () => {
    const twice = judged(anEpisode().withScores(16, 15, 18, 17).build())
    expect([twice.status, twice.signals[0]?.sentence]).toEqual([
      'watch',
      'At the top of the expected range 3 weeks after the first form, for the second time in a row',
    ])
    expect(judged(anEpisode().withScores(16, 15, 18).build()).status).toBe('on_track')
    expect(judged(anEpisode().withScores(16, 15, 14, 16).build()).status).toBe('on_track')
    expect(judged(anEpisode().withScores(16, 15, 17, 16).build()).status).toBe('on_track')
  })
  test('is not raised by two forms of one day', () => {
    const sameDay = anEpisode()
      .withScores(16, 15)
      .withResponse(aResponse('phq9', 20, '2024-01-15', 7))
      .withResponse(aResponse('phq9', 20, '2024-01-15', 8))
      .build()
    expect(judged(sameDay).status).toBe('watch')
  })
  test('is not asked without a fitted expectation, nor when switched off', () => {
    const worse = anEpisode().withScores(16, 15, 20, 21).build()
    expect(judged(worse, aContext({}, [])).status).toBe('on_track')
    expect(judged(worse, aContext({ switchedOff: ['worse_than_expected'] })).status).toBe('on_track')
  })
  test('lies below the range where higher is better', () => {
    const ofSelfEsteem = { ...expectation, measureCode: 'rses' }
    // points from the best total 30: baseline 15, 14 expected, limits 17 and 19, so totals 16, 13 and 11
    const { signals } = judged(
      anEpisode().withScoresOf('rses', 15, 9).build(),
      aContext({ expectedMeasures: [] }, [ofSelfEsteem]),
    )
    expect(signals[0]).toMatchObject({
      inputs: { expected: 16, limit84: 13, limit90: 11, pointsBeyond: 2 },
      sentence: '2 points below the expected range 1 week after the first form',
    })
  })
})

describe('no reliable change by session k', () => {
  const without = aContext({}, [])

  test('is a case at both ends with less than 6 points of improvement after 6 attended sessions', () => {
    const { status, signals } = judged(
      anEpisode().withScores(17, 18, 17, 16, 17, 16, 17, 16).attending('pplppepp').build(),
      without,
    )
    expect(status).toBe('not_on_track')
    expect(signals).toMatchObject([
      {
        kind: 'no_reliable_change_by_k',
        since: '2024-02-05',
        inputs: { attendedSessions: 8, afterSessions: 6, reliablePoints: 6 },
        sentence: 'Less than 6 points of improvement after 8 sessions (17 at the start, 16 now)',
      },
    ])
  })
  test.each([
    { scores: [17, 16], letters: 'ppppp', of: 'five sessions' },
    { scores: [17, 16], letters: 'pppppaaap', of: 'six', kinds: ['no_reliable_change_by_k'] },
    { scores: [17, 11], letters: 'pppppp', of: 'a reliable improvement' },
    { scores: [14, 9], letters: 'pppppp', of: 'who is no case any more' },
    { scores: [9, 10], letters: 'pppppp', of: 'who began as no case' },
    { scores: [15, 10], letters: 'pppppp', of: 'a case at the edge', kinds: ['no_reliable_change_by_k'] },
  ])('of $of', ({ scores, letters, kinds = [] }) => {
    expect(
      judged(
        anEpisode()
          .withScores(...scores)
          .attending(letters)
          .build(),
        without,
      ).kinds,
    ).toEqual(expect.arrayContaining(kinds))
    expect(
      judged(
        anEpisode()
          .withScores(...scores)
          .attending(letters)
          .build(),
        without,
      ).kinds.includes('no_reliable_change_by_k'),
    ).toBe(kinds.length > 0)
  })
  test('has stood since the score that fell back, when that came later than session k', () => {
    const { signals } = judged(
      anEpisode().withScores(17, 11, 11, 11, 11, 11, 11, 14).attending('pppppppp').build(),
      without,
    )
    expect(signals[0]?.since).toBe('2024-02-19')
  })
  test('moves with the rule set, and can be switched off', () => {
    const history = anEpisode().withScores(17, 16).attending('pppp').build()
    const rules: Partial<SignalRules> = { noReliableChangeAfterSessions: 4 }
    expect(judged(history, aContext(rules, [])).kinds).toContain('no_reliable_change_by_k')
    const off: Partial<SignalRules> = { ...rules, switchedOff: ['no_reliable_change_by_k'] }
    expect(judged(history, aContext(off, [])).kinds).not.toContain('no_reliable_change_by_k')
  })
})

describe('absences', () => {
  test('two in a row, up to the latest session, are worth a look', () => {
    const { status, signals } = judged(anEpisode().withScores(14, 12).attending('ppau').build())
    expect(status).toBe('watch')
    expect(signals).toMatchObject([
      {
        kind: 'absent_2',
        measureCode: null,
        since: '2024-01-15',
        inputs: { missedInARow: 2, missedWithoutNotice: 1, lastAttendedOn: '2024-01-08' },
        sentence: 'Missed the last 2 sessions, 1 without notice',
      },
    ])
  })
  test('are over when the member came again', () => {
    expect(judged(anEpisode().withScores(14, 12).attending('paap').build()).kinds).not.toContain('absent_2')
  })
  test('of somebody who never came say so', () => {
    expect(judged(anEpisode().withScores(14, 12).attending('uuu').build()).signals[0]?.sentence).toBe(
      'Has not come to any of the 3 sessions so far, without notice',
    )
  })
  test('need as many as the rule set says', () => {
    const history = anEpisode().withScores(14, 12).attending('paa').build()
    expect(judged(history, aContext({ absencesInARow: 3 })).kinds).not.toContain('absent_2')
    expect(judged(history, aContext({ switchedOff: ['absent_2'] })).kinds).not.toContain('absent_2')
  })
})

describe('a form that is missing', () => {
  test('is a badge and changes no status', () => {
    const { status, signals } = judged(anEpisode().withScores(14, 12).attending('ppp').build())
    expect(status).toBe('on_track')
    expect(signals).toMatchObject([
      {
        kind: 'measure_missing',
        level: 'badge',
        measureCode: 'phq9',
        inputs: { sessionId: 'S03', sessionOn: '2024-01-15' },
        sentence: 'Came to the last session, but no PHQ-9 form has come in',
      },
    ])
  })
  test('is there without a score, by the session or by a later day', () => {
    const came = anEpisode().withScores(14, 12).attending('ppp')
    const kindsWith = (form: ReturnType<typeof aResponse>) => judged(came.withResponse(form).build()).kinds
    expect(kindsWith(aResponse('phq9', null, '2024-01-15', 2))).toEqual([])
    expect(kindsWith({ ...aResponse('phq9', 12, '2024-01-14', 2), sessionId: 'S03' })).toEqual([])
    expect(kindsWith({ ...aResponse('phq9', 12, '2024-01-15', 9), sessionId: null })).toEqual([])
    expect(kindsWith({ ...aResponse('phq9', 12, '2024-01-18', 9), sessionId: null })).toEqual([])
    expect(kindsWith(aResponse('gad7', 9, '2024-01-15', 2))).toContain('measure_missing')
  })
  test('is not missed at a session that was not attended, nor of a measure that is not expected', () => {
    expect(judged(anEpisode().withScores(14, 12).attending('ppa').build()).kinds).toEqual([])
    const { measures } = episodeSignals(
      anEpisode().withScores(14, 12).withScoresOf('gad7', 9).attending('pp').build(),
      aContext(),
    )
    expect(measures.map(({ measureCode }) => measureCode)).toEqual(['phq9', 'gad7'])
    expect(measures[1]?.signals.map(({ kind }) => kind)).toEqual(['insufficient_data'])
  })
})

describe('item 9', () => {
  const above = anEpisode()
    .withResponse(formWith(0, '2024-01-01', 0))
    .withResponse(formWith(1, '2024-01-08', 1))

  test('above 0 is not on track, first of the list, and stays out of the others', () => {
    const { status, signals, standing } = judged(above.attending('ppuu').build())
    expect([status, standing?.status]).toEqual(['not_on_track', 'not_on_track'])
    expect(joinedSentences(signals)).toBe(
      'Item 9, thoughts of self-harm: answered 1 (several days); missed the last 2 sessions, without notice',
    )
  })
  test('not answered is a state of its own, and does not end what was answered before', () => {
    const { signals, standing } = judged(above.withResponse(formWith(null, '2024-01-15', 2)).build())
    expect(standing?.riskItem).toMatchObject({
      latest: 'unknown',
      latestOn: '2024-01-15',
      lastAnswered: { on: '2024-01-08', answer: 1 },
    })
    expect(signals[0]?.sentence).toBe(
      'Item 9, thoughts of self-harm: answered 1 (several days); not answered since',
    )
  })
  test('never answered raises nothing and is never read as 0', () => {
    const unanswered = anEpisode()
      .withResponse(formWith(null, '2024-01-01', 0))
      .withResponse(aResponse('phq9', 9, '2024-01-08', 1))
      .build()
    const { kinds, standing } = judged(unanswered)
    expect([kinds, standing?.riskItem]).toEqual([
      [],
      expect.objectContaining({ latest: 'unknown', lastAnswered: null, toAcknowledge: [] }),
    ])
  })
  test('answered 0 later ends the signal, but every answer above 0 still waits for a person', () => {
    const { kinds, standing } = judged(above.withResponse(formWith(0, '2024-01-15', 2)).build())
    expect(kinds).toEqual([])
    expect(standing?.riskItem).toMatchObject({
      latest: 'no',
      aboveSince: null,
      toAcknowledge: [{ responseId: 'phq9-001', on: '2024-01-08', answer: 1 }],
    })
  })
  test('of two forms of one day the higher answer is believed', () => {
    const both = above
      .withResponse(formWith(3, '2024-01-15', 2))
      .withResponse(formWith(1, '2024-01-15', 3))
      .build()
    expect(judged(both).standing?.riskItem).toMatchObject({
      latest: 'yes',
      lastAnswered: { answer: 3 },
      aboveSince: '2024-01-08',
      toAcknowledge: [{ answer: 1 }, { answer: 3 }, { answer: 1 }],
    })
  })
  test('counts on a form that has no score, and with one form alone', () => {
    const form = {
      ...aResponse('phq9', null, '2024-01-01', 0),
      answers: [null, null, null, null, null, null, null, 1, 2],
    }
    expect(judged(anEpisode().withResponse(form).build())).toMatchObject({
      status: 'not_on_track',
      kinds: ['risk_item', 'insufficient_data'],
    })
  })
  test('makes the member not on track whichever measure is looked at', () => {
    const { measures } = episodeSignals(above.withScoresOf('gad7', 12, 9).build(), aContext())
    expect(measures.map(({ status }) => status)).toEqual(['not_on_track', 'not_on_track'])
  })
})

describe('the day asked about', () => {
  test('leaves out what came later', () => {
    const history = anEpisode().withScores(12, 11, 19).attending('puu').build()
    const context = { ...aContext({}, []), asOf: '2024-01-08' }
    expect(judged(history, context).kinds).toEqual([])
    expect(() => judged(history, { ...context, asOf: 'yesterday' })).toThrow('calendar day')
  })
})

describe('beside the signals', () => {
  test('the forecast stands where one can be made', () => {
    const worse = judged(anEpisode().withScores(16, 18, 19).build()).standing?.probabilityOfNoImprovement
    const better = judged(anEpisode().withScores(16, 11, 9).build()).standing?.probabilityOfNoImprovement
    expect(worse).toBeGreaterThan(better ?? 1)
    expect(judged(anEpisode().withScores(16).build()).standing?.probabilityOfNoImprovement).toBeNull()
    expect(judged(anEpisode().withScores(5, 6).build()).standing?.probabilityOfNoImprovement).toBeNull()
    expect(
      judged(anEpisode().withScores(16, 18).build(), aContext({}, [])).standing?.probabilityOfNoImprovement,
    ).toBeNull()
  })
  test('an early response is a reliable improvement within four weeks', () => {
    const early = (...scores: (number | null)[]) =>
      judged(
        anEpisode()
          .withScores(...scores)
          .build(),
      )
    expect(early(16, 14, 10).standing?.hasEarlyResponse).toBe(true)
    expect(early(16, 14, 14, 14, 11, 8).standing?.hasEarlyResponse).toBe(false)
    expect(early(16, null, null, null, null, 8).standing?.hasEarlyResponse).toBeNull()
    const open = { ...aContext(), asOf: '2024-01-20' }
    expect(judged(anEpisode().withScores(16, 14).build(), open).standing?.hasEarlyResponse).toBeNull()
  })
})

describe('the line of a list', () => {
  test('begins with item 9, then with what is worst', () => {
    const history = anEpisode()
      .withScores(14, 21)
      .withScoresOf('gad7', 8, 13)
      .withResponse(formWith(2, '2024-01-15', 5))
      .attending('pppaa')
      .build()
    const { signals } = episodeSignals(history, aContext({}, []))
    const kinds = worstFirst([...signals].reverse()).map(({ kind }) => kind)
    expect(kinds).toEqual(['risk_item', 'reliably_deteriorated', 'absent_2'])
  })
  test('says of which measure it speaks where there are several', () => {
    const history = anEpisode().withScores(14).withScoresOf('gad7', 8, 13).attending('pp').build()
    const { signals } = episodeSignals(history, aContext({}, []))
    expect(joinedSentences(signals)).toBe(
      'GAD-7: 5 points worse than at the start (8 then, 13 now); PHQ-9: not enough data (1 score); came to the last session, but no PHQ-9 form has come in',
    )
  })
})

describe('the status of an episode', () => {
  test('is the worst over its measures', () => {
    const history = anEpisode().withScores(14, 12).withScoresOf('gad7', 8, 13).build()
    expect(judged(history, aContext({}, [])).status).toBe('not_on_track')
  })
  test('is not greyed by a measure that was filled in once beside another one', () => {
    const history = anEpisode().withScores(14, 12).withScoresOf('gad7', 8).build()
    expect(episodeSignals(history, aContext({}, []))).toMatchObject({
      status: 'on_track',
      measures: [{ status: 'on_track' }, { status: 'insufficient_data' }],
    })
  })
  test('of a member without any form is grey', () => {
    expect(judged(anEpisode().build(), aContext({ expectedMeasures: [] })).status).toBe('insufficient_data')
  })
})
