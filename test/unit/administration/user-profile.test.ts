import { describe, expect, test } from '@jest/globals'
import type { UserChange } from '../../../api/src/contracts/users.js'
import {
  changedProfile,
  differentFields,
  newProfile,
  storedProfile,
  type UserProfile,
  userOnTheWire,
} from '../../../api/src/features/users/user-profile.js'

const director: UserProfile = {
  name: 'D',
  role: 'director',
  site_ids: ['north', 'south'],
  therapist_id: null,
}
const therapist: UserProfile = { name: 'T', role: 'therapist', site_ids: [], therapist_id: 't-1' }
const change = (given: Partial<UserChange>): UserChange => ({ version: 'v', ...given })

describe('what an administrator decides of a login', () => {
  test('a change says only what is different', () => {
    expect(changedProfile(director, change({}))).toEqual(director)
    expect(changedProfile(director, change({ name: 'Other' }))).toEqual({ ...director, name: 'Other' })
  })

  test('sites go with the roles that have them', () => {
    expect(changedProfile(director, change({ role: 'coordinator' })).site_ids).toEqual(['north', 'south'])
    expect(changedProfile(director, change({ role: 'researcher' })).site_ids).toEqual([])
  })

  test('a therapist record goes with the role, and can be taken away', () => {
    expect(changedProfile(therapist, change({ role: 'administrator' })).therapist_id).toBeNull()
    expect(changedProfile(therapist, change({ therapist_id: null })).therapist_id).toBeNull()
    expect(changedProfile(director, change({ role: 'therapist', therapist_id: 't-2' }))).toEqual({
      name: 'D',
      role: 'therapist',
      site_ids: [],
      therapist_id: 't-2',
    })
  })

  test('sites named twice or in another order are the same sites', () => {
    const given = { name: 'C', email: 'c@clinic.example', role: 'coordinator', therapist_id: null } as const
    expect(newProfile({ ...given, site_ids: ['south', 'north', 'south'] }).site_ids).toEqual([
      'north',
      'south',
    ])
  })

  test('what a role does not have is refused, all of it at once', () => {
    expect(() => changedProfile(director, change({ therapist_id: 't-1' }))).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ path: 'therapist_id' })] }),
    )
    expect(() =>
      changedProfile(director, change({ role: 'researcher', site_ids: ['north'], therapist_id: 't-1' })),
    ).toThrow(
      expect.objectContaining({
        errors: [
          expect.objectContaining({ path: 'site_ids' }),
          expect.objectContaining({ path: 'therapist_id' }),
        ],
      }),
    )
  })

  test('two profiles differ in the fields that differ', () => {
    expect(differentFields(director, { ...director, name: 'E', site_ids: ['north'] })).toEqual([
      'name',
      'site_ids',
    ])
    expect(
      differentFields({ ...director, site_ids: ['a,b'] }, { ...director, site_ids: ['a', 'b'] }),
    ).toEqual(['site_ids'])
  })
})

describe('the version of a login', () => {
  const account = {
    user_id: 'u',
    name: 'D',
    email: 'd@clinic.example',
    role: 'director',
    two_factor_enabled: true,
    must_change_password: false,
    disabled_at: null,
    locked_until: null,
    last_sign_in_at: null,
    open_sessions: 0,
    is_demo: false,
  } as const
  const belonging = { user_id: 'u', site_ids: ['north'], therapist: null }

  test('moves with what an administrator decides, and with nothing else', () => {
    const { version } = userOnTheWire(account, belonging)
    expect(
      userOnTheWire({ ...account, open_sessions: 3, last_sign_in_at: new Date() }, belonging).version,
    ).toBe(version)
    expect(userOnTheWire({ ...account, name: 'E' }, belonging).version).not.toBe(version)
    expect(userOnTheWire({ ...account, role: 'coordinator' }, belonging).version).not.toBe(version)
    expect(userOnTheWire(account, undefined).version).not.toBe(version)
  })

  test('a login that belongs nowhere says so', () => {
    expect(storedProfile(userOnTheWire(account, undefined))).toEqual({
      name: 'D',
      role: 'director',
      site_ids: [],
      therapist_id: null,
    })
  })
})
