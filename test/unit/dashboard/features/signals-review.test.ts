import { describe, expect, test } from '@jest/globals'
import { jobWords } from '../../../../dashboard/src/components/job/job-words.js'
import { burdenTable } from '../../../../dashboard/src/features/signals-review/burden-table.js'
import {
  burdenTitle,
  refusalWords,
  reviewPageWords,
  reviewSentence,
  reviewTitle,
} from '../../../../dashboard/src/features/signals-review/review-words.js'
import { aLife, aRiskItem, noReliableChange } from '../../../browser/support/signal-answers.js'
import { aBurden } from '../../../browser/support/signal-review-answers.js'

describe('the title of the list of signals', () => {
  test('is the finding, in one and in many', () => {
    expect(reviewTitle(2, { escalated: 'yes' }, 24)).toBe(
      '2 answers to item 9 have waited longer than 24 hours',
    )
    expect(reviewTitle(1, { escalated: 'yes' }, 1)).toBe('1 answer to item 9 has waited longer than 1 hour')
    expect(reviewTitle(0, { escalated: 'yes' }, 24)).toBe(
      'No answer to item 9 has waited longer than 24 hours',
    )
    expect(reviewTitle(1, {}, 24)).toBe('1 signal is not resolved')
    expect(reviewTitle(0, { state: 'open' }, 24)).toBe('No signal is open')
    expect(reviewTitle(3, { state: 'snoozed' }, 24)).toBe('3 signals are put off')
    expect(reviewTitle(3, { state: 'any' }, 24)).toBe('3 signals, resolved ones included')
  })

  test('says no number before it is known', () => {
    expect(reviewTitle(undefined, { escalated: 'yes' }, 24)).toBe('Signals')
  })
})

test('a sentence about scores names its measure; item 9 needs none', () => {
  expect(reviewSentence({ ...noReliableChange(), measure: 'gad7' })).toMatch(/^GAD-7: less than 6 points/)
  expect(reviewSentence(aRiskItem())).toBe('Item 9, thoughts of self-harm: answered 1 (several days)')
})

test('a director is told why a signal is not theirs to act on; a therapist needs no such words', () => {
  expect(refusalWords(noReliableChange(), aLife(), 'director')).toContain('For the group’s therapist')
  expect(
    refusalWords(aRiskItem(), aLife({ escalates_at: '2026-11-18T17:10:00.000Z' }), 'director'),
  ).toContain('once it has waited too long')
  expect(refusalWords(noReliableChange(), aLife(), 'therapist')).toBeNull()
})

test('a page says which of how many it shows', () => {
  expect(reviewPageWords({ signals: [], total: 3, page: 9, page_size: 50 })).toBe('none of 3')
})

describe('alert burden', () => {
  test('keeps the order of names, whatever the figures, and says where member-months are few', () => {
    const { rows } = burdenTable(aBurden())
    expect(rows.map(({ cells, detail }) => [cells[0], cells[1], detail])).toEqual([
      ['Dr. Ada Low', 0.25, undefined],
      ['Dr. Bea High', 2, 'few member-months'],
      ['Dr. Cay None', null, 'nobody in care'],
      ['All together', 0.5, undefined],
    ])
  })

  test('is not known without time in care, and never 0 then', () => {
    const { all } = aBurden()
    expect(burdenTitle({ all })).toBe('0.50 alerts a member a month')
    expect(burdenTitle({ all: { ...all, member_months: 4 } })).toBe(
      '0.50 alerts a member a month, from few member-months',
    )
    expect(burdenTitle({ all: { ...all, member_months: 0, alerts_a_member_a_month: null } })).toBe(
      'Nobody was in care in this period',
    )
  })
})

test('cancelled work is said to be cancelled, not to have failed', () => {
  const job = {
    job_id: 7,
    kind: 'refresh_signals',
    done: 1,
    total: 4,
    message: null,
    cancel_asked: true,
    created_at: '2026-12-01T02:00:00.000Z',
    ended_at: null,
  } as const
  expect(jobWords({ ...job, state: 'running' })).toBe('Being cancelled: it ends at its next step.')
  expect(jobWords({ ...job, state: 'cancelled' })).toBe('It was cancelled. What it had done by then stays.')
})
