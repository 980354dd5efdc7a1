import { describe, expect, test } from '@jest/globals'
import type { EpisodeList } from '../../../../../api/src/contracts/members.js'
import {
  type MemberListQuery,
  NUMBER_KEYS,
} from '../../../../../dashboard/src/features/member/member-list-query.js'
import {
  countedHow,
  memberListTitle,
  numberParts,
  pageCount,
  pageWords,
  totalsWords,
} from '../../../../../dashboard/src/features/member/member-list-words.js'
import {
  courseNotes,
  courseTitle,
  memberHeadline,
  memberSubline,
} from '../../../../../dashboard/src/features/member/member-words.js'
import { responseFlags } from '../../../../../dashboard/src/features/member/response-words.js'
import { aShare } from '../../../../browser/support/programme-answers.js'
import { PHQ9, RSES } from '../../charts/measures.js'
import { aMember } from '../../charts/member-builder.js'

describe('a member’s sentences', () => {
  test('the headline judges change beyond measurement error, whichever way the measure runs', () => {
    const better = aMember(PHQ9, [
      { week: 0, score: 17 },
      { week: 11, score: 9 },
    ])
    expect(memberHeadline(better, 'PHQ-9')).toBe(
      'Reliably improved: 8 points better than at the start on PHQ-9',
    )
    expect(courseTitle(better, 'PHQ-9')).toBe('PHQ-9 fell from 17 to 9 in 11 weeks')
    const worse = aMember(RSES, [
      { week: 0, score: 17 },
      { week: 2, score: 9 },
    ])
    expect(memberHeadline(worse, 'RSES')).toBe(
      'Reliably deteriorated: 8 points worse than at the start on RSES',
    )
    expect(courseTitle(worse, 'RSES')).toBe('RSES fell from 17 to 9 in 2 weeks')
  })

  test('one score is no judgement, none is said to be none', () => {
    expect(memberHeadline(aMember(PHQ9, [{ week: 0, score: 17 }]), 'PHQ-9')).toBe(
      'One PHQ-9 score so far: change cannot be judged before the second',
    )
    expect(memberHeadline(aMember(PHQ9, []), 'PHQ-9')).toBe('Member 0987 has no PHQ-9 score yet')
  })

  test('equal scores have not moved', () => {
    const same = aMember(PHQ9, [
      { week: 0, score: 12 },
      { week: 1, score: 12 },
    ])
    expect(memberHeadline(same, 'PHQ-9')).toBe('No reliable change: as at the start on PHQ-9')
    expect(courseTitle(same, 'PHQ-9')).toBe('PHQ-9 12, the same after 1 week')
  })

  test('the line under it says which episode, since when, and how complete', () => {
    const member = aMember(PHQ9, [
      { week: 0, score: 12 },
      { week: 1, score: null, attendance: 'absent_notified' },
    ])
    expect(memberSubline(member)).toBe(
      'Episode 1 of 1 · joined 7 Sept 2026 · 1 of 2 sessions attended · 1 score · group only',
    )
  })

  test('what the picture cannot show is written under it', () => {
    expect(courseNotes(aMember(PHQ9, [{ week: 0, score: 4 }]), PHQ9)).toEqual([
      'From this start an improvement of 6 points is outside the measure’s range, so reliable improvement cannot happen.',
      'The expected response is off.',
    ])
    expect(courseNotes(aMember(RSES, [{ week: 0, score: 14 }]), RSES)).toEqual([
      'The expected response is off.',
      'RSES has no agreed severity bands or cut-off.',
    ])
  })

  test('a form’s remarks name everything that a reader must know', () => {
    const [form] = aMember(PHQ9, [{ week: 0, score: 14, scoring: 'prorated', riskAnswer: null }]).responses
    if (!form) throw new Error('The builder made no form.')
    expect(responseFlags({ ...form, version: 2, same_day_forms: 2, member_was_absent: true })).toEqual([
      'prorated',
      '1 not answered',
      'item 9 not answered',
      'corrected, version 2',
      '2 forms on this day',
      'recorded as absent that day',
    ])
  })
})

describe('the member list’s sentences', () => {
  const query = { page: 1, page_size: 50, sort: 'member_id', order: 'asc' } as const
  const list = (total: number, page: number, shown: number): EpisodeList => {
    const row = aMember(PHQ9, [{ week: 0, score: 14 }]).episode
    return {
      episodes: Array.from({ length: shown }, () => row),
      total,
      attendance: aShare(3_210, 4_001),
      completeness: aShare(2_900, 3_210),
      page,
      page_size: 50,
    }
  }

  const wordsOf = (asked: Partial<MemberListQuery>) =>
    numberParts({ ...query, ...asked }, PHQ9).map(({ words }) => words)

  test('rows behind a number say which number, and how they were counted', () => {
    expect(wordsOf({ class: 'reliable_recovery', family: 'national' })).toEqual(['Reliably recovered'])
    expect(countedHow({ ...query, class: 'reliable_recovery', family: 'national' }, PHQ9)).toBe(
      'Counted by “national definition”: both measures count, the columns show PHQ-9 alone.',
    )
    expect(
      countedHow({ ...query, class: 'reliably_improved', family: 'measure' }, { short_name: 'GAD-7' }),
    ).toBe('Counted on GAD-7 alone.')
    expect(wordsOf({ class: 'dropout_by_attendance', family: 'attendance' })).toEqual([
      'Dropout by attendance',
    ])
    expect(countedHow({ ...query, class: 'dropout_by_attendance', family: 'attendance' }, PHQ9)).toBe(
      'Counted by attendance, whatever the scores; the columns show PHQ-9.',
    )
    expect([wordsOf({}), countedHow(query, PHQ9)]).toEqual([[], null])
  })

  test('every part of a number has words and a way to take it off', () => {
    const parts = numberParts(
      {
        ...query,
        class: 'paired_data',
        family: 'measure',
        band_from: 'severe',
        band_to: 'mild',
        week: 4,
        attended: 1,
        attended_from: 1,
        attended_to: 2,
        timed: 'first_observed',
        timed_state: 'event',
        timed_at: 28,
        session_number: 5,
        presence: 'missed',
        therapist: 'T-7',
        period: 'joining_date',
      },
      PHQ9,
    )
    expect(parts.map(({ words }) => words)).toEqual([
      'With paired data',
      'Started severe',
      'Ended mild',
      'In week 4 since the first score',
      '1 session attended',
      '1–2 sessions attended',
      'Had a first reliable improvement by week 4',
      'Session 5 of the group: missed',
      'Groups led by T-7',
      'Dates act on the day of joining',
    ])
    expect(parts.flatMap(({ keys }) => keys)).toEqual(NUMBER_KEYS)
    // Zero is a number of sessions like any other; the end of the episode is what dates act on anyway.
    expect(wordsOf({ attended: 0, period: 'episode_end' })).toEqual(['No session attended'])
  })

  test('rows behind a curve, a bar or a session say which', () => {
    expect(wordsOf({ timed: 'sustained', timed_state: 'competing', timed_at: 30 })).toEqual([
      'Dropped out before a reliable improvement that held at the next score by day 30 since the first score',
    ])
    expect(wordsOf({ timed: 'dropout_as_recorded', timed_state: 'competing' })).toEqual([
      'Left for another reason before a dropout as recorded',
    ])
    expect(wordsOf({ timed: 'dropout_by_attendance', timed_state: 'at_risk', timed_at: 8 })).toEqual([
      'At risk of a dropout by attendance at session 8',
    ])
    expect(wordsOf({ attended_from: 4, attended_to: 4 })).toEqual(['4 sessions attended'])
    expect([wordsOf({ attended_from: 4 }), wordsOf({ attended_to: 1 })]).toEqual([
      ['At least 4 sessions attended'],
      ['At most 1 session attended'],
    ])
    // What dates act on goes with the session: the day of a session says nothing without it.
    expect(
      numberParts({ ...query, session_number: 2, presence: 'attended', period: 'session_date' }, PHQ9),
    ).toEqual([{ words: 'Session 2 of the group: came', keys: ['session_number', 'presence', 'period'] }])
  })

  test('a page says what the whole list adds up to', () => {
    expect(totalsWords(list(412, 2, 50), 'PHQ-9')).toBe(
      'all 412: 3,210 of 4,001 sessions attended, 2,900 of 3,210 of these with a scored PHQ-9 form',
    )
    expect(totalsWords(list(0, 1, 0), 'PHQ-9')).toBeNull()
  })

  test('a page is never mistaken for the whole list', () => {
    const dash = '\u2013'
    expect(pageWords(list(412, 1, 50))).toBe(`1 ${dash} 50 of 412`)
    expect(pageWords(list(412, 9, 12))).toBe(`401 ${dash} 412 of 412`)
    expect(pageWords(list(0, 1, 0))).toBe('none')
    expect([pageCount(list(412, 1, 50)), pageCount(list(400, 1, 50)), pageCount(list(0, 1, 0))]).toEqual([
      9, 8, 1,
    ])
  })

  test('the title counts what was found', () => {
    expect(memberListTitle(list(1, 1, 1), query)).toBe('1 episode of a member')
    expect(memberListTitle(list(94, 1, 50), { ...query, class: 'recovery', family: 'national' })).toBe(
      'Recovered: 94 episodes',
    )
  })
})
