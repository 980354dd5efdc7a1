import { describe, expect, test } from '@jest/globals'
import { settingsChangeSchema } from '../../../../../api/src/contracts/settings.js'
import { actorWords } from '../../../../../dashboard/src/features/admin/actor-words.js'
import {
  knownTimeZones,
  proposedTimeZone,
  timeZoneRegions,
} from '../../../../../dashboard/src/features/admin/places/time-zones.js'
import {
  type RULE_FIELDS,
  ruleChange,
  ruleErrors,
} from '../../../../../dashboard/src/features/admin/rules/rule-form.js'
import { lastChanges } from '../../../../../dashboard/src/features/admin/rules/setting-changes.js'
import {
  daysLeftWords,
  tokenListTitle,
  tokenState,
} from '../../../../../dashboard/src/features/admin/tokens/token-words.js'
import { anAuditRow, aToken, USERS } from '../../../../browser/support/admin-answers.js'

const NOW = new Date('2026-11-03T12:00:00Z')

describe('a token', () => {
  test('ends soon from 14 days before its end on', () => {
    expect(tokenState(aToken({ expires_at: '2026-11-17T11:59:00Z' }), NOW)).toBe('ending')
    expect(tokenState(aToken({ expires_at: '2026-11-17T12:00:00Z' }), NOW)).toBe('active')
    expect(tokenState(aToken({ expires_at: '2026-11-04T00:00:00Z', status: 'revoked' }), NOW)).toBe('revoked')
  })

  test('says how many whole days are left', () => {
    const left = (at: string): string => daysLeftWords(aToken({ expires_at: at }), NOW)
    expect([
      left('2026-11-03T20:00:00Z'),
      left('2026-11-04T12:00:00Z'),
      left('2026-11-13T11:00:00Z'),
    ]).toEqual(['today', 'in 1 day', 'in 9 days'])
  })

  test('counts in the title while it works', () => {
    const lasting = aToken({ expires_at: '2027-01-20T00:00:00Z' })
    const ending = aToken({ expires_at: '2026-11-10T00:00:00Z' })
    const revoked = aToken({ status: 'revoked' })
    expect(tokenListTitle([revoked], NOW)).toBe('No program can deliver data')
    expect(tokenListTitle([lasting, revoked], NOW)).toBe('1 active token')
    expect(tokenListTitle([ending], NOW)).toBe('1 active token, it ends within 14 days')
    expect(tokenListTitle([lasting, ending], NOW)).toBe('2 active tokens, 1 ending within 14 days')
  })
})

test('whoever made a record is named as they are now, also an id with a colon', () => {
  expect(actorWords('user:u-ada', USERS)).toBe('Ada Byron')
  expect(actorWords('user:gone', USERS)).toBe('user gone')
  expect(actorWords('command_line:tidemark:root', USERS)).toBe('the command line (tidemark:root)')
  expect(actorWords('system', USERS)).toBe('the system')
})

describe('rules', () => {
  const filled: Readonly<Record<(typeof RULE_FIELDS)[number], string>> = {
    time_zone: 'Europe/London',
    crisis_line: 'Call 999',
    fewest_members_for_comparison: '10',
    item_9_escalation_hours: '24',
    longest_snooze_days: '28',
  }
  const filledWith = (over: Partial<typeof filled>) => (field: (typeof RULE_FIELDS)[number]) =>
    ({ ...filled, ...over })[field]

  test('numbers are whole and within what the server takes', () => {
    expect(ruleErrors(filledWith({}))).toEqual([])
    const wrong = ['1', '101', '2.5', '', '-3', '1e1'].map(
      (given) => ruleErrors(filledWith({ fewest_members_for_comparison: given })).length,
    )
    expect(wrong).toEqual([1, 1, 1, 1, 1, 1])
    expect(ruleErrors(filledWith({ longest_snooze_days: '29', item_9_escalation_hours: '169' }))).toEqual([
      { field: 'item_9_escalation_hours', words: 'A whole number from 1 to 168.' },
      { field: 'longest_snooze_days', words: 'A whole number from 1 to 28.' },
    ])
  })

  test('what the form allows at its ends, the contract allows too', () => {
    const ends = [
      filledWith({
        fewest_members_for_comparison: '2',
        item_9_escalation_hours: '1',
        longest_snooze_days: '1',
      }),
      filledWith({
        fewest_members_for_comparison: '100',
        item_9_escalation_hours: '168',
        longest_snooze_days: '28',
      }),
    ]
    for (const value of ends) {
      expect(ruleErrors(value)).toEqual([])
      expect(settingsChangeSchema.safeParse(ruleChange('s1', value, null)).success).toBe(true)
    }
  })

  test('an empty crisis line is none, and the first questions leave the switches alone', () => {
    const change = ruleChange('s1', filledWith({ crisis_line: '  ' }), null)
    expect(change.crisis_line).toBeNull()
    expect(Object.keys(change)).not.toContain('therapist_funnel')
  })

  test('of each setting the last change is told, with who made it', () => {
    const change = (number: number, setting: string, detail: Record<string, string | number | boolean>) =>
      anAuditRow({ number, action: 'setting.change', target: `setting:${setting}`, detail })
    const told = lastChanges([
      change(9, 'item_9_escalation_hours', { from: 24, to: 12 }),
      change(8, 'therapist_funnel', { from: false, to: true }),
      change(7, 'item_9_escalation_hours', { from: 48, to: 24 }),
    ])
    expect(told.map(({ setting, words, who }) => [setting, words, who])).toEqual([
      ['item 9 escalation hours', '24 → 12', 'Grace Okafor'],
      ['therapist funnel', 'off → on', 'Grace Okafor'],
    ])
  })
})

describe('time zones', () => {
  test('the first questions propose the own clock’s, but keep one that was chosen', () => {
    expect(proposedTimeZone('UTC', 'Europe/Vienna')).toBe('Europe/Vienna')
    expect(proposedTimeZone('Asia/Tokyo', 'Europe/Vienna')).toBe('Asia/Tokyo')
    expect(knownTimeZones()).toContain('UTC')
  })

  test('stand by region, and the one in use is among them whatever the browser knows', () => {
    expect(timeZoneRegions(['Europe/Paris', 'America/Argentina/Buenos_Aires', 'UTC'], 'Europe/Kyiv')).toEqual(
      [
        {
          region: 'America',
          zones: [{ zone: 'America/Argentina/Buenos_Aires', label: 'Argentina, Buenos Aires' }],
        },
        {
          region: 'Europe',
          zones: [
            { zone: 'Europe/Kyiv', label: 'Kyiv' },
            { zone: 'Europe/Paris', label: 'Paris' },
          ],
        },
        { region: 'Other', zones: [{ zone: 'UTC', label: 'UTC' }] },
      ],
    )
  })
})
