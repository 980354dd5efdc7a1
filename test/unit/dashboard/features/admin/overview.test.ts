import { describe, expect, test } from '@jest/globals'
import { areasOf } from '../../../../../dashboard/src/features/admin/overview/areas.js'
import {
  attentionOf,
  type Overview,
  overviewTitle,
} from '../../../../../dashboard/src/features/admin/overview/attention.js'
import {
  ADMINISTRATOR,
  aCover,
  aToken,
  ROLES,
  someSettings,
  USERS,
} from '../../../../browser/support/admin-answers.js'

const NOW = new Date('2026-11-03T12:00:00Z')
const QUIET: Overview = {
  users: [ADMINISTRATOR],
  roles: ROLES,
  tokens: [],
  covers: [],
  settings: { ...someSettings(), settings: { ...someSettings().settings, crisis_line: 'call 999' } },
}
const tokenEnding = (at: string, over = {}) => aToken({ expires_at: at, ...over })

describe('what needs attention', () => {
  test('nothing, when everything is in order', () => {
    expect(attentionOf(QUIET, NOW)).toEqual([])
    expect(overviewTitle([])).toBe('Nothing needs your attention')
  })

  test('who must act comes before what is good to know, and only that is counted', () => {
    const attention = attentionOf({ ...QUIET, users: USERS, covers: [aCover({ to: '2026-12-04' })] }, NOW)
    expect(attention.map((each) => [each.status, each.key])).toEqual([
      ['watch', 'second-factor-due'],
      ['watch', 'not-linked'],
      ['neutral', 'without-second-factor'],
      ['neutral', 'password-waiting'],
      ['neutral', 'cover-3'],
    ])
    expect(overviewTitle(attention)).toBe('2 things need your attention')
    expect(attention.at(-1)?.sentence).toBe('Maria Lind sees the groups of Grace Okafor until 4 Dec 2026.')
  })

  test('a disabled user needs none', () => {
    const users = [ADMINISTRATOR, ...USERS.filter((user) => user.disabled_at !== null)]
    expect(attentionOf({ ...QUIET, users }, NOW)).toEqual([])
  })

  test.each([
    ['within 14 days', [tokenEnding('2026-11-17T11:59:00Z')], ['tokens']],
    ['later than that', [tokenEnding('2026-11-17T12:01:00Z')], []],
    ['revoked before', [tokenEnding('2026-11-05T00:00:00Z', { status: 'revoked' })], []],
  ] as const)('a token that ends %s', (_, tokens, keys) => {
    expect(attentionOf({ ...QUIET, tokens }, NOW).map((each) => each.key)).toEqual(keys)
  })

  test('of several tokens the first to end is named', () => {
    const tokens = [
      tokenEnding('2026-11-12T00:00:00Z', { name: 'Second' }),
      tokenEnding('2026-11-06T00:00:00Z', { name: 'First' }),
    ]
    expect(attentionOf({ ...QUIET, tokens }, NOW)[0]?.sentence).toBe(
      '“First” ends on 6 Nov 2026, 1 other soon after; what uses it stops then.',
    )
  })

  test('the first questions stand before the crisis line that they ask for', () => {
    const settings = someSettings({ needs_setup: true, setup_completed_at: null })
    expect(attentionOf({ ...QUIET, settings }, NOW).map((each) => each.key)).toEqual(['setup'])
    expect(attentionOf({ ...QUIET, settings: someSettings() }, NOW).map((each) => each.key)).toEqual([
      'crisis-line',
    ])
  })
})

test('each area says how it stands, once its list is there', () => {
  const factOf = (overview: Overview | null, name: string) =>
    areasOf(overview).find((area) => area.name === name)?.fact
  const covers = [aCover({}), aCover({ cover_id: 4, status: 'planned' })]
  expect(factOf({ ...QUIET, users: USERS, covers }, 'Users')).toBe('5 users, 1 disabled')
  expect(factOf({ ...QUIET, covers }, 'Caseload')).toBe('1 cover running, 1 coming')
  expect(factOf(QUIET, 'Caseload')).toBe('no cover')
  expect(factOf(null, 'Users')).toBeNull()
})
