import { describe, expect, test } from '@jest/globals'
import { USER_ROLES } from '../../../api/src/contracts/vocabulary.js'
import { ROLES } from '../../../api/src/core/vocabulary.js'
import { dueOf } from '../../../api/src/features/sign-in/session-authenticator.js'
import { ROLE_POWERS } from '../../../api/src/features/users/role-powers.js'

describe('what each role may and may not see', () => {
  test('is said of every role once', () => {
    expect(ROLE_POWERS.map(({ role }) => role)).toEqual([...ROLES])
  })

  test.each(USER_ROLES)('says of a %s what signing in asks of them', (role) => {
    const due = dueOf({ role, must_change_password: false, two_factor_enabled: false, is_demo: false })
    const powers = ROLE_POWERS.find((known) => known.role === role)
    expect(powers?.needsSecondFactor).toBe(due === 'second_factor')
  })
})
