import { describe, expect, test } from '@jest/globals'
import { roleConsequences } from '../../../../../dashboard/src/features/admin/users/change-words.js'
import { hasSomeReach, reachOf } from '../../../../../dashboard/src/features/admin/users/role-draft.js'
import { isOffered } from '../../../../../dashboard/src/features/admin/users/sign-in-steps.js'
import { filteredUsers } from '../../../../../dashboard/src/features/admin/users/user-filters.js'
import {
  isLastAdministrator,
  userListTitle,
  userState,
} from '../../../../../dashboard/src/features/admin/users/user-words.js'
import { ADMINISTRATOR, aUser, ROLES, SITES, USERS } from '../../../../browser/support/admin-answers.js'

const NOW = new Date('2026-11-03T12:00:00Z')

describe('what stands in the way of a user', () => {
  test.each([
    ['nothing', aUser({}), 'active'],
    [
      'being disabled, whatever else',
      aUser({ disabled_at: '2026-09-01T09:00:00Z', therapist: null }),
      'disabled',
    ],
    ['a lock that still runs', aUser({ locked_until: '2026-11-03T12:04:00Z' }), 'locked'],
    ['not a lock that is over', aUser({ locked_until: '2026-11-03T11:59:59Z' }), 'active'],
    ['a login without a therapist', aUser({ therapist: null, must_change_password: true }), 'not_linked'],
    ['a director without a site', aUser({ role: 'director', therapist: null }), 'without_sites'],
    ['a one-time password', aUser({ must_change_password: true }), 'password_waiting'],
    [
      'a role that needs a second factor',
      aUser({ role: 'researcher', therapist: null, two_factor_enabled: false }),
      'second_factor_due',
    ],
    ['no second factor where the role needs none', aUser({ two_factor_enabled: false }), 'active'],
    [
      'nothing for a demo account without a second factor',
      aUser({ role: 'researcher', therapist: null, two_factor_enabled: false, is_demo: true }),
      'active',
    ],
  ] as const)('is %s', (_, user, state) => {
    expect(userState(user, ROLES, NOW)).toBe(state)
  })
})

describe('the list of users', () => {
  test('its title says who signs in with a password alone, and who must change that', () => {
    expect(userListTitle(USERS, ROLES)).toBe('5 users, 3 without a second factor; 1 must set one up')
    expect(userListTitle([ADMINISTRATOR], ROLES)).toBe('1 user, all with a second factor')
    expect(userListTitle([aUser({ two_factor_enabled: false })], ROLES)).toBe(
      '1 user, none with a second factor',
    )
  })

  test('a state is found also where a graver one stands before it', () => {
    const asked = { role: null, text: '', roles: ROLES, now: NOW } as const
    const namesOf = (state: Parameters<typeof filteredUsers>[1]['state']): string[] =>
      filteredUsers(USERS, { ...asked, state }).map((user) => user.name)
    expect(namesOf('password_waiting')).toEqual(['Jonas Weber'])
    expect(namesOf('not_linked')).toEqual(['Jonas Weber'])
    expect(namesOf('second_factor_due')).toEqual(['Dora Stein'])
    expect(namesOf('without_second_factor')).toEqual(['Dora Stein', 'Jonas Weber', 'Ruth Adeyemi'])
    expect(namesOf('disabled')).toEqual(['Piet Smit'])
  })

  test('typed words find by name and address, in any order', () => {
    const asked = { role: null, state: null, roles: ROLES, now: NOW } as const
    const found = (text: string): number => filteredUsers(USERS, { ...asked, text }).length
    expect([found('okafor GRACE'), found('@clinic.example'), found('grace weber'), found(' ')]).toEqual([
      1, 6, 0, 6,
    ])
  })
})

describe('the last administrator', () => {
  test('is the only one who can sign in, not the only one there ever was', () => {
    const disabled = aUser({ user_id: 'u-2', role: 'administrator', disabled_at: '2026-01-01T00:00:00Z' })
    const other = aUser({ user_id: 'u-3', role: 'administrator' })
    expect(isLastAdministrator(ADMINISTRATOR, [ADMINISTRATOR, disabled])).toBe(true)
    expect(isLastAdministrator(ADMINISTRATOR, [ADMINISTRATOR, disabled, other])).toBe(false)
    expect(isLastAdministrator(disabled, [disabled])).toBe(false)
    expect(isLastAdministrator(aUser({}), [aUser({})])).toBe(false)
  })
})

describe('a change of what somebody sees', () => {
  const director = aUser({
    name: 'Dora Stein',
    role: 'director',
    therapist: null,
    site_ids: ['north'],
    open_sessions: 2,
  })

  test('names the sites that are given and taken, and that it holds at once', () => {
    expect(
      roleConsequences(director, { role: 'director', siteIds: ['east'], therapistId: null }, SITES),
    ).toEqual([
      'Dora Stein sees the records of East.',
      'Dora Stein no longer sees those of North.',
      'It holds from the next click on in 2 sessions.',
    ])
  })

  test('says nothing where nothing changes', () => {
    expect(
      roleConsequences(director, { role: 'director', siteIds: ['north'], therapistId: null }, SITES),
    ).toEqual([])
  })

  test('another role leaves behind what only the old one had', () => {
    const draft = { role: 'researcher', siteIds: ['north'], therapistId: 'T1' } as const
    expect(reachOf(draft)).toEqual({ site_ids: [], therapist_id: null })
    expect(roleConsequences(director, draft, SITES)[0]).toBe(
      'Dora Stein becomes researcher instead of clinical director.',
    )
  })

  test('a role by site needs a site; a therapist may wait for the link', () => {
    expect(hasSomeReach({ role: 'coordinator', siteIds: [], therapistId: null })).toBe(false)
    expect(hasSomeReach({ role: 'therapist', siteIds: [], therapistId: null })).toBe(true)
  })
})

test('only steps that would change something are offered', () => {
  const steps = ['reset_password', 'reset_second_factor', 'end_sessions', 'disable', 'enable'] as const
  const offered = (user: Parameters<typeof isOffered>[1]): string[] =>
    steps.filter((step) => isOffered(step, user))
  expect(offered(aUser({}))).toEqual(['reset_password', 'reset_second_factor', 'end_sessions', 'disable'])
  expect(offered(aUser({ two_factor_enabled: false, open_sessions: 0 }))).toEqual([
    'reset_password',
    'disable',
  ])
  expect(
    offered(aUser({ disabled_at: '2026-01-01T00:00:00Z', open_sessions: 0, two_factor_enabled: false })),
  ).toEqual(['enable'])
})
