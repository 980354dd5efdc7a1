import { describe, expect, test } from '@jest/globals'
import type { TimeToChange } from '../../../../../api/src/contracts/programme-charts.js'
import {
  attendanceFinding,
  doseFinding,
  doseNumbers,
} from '../../../../../dashboard/src/features/programme/attendance-words.js'
import { rowsHref } from '../../../../../dashboard/src/features/programme/rows-href.js'
import { timeChoices, timeSwitches } from '../../../../../dashboard/src/features/programme/time-choices.js'
import { timeSummary } from '../../../../../dashboard/src/features/programme/time-summary.js'
import { timeFinding, timeNotes } from '../../../../../dashboard/src/features/programme/time-words.js'
import { formatP } from '../../../../../dashboard/src/format/p-value.js'
import { aShare } from '../../../../browser/support/programme-answers.js'
import {
  aDoseResponse,
  aStratum,
  aThinStratum,
  aTimeToChange,
  aTimeToDropout,
  someAttendance,
} from '../../../../browser/support/programme-time-answers.js'

const plain = (words: string) => words.replace(/\s/g, ' ')
const finding = (answer: TimeToChange, curve: 'incidence' | 'kaplan_meier' = 'incidence') =>
  plain(timeFinding(answer, curve))
const NEVER = { time: null, low: null, high: null }

describe('the title of a curve', () => {
  test('says by which week half had improved, and how sure that is, in both arms', () => {
    expect(finding(aTimeToChange())).toBe(
      'Half of the members had improved reliably by week 16 (15 – 17); combined by week 12 (11 – 13), group only 40 % (30 – 50)',
    )
  })

  test('of one set of members says no more than of them', () => {
    expect(finding(aTimeToChange({ strata: [] }))).toBe(
      'Half of the members had improved reliably by week 16 (15 – 17)',
    )
  })

  test('says that the upper end was not reached, and as if nobody left where it counts so', () => {
    expect(finding(aTimeToChange({ strata: [] }), 'kaplan_meier')).toBe(
      'As if nobody left first, half of the members had improved reliably by week 16 (15 – beyond 17)',
    )
  })

  test('gives the share at the end where fewer than half had it', () => {
    // Four steps of 7 %: the last at the 8th session.
    expect(finding(aTimeToDropout({ strata: [] }))).toBe(
      'About 3 in 10 members had dropped out by session 8: 26 % (16 – 36)',
    )
  })

  test('of nobody is a question, and without any event says none', () => {
    expect(finding(aTimeToChange({ overall: null, strata: [] }))).toBe('When do members improve reliably?')
    const none = aStratum('all', 40, 0, { events: 0, incidence: [], curve: [], half: NEVER })
    expect(finding(aTimeToChange({ overall: none, strata: [] }))).toBe(
      'None of 40 members had improved reliably by week 17',
    )
  })

  test('a day within a week belongs to that week, not to the one before', () => {
    const overall = aStratum('all', 60, 0.6, { half: { time: 50, low: 43, high: 57 } })
    expect(finding(aTimeToChange({ overall, strata: [] }))).toContain('by week 8 (7 – 9)')
  })
})

describe('what is to be read with the curves', () => {
  const notes = (answer: TimeToChange, curve: 'incidence' | 'kaplan_meier' = 'incidence') =>
    timeNotes(answer, curve).map(plain)

  test('who left is counted, and who is in no curve is named', () => {
    const strata = [aStratum('combined', 150, 0.72), aThinStratum('group_only', 3)]
    expect(notes(aTimeToChange({ strata }))).toEqual([
      'What competes: dropout (the last two or more eligible sessions missed) before any reliable improvement. 36 members left so; they stay in the count as not improved.',
      '61 episodes not in the picture. Fewer than two valid scores.',
      'Not drawn, fewer than 5 members: Group only (n 3).',
      'Log-rank test: p < 0.001 (chi-square 11.2, 1 degree of freedom). Members chose what they got: a difference is an association.',
    ])
  })

  test('a test that cannot be made says why; of everybody there is none', () => {
    const refused = { refused: true as const, reason: 'one_group', message: 'There is one group only.' }
    expect(notes(aTimeToChange({ log_rank: refused })).at(-1)).toBe('There is one group only.')
    expect(notes(aTimeToChange({ strata: [] })).some((note) => note.includes('Log-rank'))).toBe(false)
  })

  test('as if nobody left says that who left is taken out', () => {
    expect(notes(aTimeToChange(), 'kaplan_meier')[0]).toContain(
      '36 members left so and are taken out of the count',
    )
    expect(notes(aTimeToDropout())[0]).toContain('It happened to nobody here')
  })
})

test('the summary has everybody first, then each stratum, with the way to its members', () => {
  const { rows } = timeSummary(aTimeToChange({ strata: [aThinStratum('combined', 3)] }), 'incidence')
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['All members', 360, 216, 36, 108, 16, 15, 17, 0.6, 0.5, 0.7],
    ['Combined', 3, 0, 0, 3, null, null, null, null, null, null],
  ])
  expect(rows.map(({ href, detail, detailHref }) => [href, detail, detailHref])).toEqual([
    [
      '/members?period=joining_date&class=improvable&family=measure',
      '216 improved',
      '/members?period=joining_date&class=improvement_observed&family=measure',
    ],
    [
      '/members?arm=combined&period=joining_date&class=improvable&family=measure',
      'too few for a curve',
      undefined,
    ],
  ])
})

describe('the choices of the tab', () => {
  test('stand in the address, the usual ones do not, and an unknown one is the usual one', () => {
    const search = new URLSearchParams('tab=time&time_by=format&time_curve=sideways')
    expect(timeChoices(search)).toEqual({
      by: 'format',
      improvement: 'first_observed',
      dropout: 'dropout_by_attendance',
      curve: 'incidence',
    })
    const [by] = timeSwitches(search)
    expect(by?.choices.map(({ href, isCurrent }) => [href, isCurrent])).toEqual([
      ['?tab=time&time_by=none&time_curve=sideways', false],
      ['?tab=time&time_curve=sideways', false],
      ['?tab=time&time_by=modality&time_curve=sideways', false],
      ['?tab=time&time_by=format&time_curve=sideways', true],
      ['?tab=time&time_by=structure&time_curve=sideways', false],
    ])
  })
})

describe('sessions attended against change', () => {
  const withPearson = (low: number, high: number) =>
    doseFinding(
      aDoseResponse({
        pearson: { estimate: 0, p: 0.5, n: 40, interval: { low, high, level: 0.95, method: 'fisher_z' } },
      }),
    )

  test('is named a link only where the interval leaves 0 out, and never a cause', () => {
    expect([withPearson(0.04, 0.25), withPearson(-0.3, -0.1), withPearson(-0.1, 0.2)]).toEqual([
      'Members who attended more sessions improved more; that does not say that more sessions help',
      'Members who attended more sessions improved less; that does not say that sessions harm',
      'No clear link between sessions attended and change',
    ])
  })

  test('has its numbers with their intervals, or the reason why there are none', () => {
    expect(plain(doseNumbers(aDoseResponse()))).toBe(
      'Correlation r = 0.15 (0.04 – 0.25), p = 0.007. At the same first score: +0.37 points for each further session attended (0.18 – 0.56).',
    )
    const refused = { refused: true as const, reason: 'too_few_members', message: 'It needs 3 members.' }
    expect(doseNumbers(aDoseResponse({ pearson: refused, adjusted_per_session: refused }))).toBe(
      'It needs 3 members. It needs 3 members.',
    )
  })
})

test('attendance is told of the first and the last session with members enough for a finding', () => {
  expect(plain(attendanceFinding(someAttendance()))).toMatch(
    /^Of the members due, 95 % \(93 – 97\) came to session 1 and \d+ % \(.+\) to session 11$/,
  )
  const one = (someAttendance().by_session ?? []).slice(0, 1)
  expect(attendanceFinding({ ...someAttendance(), attendance: aShare(0, 0), by_session: one })).toBe(
    'Attendance by session',
  )
})

test('a p value has the digits that say something and is never 0', () => {
  expect([formatP(0.00000001), formatP(0.0312), formatP(0.244)]).toEqual([
    'p < 0.001',
    'p = 0.031',
    'p = 0.24',
  ])
})

test('rows that are no episodes have no list on the screen', () => {
  expect(rowsHref({ path: '/attendance', query: { group: 'g1' } })).toBeNull()
  expect(rowsHref(null)).toBeNull()
  expect(rowsHref({ path: '/episodes', query: { attended_from: '5', attended_to: '6' } })).toBe(
    '/members?attended_from=5&attended_to=6',
  )
})
