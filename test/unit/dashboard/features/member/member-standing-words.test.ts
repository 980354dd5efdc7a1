import { describe, expect, test } from '@jest/globals'
import type { EpisodeRow } from '../../../../../api/src/contracts/groups.js'
import type { ResponseVersions } from '../../../../../api/src/contracts/response-entry.js'
import type { RaisedSignal } from '../../../../../api/src/contracts/signals.js'
import {
  episodeEndWords,
  episodeScoresWords,
  episodeTimeWords,
} from '../../../../../dashboard/src/features/member/episode-words.js'
import { courseTitle, expectedDefinition } from '../../../../../dashboard/src/features/member/member-words.js'
import { versionChanges, whoWords } from '../../../../../dashboard/src/features/member/response-versions.js'
import { modeWords, sourceWords } from '../../../../../dashboard/src/features/member/response-words.js'
import { standingTitle } from '../../../../../dashboard/src/features/member/standing-words.js'
import { PHQ9 } from '../../charts/measures.js'
import { aMember, dayAfterStart } from '../../charts/member-builder.js'

const MEMBER = aMember(PHQ9, [
  { week: 0, score: 12 },
  { week: 3, score: 19 },
])
const about = { level: 'watch', since: dayAfterStart(21), rules_version: 1, model_fit_id: null } as const
const absent: RaisedSignal = {
  evidence: {
    ...about,
    kind: 'absent_2',
    measure: null,
    sentence: 'Missed the last 2 sessions',
    inputs: { missed_in_a_row: 2, missed_without_notice: 0, last_attended_on: null },
  },
  life: null,
}
const answered: RaisedSignal = {
  evidence: {
    ...about,
    kind: 'risk_item',
    level: 'not_on_track',
    measure: 'phq9',
    sentence: 'Item 9, thoughts of self-harm: answered 1 (several days)',
    inputs: { item_number: 9, answer: 1, answered_on: dayAfterStart(21), is_unanswered_since: false },
  },
  life: null,
}
const beyond = (isAbove90: boolean): RaisedSignal => ({
  evidence: {
    ...about,
    kind: 'worse_than_expected',
    measure: 'phq9',
    sentence: '5 points above the expected range at session 4',
    inputs: {
      baseline: { total: 12, on: dayAfterStart(0) },
      latest: { total: 19, on: dayAfterStart(21) },
      expected: 9,
      limit_84: 12,
      limit_90: 14,
      is_above_90: isAbove90,
      scores_in_a_row: 1,
      points_beyond: 5,
      session_number: 4,
      weeks_since_baseline: 3,
      fitted_episodes: 240,
    },
  },
  life: null,
})

describe('why to look at a member', () => {
  test('item 9 is named apart from the other reasons', () => {
    expect(standingTitle({ status: 'watch', signals: [absent] })).toBe(
      '1 reason to look at how this member is doing',
    )
    expect(standingTitle({ status: 'not_on_track', signals: [answered, absent] })).toBe(
      '1 reason beside item 9 to look at how this member is doing',
    )
    expect(standingTitle({ status: 'not_on_track', signals: [answered] })).toBe(
      'The answer to item 9 is the reason to look at how this member is doing',
    )
  })

  test('who has too few scores is never said to be doing well', () => {
    expect(standingTitle({ status: 'insufficient_data', signals: [] })).toBe(
      'Too few scores to say how this member is doing',
    )
  })

  test('the title of the picture follows the signal, not the drawing', () => {
    const withSignal = (isAbove90: boolean) => ({
      ...MEMBER,
      standing: { ...MEMBER.standing, signals: [beyond(isAbove90)] },
    })
    expect(courseTitle(withSignal(true), 'PHQ-9')).toBe(
      'PHQ-9 rose from 12 to 19 in 3 weeks, beyond the expected range',
    )
    expect(courseTitle(withSignal(false), 'PHQ-9')).toBe('PHQ-9 rose from 12 to 19 in 3 weeks')
  })

  test('the expected range says on what it rests, and why there is none', () => {
    expect(expectedDefinition(MEMBER)).toBe('Expected range: The expected response is off.')
    const fitted = {
      kind: 'fitted' as const,
      model_fit_id: 7,
      fitted_at: '2026-11-01T02:00:00.000Z',
      episodes: 240,
      as_of: '2026-10-31',
      last_week: 12,
      weeks: [],
    }
    expect(expectedDefinition({ ...MEMBER, expected_response: fitted })).toContain(
      'fitted on 240 episodes of this deployment that had ended by 31 Oct 2026 (fit 7)',
    )
  })
})

describe('an episode of care in one line', () => {
  const episode: EpisodeRow = { ...MEMBER.episode, sessions_attended: 9, sessions_eligible: 10 }

  test('goes on until the planned day, or ended for a reason, or has none on record', () => {
    expect(episodeTimeWords(episode)).toBe('since 7 Sept 2026 · group only')
    expect(episodeEndWords(episode)).toBe('goes on, planned until 30 Nov 2026')
    const left = { ...episode, is_open: false, exited_on: dayAfterStart(30) }
    expect(episodeTimeWords(left)).toBe('7 Sept 2026 – 7 Oct 2026 · group only')
    expect(episodeEndWords({ ...left, exit_reason: 'moved_away' })).toBe('ended: moved away')
    expect(episodeEndWords(left)).toBe('ended, no reason recorded')
    expect(episodeEndWords({ ...episode, is_open: false })).toBe('ended on the planned day')
  })

  test('says first, last and change; one score is no change', () => {
    expect(episodeScoresWords(episode, 'PHQ-9')).toBe('PHQ-9 12 → 19, 7 points worse · 9 of 10 sessions')
    expect(episodeScoresWords({ ...episode, change: null, last: null }, 'PHQ-9')).toBe(
      'PHQ-9 12, one score · 9 of 10 sessions',
    )
    expect(episodeScoresWords({ ...episode, baseline: null }, 'PHQ-9')).toBe(
      'no PHQ-9 score · 9 of 10 sessions',
    )
  })
})

describe('the versions of a form', () => {
  type Version = ResponseVersions['versions'][number]
  const first: Version = {
    measure: 'phq9',
    source_system: 'screen',
    response_id: 'r1',
    version: 1,
    episode_id: 2,
    session_id: 's1',
    responded_on: '2026-09-14',
    mode: 'paper',
    answers: [2, 2, 2, 2, 2, 2, 2, 2, 1],
    functional_difficulty: 1,
    n_missing: 0,
    scoring: 'complete',
    total: 17,
    band: null,
    is_case: true,
    risk_item: 'yes',
    is_voided: false,
    recorded_at: '2026-09-14T18:00:00.000Z',
    recorded_by: 'user:u1',
    import_id: null,
    replaced: { at: '2026-09-15T18:00:00.000Z', by: 'user:u2', reason: 'read wrongly' },
  }

  test('tell every change, and an answer that was left out as not answered', () => {
    const second = { ...first, version: 2, total: 15, answers: [2, 0, 2, 2, 2, 2, 2, 2, null] }
    expect(versionChanges(first, second, PHQ9)).toBe(
      'Changed: PHQ-9 17 → 15; item 2 2 → 0; item 9 1 → not answered',
    )
    expect(versionChanges(first, { ...first, is_voided: true }, PHQ9)).toBe('Changed: made void')
    expect(versionChanges(first, { ...first, responded_on: '2026-09-15', session_id: null }, PHQ9)).toBe(
      'Changed: day 14 Sept 2026 → 15 Sept 2026; session s1 → none',
    )
  })

  test('tell who entered them', () => {
    expect(whoWords('user:u1', 'u1')).toBe('by you')
    expect(whoWords('user:u2', 'u1')).toBe('by user u2')
    expect(whoWords('command_line:import', 'u1')).toBe('by the command line')
    expect(whoWords(null, 'u1')).toBe('not known by whom')
  })
})

test('where a form came from, and how it was filled in', () => {
  expect(sourceWords({ source_system: 'screen', import_id: null })).toBe('entered on screen')
  expect(sourceWords({ source_system: 'old-clinic', import_id: 3 })).toBe('old-clinic, import 3')
  expect(modeWords('import')).toBe('not known (imported)')
  expect(modeWords('interview')).toBe('in an interview')
})
