import { describe, expect, test } from '@jest/globals'
import {
  duePath,
  endedIn,
  landingOf,
  returnPathIn,
  signInAddress,
} from '../../../../dashboard/src/components/access/return-path.js'
import { someoneInRole, someoneSignedIn } from '../../../browser/support/signed-in.js'

const ORIGIN = 'https://tidemark.clinic.example'
const returnTo = (path: string) => returnPathIn(new URLSearchParams({ return: path }), ORIGIN)

describe('the way back after signing in', () => {
  test.each(['/members/0987', '/programme?site=north&from=2026-01-01', '/groups/G1#board', '/'])(
    '%s is gone back to',
    (path) => expect(returnTo(path)).toBe(path),
  )

  test.each([
    'https://evil.example/',
    '//evil.example/programme',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'programme',
    '',
    '/sign-in?return=/programme',
    '/sign-in',
    '/api/v1/members',
    '/health/ready',
    `/${'a'.repeat(3000)}`,
  ])('%j is not followed', (path) => expect(returnTo(path)).toBeNull())

  test('the page that was left stands in the address of signing in, with why', () => {
    const from = { pathname: '/groups/G1', search: '?site=north', hash: '#board' }
    const address = signInAddress(from, 'idle')
    const { searchParams, pathname } = new URL(address, ORIGIN)
    expect([pathname, returnPathIn(searchParams, ORIGIN), endedIn(searchParams)]).toEqual([
      '/sign-in',
      '/groups/G1?site=north#board',
      'idle',
    ])
  })

  test('nothing is said where there is nothing to say', () => {
    expect(signInAddress({ pathname: '/', search: '', hash: '' })).toBe('/sign-in')
    expect(endedIn(new URLSearchParams({ ended: '<b>you</b>' }))).toBeNull()
  })
})

describe('the page after signing in', () => {
  test.each([
    ['director', '/programme'],
    ['therapist', '/today'],
    ['researcher', '/research'],
    ['coordinator', '/entry'],
    ['administrator', '/settings'],
  ] as const)('of a %s is %s', (role, home) => {
    expect(landingOf(someoneInRole(role), null)).toBe(home)
    expect(landingOf(someoneInRole(role), '/')).toBe(home)
  })

  test('is where one was, if that is one’s to see', () => {
    expect(landingOf(someoneInRole('therapist'), '/members/0987?measure=phq9')).toBe(
      '/members/0987?measure=phq9',
    )
    expect(landingOf(someoneInRole('researcher'), '/members/0987')).toBe('/research')
    expect(landingOf(someoneInRole('coordinator'), '/account')).toBe('/account')
  })

  test('is what is due before anything else, with the way on', () => {
    const me = someoneSignedIn({ due: 'password_change' })
    expect(landingOf(me, '/groups')).toBe('/sign-in/new-password?return=%2Fgroups')
    expect(duePath('second_factor', null)).toBe('/sign-in/second-factor')
  })

  test('is the first questions while they wait for an administrator', () => {
    const me = someoneInRole('administrator')
    const first = { ...me, deployment: { ...me.deployment, needs_setup: true } }
    expect(landingOf(first, '/settings/users')).toBe('/settings/setup')
    expect(landingOf({ ...first, due: 'second_factor' }, null)).toBe('/sign-in/second-factor')
  })
})
