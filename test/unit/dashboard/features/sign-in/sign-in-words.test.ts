import { describe, expect, test } from '@jest/globals'
import { ProblemError } from '../../../../../dashboard/src/api-client/problem-error.js'
import {
  signInFailedWords,
  signInProblemWords,
} from '../../../../../dashboard/src/features/sign-in/sign-in-words.js'

/** 14:03:20 on the clock of whoever runs this. */
const NOW = new Date(2026, 10, 23, 14, 3, 20).getTime()

describe('a failed sign-in', () => {
  test('does not tell a wrong password from an unknown address', () => {
    expect(signInFailedWords(1, NOW)).toMatch(
      /^The e-mail address and the password do not match\. Check both/,
    )
  })

  // The server locks for 1, 2, 4, 8, then 15 minutes. A time shown without seconds is rounded up, never down.
  test.each([
    [5, '14:05'],
    [6, '14:06'],
    [7, '14:08'],
    [8, '14:12'],
    [9, '14:19'],
    [30, '14:19'],
  ])('the %ith on this page says when to try again: %s', (failures, time) => {
    expect(signInFailedWords(failures, NOW)).toContain(`before ${time}`)
  })
})

describe('a refusal that is nobody’s fault', () => {
  const tooMany = (retryAfterSeconds: number | null) =>
    new ProblemError(
      { title: 't', status: 429, detail: 'Too many requests.', code: 'too_many_requests', request_id: null },
      retryAfterSeconds,
    )

  test('says when to try again, as the server said', () => {
    expect(signInProblemWords(tooMany(60), NOW)).toBe(
      'There were too many tries from here. Try again at 14:05.',
    )
    expect(signInProblemWords(tooMany(null), NOW)).toContain('Wait a few minutes')
  })

  test('is otherwise in the server’s words', () => {
    const down = new ProblemError({
      title: 't',
      status: 503,
      detail: 'Busy.',
      code: 'busy',
      request_id: null,
    })
    expect(signInProblemWords(down, NOW)).toBe('Busy.')
  })
})
