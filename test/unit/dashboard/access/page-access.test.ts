import { describe, expect, test } from '@jest/globals'
import { mayOpen, rolesOf } from '../../../../dashboard/src/components/access/page-access.js'
import { rolesInWords } from '../../../../dashboard/src/format/role-words.js'

const ROLES = ['director', 'therapist', 'researcher', 'coordinator', 'administrator'] as const

/** docs/SECURITY.md, "Who sees what", as pages. */
const PAGES = [
  ['/today', ['therapist']],
  ['/programme', ['director']],
  ['/completeness', ['director', 'coordinator']],
  ['/groups', ['director', 'therapist', 'coordinator']],
  ['/groups/', ['director', 'therapist', 'coordinator']],
  ['/groups/new', ['coordinator']],
  ['/groups/G1/record', ['therapist', 'coordinator']],
  ['/groups/G1', ['director', 'therapist']],
  ['/members', ['director', 'therapist', 'coordinator']],
  ['/members/new', ['coordinator']],
  ['/members/0987/record', ['therapist', 'coordinator']],
  ['/members/0987', ['director', 'therapist', 'coordinator']],
  ['/signals', ['director', 'therapist']],
  ['/research', ['director', 'researcher']],
  ['/entry', ['therapist', 'coordinator']],
  ['/entry/session/G1-6', ['therapist', 'coordinator']],
  ['/entry/import', ['coordinator']],
  ['/settings', ['administrator']],
  ['/settings/users/u1', ['administrator']],
  ['/settings/caseload', ['administrator', 'director']],
  ['/audit', ['administrator']],
  ['/account', ROLES],
  ['/nowhere', ROLES],
] as const

describe('who may open a page', () => {
  test.each(PAGES)('%s', (page, expected) => {
    expect(ROLES.filter((role) => mayOpen(role, page))).toEqual(
      ROLES.filter((role) => expected.some((each) => each === role)),
    )
  })

  test('is said in words to who may not', () => {
    expect(rolesInWords(rolesOf('/groups/G1'))).toBe('clinical directors and therapists')
  })
})
