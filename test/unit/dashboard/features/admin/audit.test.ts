import { describe, expect, test } from '@jest/globals'
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from '../../../../../api/src/contracts/audit.js'
import { auditFileName } from '../../../../../dashboard/src/features/admin/audit/audit-file-name.js'
import { auditHref, auditTitle } from '../../../../../dashboard/src/features/admin/audit/audit-filters.js'
import {
  AUDIT_ACTION_LABELS,
  AUDIT_OUTCOME_LABELS,
  actorName,
  detailWords,
  exactInstant,
  onlookersOf,
  onlookerWords,
  targetWords,
} from '../../../../../dashboard/src/features/admin/audit/audit-words.js'
import { anAuditRow, aToken, USERS } from '../../../../browser/support/admin-answers.js'

describe('words of the activity', () => {
  test('every action and outcome has words, and no others do', () => {
    expect(Object.keys(AUDIT_ACTION_LABELS)).toEqual([...AUDIT_ACTIONS])
    expect(Object.keys(AUDIT_OUTCOME_LABELS)).toEqual([...AUDIT_OUTCOMES])
  })

  test('whoever did it is named as they are now: user, token, command line, nobody', () => {
    const tokens = [aToken({})]
    const actor = { role: null, name: null } as const
    expect(actorName({ ...actor, kind: 'user', id: 'u-1', name: 'Ada Byron' }, tokens)).toBe('Ada Byron')
    expect(actorName({ ...actor, kind: 'token', id: 'token-1' }, tokens)).toBe('token Hospital records')
    expect(actorName({ ...actor, kind: 'token', id: 'token-9' }, tokens)).toBe('token token-9')
    expect(actorName({ ...actor, kind: 'command_line', id: 'root' }, tokens)).toBe('command line root')
    expect(actorName({ ...actor, kind: 'system', id: 'nobody' }, tokens)).toBe('not signed in')
  })

  test('what was concerned is named where its name is known', () => {
    expect(targetWords('user:u-dora', USERS)).toBe('user Dora Stein')
    expect(targetWords('user:gone', USERS)).toBe('user gone')
    expect(targetWords('setting:time_zone', USERS)).toBe('setting time zone')
    expect(targetWords('import:12', USERS)).toBe('import 12')
    expect(targetWords(null, USERS)).toBeNull()
  })

  test('facts are told as they were kept; codes of ours lose their underscores, what people typed does not', () => {
    expect(detailWords({ change: 'site_given', site: 'north_wing 2' })).toBe('site given, site north_wing 2')
    expect(detailWords({ from: 24, to: 12, committed: false })).toBe('from 24, to 12, committed no')
    expect(detailWords({})).toBeNull()
  })

  test('an instant is given to the microsecond', () => {
    expect(exactInstant('2026-11-03T14:03:22.123456Z')).toBe('2026-11-03 14:03:22.123456 UTC')
  })
})

describe('who saw a member', () => {
  const records = [
    anAuditRow({ occurred_at: '2026-11-03T14:00:00.000000Z' }),
    anAuditRow({
      actor: { kind: 'user', id: 'u-dora', name: 'Dora Stein', role: 'director' },
      occurred_at: '2026-11-03T15:00:00.000000Z',
    }),
    anAuditRow({ occurred_at: '2026-11-01T09:00:00.000000Z' }),
  ]

  test('each once, with how often and when last, the last first', () => {
    const onlookers = onlookersOf(records, [])
    expect(onlookers.map(({ name, records: n, lastAt }) => [name, n, lastAt])).toEqual([
      ['Dora Stein', 1, '2026-11-03T15:00:00.000000Z'],
      ['Grace Okafor', 2, '2026-11-03T14:00:00.000000Z'],
    ])
  })

  test('in the time zone of the deployment', () => {
    const [first] = onlookersOf(records.slice(0, 1), [])
    expect(first && onlookerWords(first, 'Asia/Tokyo')).toBe('1 record, last 3 Nov 2026, 23:00')
  })
})

describe('the filters of the activity', () => {
  test('make the title a sentence', () => {
    expect(auditTitle({}, USERS)).toBe('Who did what')
    expect(auditTitle({ member: '0987' }, USERS)).toBe('Who saw member 0987, and what was changed')
    expect(auditTitle({ user: 'u-dora' }, USERS)).toBe('What Dora Stein did')
    expect(auditTitle({ user: 'u-dora', member: '0987' }, USERS)).toBe(
      'What Dora Stein saw and changed of member 0987',
    )
    expect(auditTitle({ action: 'sign_in' }, USERS)).toBe('Activity: signed in')
  })

  test('travel in the address, in one order', () => {
    expect(auditHref({ to: '2026-06-30', member: 'M 1' })).toBe('/audit?member=M+1&to=2026-06-30')
    expect(auditHref({})).toBe('/audit')
  })

  test('name the file by ids and days', () => {
    expect(auditFileName({})).toBe('activity.csv')
    expect(
      auditFileName({ member: 'M0412', action: 'identity.read', from: '2026-01-01', to: '2026-06-30' }),
    ).toBe('activity_member-m0412_identity-read_2026-01-01_2026-06-30.csv')
  })
})
