import { describe, expect, test } from '@jest/globals'
import {
  completenessRow,
  completenessTable,
} from '../../../../dashboard/src/features/completeness/completeness-rows.js'
import {
  byGroupFinding,
  bySessionFinding,
  bySiteFinding,
  completenessTitle,
} from '../../../../dashboard/src/features/completeness/completeness-words.js'
import { noCompleteness, someCompleteness } from '../../../builders/completeness.js'

// In the fixture 75 of 80 PHQ-9 forms (94 %) and 72 of 80 GAD-7 forms (90 %) can be scored.
const percent = (text: string) => text.replaceAll('\u202f', ' ')

describe('the finding of the page', () => {
  test('names the share of each measure that belongs to every session, and the sessions to see to', () => {
    expect(percent(completenessTitle(someCompleteness()))).toBe(
      '94 % of PHQ-9 and 90 % of GAD-7 forms can be scored; 4 of 10 sessions lack a form or attendance',
    )
  })
  test('names the one measure that was asked for, also one that belongs to no session', () => {
    const found = someCompleteness()
    const asked = { ...found, provenance: { ...found.provenance, filters: { measure: 'rses' } } }
    expect(percent(completenessTitle(asked))).toMatch(/^4 % of Rosenberg forms can be scored;/)
  })
  test('says that nothing was held, instead of 0 %', () => {
    expect(completenessTitle(noCompleteness())).toBe('No session was held in this selection')
  })
  test('says when nothing is missing', () => {
    const found = someCompleteness()
    const whole = { ...found, sessions: found.sessions && { ...found.sessions, lacking: 0 } }
    expect(completenessTitle(whole)).toContain('none of 10 sessions lacks a form or attendance')
  })
})

describe('the findings of the cards', () => {
  test('pool the forms of both measures over stretches of sessions', () => {
    // Sessions 1 and 2: 20 + 18 + 37 + 36 = 111 of 120; session 5: 36 of 40.
    expect(percent(bySessionFinding(someCompleteness()))).toBe(
      'Forms that can be scored: 93 % in sessions 1–4 and 90 % in 5',
    )
  })
  test('name the range over sites', () => {
    // North: 45 + 42 = 87 of 100; East: all.
    expect(percent(bySiteFinding(someCompleteness()))).toBe(
      'Between 87 % and 100 % of all forms can be scored at each site',
    )
  })
  test('count only groups that have met', () => {
    expect(byGroupFinding(someCompleteness())).toBe(
      '1 of 2 groups lacks a form or attendance of some session',
    )
  })
})

describe('a row', () => {
  const found = someCompleteness()
  const about = { key: 'x', label: 'X', detail: '' }
  const links = { href: null, sessionsHref: '/completeness?group=x#sessions' }

  test('stacks what can be scored, what cannot, and what is missing, up to all that is expected', () => {
    const [group] = found.groups
    if (group === undefined) throw new Error('The fixture has groups.')
    const [phq9, gad7] = completenessRow(found, group, about, links).forms
    expect(phq9?.bar.parts.map(({ kind, width }) => [kind, width])).toEqual([
      ['full', 45 / 50],
      ['partial', 1 / 50],
      ['missing', 4 / 50],
    ])
    expect(phq9).toMatchObject({ fraction: '45 of 50', lack: '4 missing, 1 cannot be scored' })
    expect(gad7?.bar.parts.map(({ kind }) => kind)).toEqual(['full', 'missing'])
  })
  test('of a group that has not met is no bar and no 0 %', () => {
    const group = found.groups[2]
    if (group === undefined) throw new Error('The fixture has groups.')
    const row = completenessRow(found, group, about, links)
    expect(row.lacking).toBeNull()
    expect(row.forms[0]).toMatchObject({ bar: { parts: [] }, percent: '', fraction: 'none expected' })
  })
  test('says how much attendance is not recorded', () => {
    const [, second] = found.by_session ?? []
    if (second === undefined) throw new Error('The fixture has sessions.')
    expect(completenessRow(found, second, about, links).unrecorded).toBe('attendance not recorded: 6')
  })
})

test('the table has the same counts, one row a part, and the ends of the intervals in the file alone', () => {
  const found = someCompleteness()
  const table = completenessTable(
    found,
    { name: 'site', label: 'Site' },
    found.sites.map((part) => ({ part, key: part.site_id, label: part.name, href: null })),
  )
  expect(table.rows.map(({ cells }) => cells.slice(0, 8))).toEqual([
    ['East', 4, 0, 40, 40, 30, 30, 30],
    ['North', 6, 4, 66, 60, 50, 46, 45],
  ])
  expect(table.columns.filter(({ isInFileOnly }) => isInFileOnly).map(({ name }) => name)).toEqual([
    'phq9_interval_low',
    'phq9_interval_high',
    'gad7_interval_low',
    'gad7_interval_high',
  ])
})
