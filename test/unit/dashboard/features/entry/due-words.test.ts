import { describe, expect, test } from '@jest/globals'
import {
  dueSubline,
  dueTitle,
  enteredOf,
  lacksWords,
  todayWords,
} from '../../../../../dashboard/src/features/entry/due/due-words.js'
import { someDue } from '../../../../builders/entry-due.js'

const due = someDue()
const [today, planned, earlier] = due.sessions
const only = (sessions: (typeof today)[]) => ({
  ...due,
  sessions: sessions.filter((each) => each !== undefined),
})

describe('what is due', () => {
  test.each([
    [due, '2 sessions of today wait to be entered'],
    [only([today]), '1 session of today waits to be entered'],
    [only([earlier]), 'Nothing of today waits; 1 session of the last 7 days does'],
    [only([]), 'Every session of today and the last 7 days is entered'],
  ])('is a sentence (%#)', (found, title) => {
    expect(dueTitle(found)).toBe(title)
  })

  test('comes with the day, with what else waits, and with what is done', () => {
    expect(dueSubline(due)).toBe(
      'Today is 30 Nov 2026 · 1 session of the 7 days before waits too · 5 sessions complete',
    )
  })

  test('today is what each site says it is', () => {
    const sites = [
      { site_id: 'n', name: 'North', today: '2026-03-02' },
      { site_id: 's', name: 'South', today: '2026-03-01' },
      { site_id: 'e', name: 'East', today: '2026-03-02' },
    ]
    expect(todayWords(sites)).toBe('Today is 2 Mar 2026 at North and East and 1 Mar 2026 at South')
    expect(todayWords([])).toBe('')
  })

  test('none expected is not 0 of 0', () => {
    expect([enteredOf(0, 0), enteredOf(0, 4)]).toEqual(['–', '0 of 4'])
  })

  test('each session says what it lacks', () => {
    expect(
      [today, planned, earlier].flatMap((each) => (each === undefined ? [] : [lacksWords(each)])),
    ).toEqual(['attendance and forms', 'not begun', 'forms'])
  })
})
