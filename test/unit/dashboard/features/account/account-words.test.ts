import { describe, expect, test } from '@jest/globals'
import { ROLE_POWERS } from '../../../../../api/src/features/users/role-powers.js'
import {
  backupCodeFile,
  keyInFours,
  needsSecondFactor,
  scopeWords,
} from '../../../../../dashboard/src/features/account/account-words.js'
import { deviceWords } from '../../../../../dashboard/src/features/account/device-words.js'
import {
  lengthWords,
  policyRules,
  shortestPassword,
} from '../../../../../dashboard/src/features/account/password-policy.js'
import { someoneInRole } from '../../../../browser/support/signed-in.js'

describe('the second factor', () => {
  const roles = ['director', 'therapist', 'researcher', 'coordinator', 'administrator'] as const

  test.each(roles)('cannot be switched off by a %s whose role needs it, and by no other', (role) => {
    const needed = ROLE_POWERS.find((powers) => powers.role === role)?.needsSecondFactor
    expect(needsSecondFactor(someoneInRole(role))).toBe(needed)
  })

  test('has a key that can be typed', () => {
    expect(keyInFours('JBSWY3DPEHPK3PXPAB')).toBe('JBSW Y3DP EHPK 3PXP AB')
    expect(keyInFours('JBSWY3DP')).toBe('JBSW Y3DP')
  })

  test('has a file of backup codes that names no login', () => {
    expect(backupCodeFile(['aaaaa-bbbbb', 'ccccc-ddddd'])).toBe(
      'Tidemark backup codes. Each works once.\r\n\r\naaaaa-bbbbb\r\nccccc-ddddd\r\n',
    )
  })
})

describe('what an account reaches', () => {
  test('is told by sites, by groups, or not at all', () => {
    expect(scopeWords(someoneInRole('director'))).toBe('Sites: East, North')
    expect(scopeWords(someoneInRole('coordinator', { sites: [] }))).toMatch(/^No site is given/)
    expect(scopeWords(someoneInRole('therapist'))).toBe('Groups that you lead, co-lead or cover')
    expect(scopeWords(someoneInRole('therapist', { therapist_id: null }))).toMatch(/not linked/)
    expect(scopeWords(someoneInRole('researcher'))).toBeNull()
  })
})

describe('a new password', () => {
  test('is longer without a second factor', () => {
    expect([shortestPassword(false), shortestPassword(true)]).toEqual([15, 12])
    expect(policyRules(false)[0]).toMatch(/^At least 15 characters; 12 once/)
    expect(policyRules(true)[0]).toMatch(/^At least 12 characters\./)
  })

  test('is counted in characters, not in units of the encoding', () => {
    expect(lengthWords('café 🌊', false)).toBe('6 of 15 characters')
    expect(lengthWords('x'.repeat(15), false)).toBe('15 characters, long enough')
    expect(lengthWords('x'.repeat(14), false)).toBe('14 of 15 characters')
  })
})

describe('a device in words', () => {
  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0',
      'Firefox on Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15',
      'Safari on Mac',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1',
      'Chrome on iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36',
      'Samsung Internet on Android',
    ],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
      'Chrome on ChromeOS',
    ],
    ['curl/8.5.0', 'Unknown device'],
    ['', 'Unknown device'],
    [null, 'Unknown device'],
  ])('%s', (userAgent, words) => expect(deviceWords(userAgent)).toBe(words))
})
