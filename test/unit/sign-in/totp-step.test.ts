import { describe, expect, test } from '@jest/globals'
import { totpCode, totpStepOf } from '../../../api/src/features/sign-in/totp-step.js'

const RFC_SECRET = '12345678901234567890'
/** RFC 4226, appendix D. */
const RFC_CODES = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
]

test('codes are those of RFC 4226', () => {
  expect(RFC_CODES.map((_, step) => totpCode(RFC_SECRET, step))).toEqual(RFC_CODES)
})

describe('the step of a code', () => {
  const atStep = (step: number) => new Date(step * 30_000 + 29_999)

  test('is that of which it is the code, at most one before or after the present', () => {
    expect(totpStepOf(RFC_SECRET, '969429', atStep(3))).toBe(3)
    expect(totpStepOf(RFC_SECRET, '969429', atStep(2))).toBe(3)
    expect(totpStepOf(RFC_SECRET, '969429', atStep(4))).toBe(3)
    expect(totpStepOf(RFC_SECRET, '969429', atStep(5))).toBeNull()
    expect(totpStepOf(RFC_SECRET, '969429', atStep(1))).toBeNull()
  })

  test.each(['', '96942', '9694290', '969428', '９６９４２９', 'abcdef'])('is none for %j', (code) => {
    expect(totpStepOf(RFC_SECRET, code, atStep(3))).toBeNull()
  })

  test('is as the published times of RFC 6238 have it', () => {
    // Appendix B gives 8 digits; the last 6 are those of a code of 6: 94287082 at 59 s, 07081804 at 1111111109 s.
    expect(totpStepOf(RFC_SECRET, '287082', new Date(59_000))).toBe(1)
    expect(totpStepOf(RFC_SECRET, '081804', new Date(1_111_111_109_000))).toBe(37_037_036)
  })
})
