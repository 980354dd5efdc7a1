import { describe, expect, test } from '@jest/globals'
import { equityRows, equityTable } from '../../../../dashboard/src/features/programme/equity-rows.js'
import {
  differenceTitle,
  equityFinding,
  testWords,
} from '../../../../dashboard/src/features/programme/equity-words.js'
import { flowSteps } from '../../../../dashboard/src/features/programme/flow-steps.js'
import { someEquity, someFlow } from '../../../builders/programme-strata.js'

const equity = someEquity()
function dimensionOf(name: string) {
  const found = equity.dimensions.find(({ dimension }) => dimension === name)
  if (found === undefined) throw new Error(`The fixture has no ${name}.`)
  return found
}

describe('the flow', () => {
  const { rows, finding, table } = flowSteps(someFlow())

  test('says who has an outcome, who goes on and who was lost, and they add up', () => {
    // 5 + 73 go on; 4 + 16 + 0 + 3 were lost; 323 + 78 + 23 = 424.
    expect(finding).toBe(
      'Of 424 episodes begun, 323 have a paired outcome, 78 go on and 23 were lost on the way',
    )
  })
  test('each step reaches to the right as far as the next one and its exits together', () => {
    const steps = rows.filter(({ kind }) => kind === 'step')
    for (const [place, step] of steps.entries()) {
      const next = steps[place + 1]
      const own = rows.slice(rows.indexOf(step) + 1, next === undefined ? undefined : rows.indexOf(next))
      const end = own.reduce((furthest, exit) => {
        expect(exit.start).toBeCloseTo(furthest, 12)
        return exit.start + exit.width
      }, next?.width ?? step.width)
      expect(end).toBeCloseTo(step.width, 12)
    }
  })
  test('each number leads to its rows with the filters it was counted by; a number of nobody leads nowhere', () => {
    const hrefOf = (key: string) => rows.find((row) => row.key === key)?.href
    expect(hrefOf('in_care')).toBe('/members?site=north&class=in_care&family=flow&period=joining_date')
    expect(hrefOf('without_baseline')).toBeNull()
  })
  test('the table has one row a step and an exit, in the order of the way', () => {
    expect(table.rows.map(({ key, cells }) => [key, cells[1], cells[2]])).toEqual([
      ['joined', 'step', 424],
      ['not_yet_attended', 'goes on', 5],
      ['never_attended', 'lost', 4],
      ['attended', 'step', 415],
      ['in_care', 'goes on', 73],
      ['ended', 'step', 342],
      ['ended_after_one_session', 'lost', 16],
      ['finished', 'step', 326],
      ['without_baseline', 'lost', 0],
      ['without_last_score', 'lost', 3],
      ['paired_data', 'step', 323],
    ])
  })
  test('of nobody is drawn without a bar', () => {
    const none = someFlow({
      steps: someFlow().steps.map((step) => ({
        ...step,
        n: 0,
        exits: step.exits.map((exit) => ({ ...exit, n: 0 })),
      })),
    })
    expect(flowSteps(none).rows.every(({ width, href }) => width === 0 && href === null)).toBe(true)
  })
})

describe('strata', () => {
  test('that are kept back say so in words and show neither number nor bar', () => {
    const rows = equityRows(equity, dimensionOf('age_band'), 'reliable_recovery', {})
    expect(
      rows.map(({ label, share }) => [label, share.kind === 'kept_back' ? share.words : share.fraction]),
    ).toEqual([
      ['Everybody', '120 of 250'],
      ['18–25', 'kept back: would tell of fewer than 11'],
      ['26–44', '80 of 150'],
      ['45–64', '36 of 80'],
      ['Not known', 'kept back: would give another away'],
    ])
    expect(rows[1]?.size).toBe('kept back: would tell of fewer than 11')
  })
  test('stand as words in the table and the file too, never as 0 or as nothing', () => {
    const { rows } = equityTable(equity, dimensionOf('gender'), 'recovery', {})
    expect(rows[2]?.cells.slice(0, 4)).toEqual(['Male', 'kept back', 'kept back', 'kept back'])
    expect(rows.flatMap(({ cells }) => cells)).not.toContain(null)
  })
  test('lead to their rows only where a filter of every page names them', () => {
    const carried = { site: 'north', rules: 'gad7_5' as const }
    const arm = equityRows(equity, dimensionOf('arm'), 'reliable_recovery', carried)
    expect(arm.map(({ share }) => (share.kind === 'shown' ? share.href : null))).toEqual([
      '/members?family=national&class=reliable_recovery&site=north&rules=gad7_5',
      '/members?family=national&class=reliable_recovery&site=north&arm=combined&rules=gad7_5',
      '/members?family=national&class=reliable_recovery&site=north&arm=group_only&rules=gad7_5',
    ])
    const gender = equityRows(equity, dimensionOf('gender'), 'reliable_recovery', carried)
    expect(
      gender.slice(1).map(({ share, sizeHref }) => [share.kind === 'shown' && share.href, sizeHref]),
    ).toEqual([
      [null, null],
      [false, null],
      [false, null],
    ])
  })
  test('no column of the table sorts them: that would rank members', () => {
    const { columns } = equityTable(equity, dimensionOf('arm'), 'recovery', {})
    expect(columns.every(({ isSortable }) => isSortable === false)).toBe(true)
  })
})

describe('whether strata differ', () => {
  test('is said with how many comparisons were made', () => {
    expect(equityFinding(equity)).toBe(
      '1 of 15 comparisons of strata differs by more than chance: reliable recovery by arm',
    )
    expect(equityFinding({ dimensions: [dimensionOf('age_band')], comparisons: 5 })).toBe(
      'No difference beyond chance among 5 comparisons of strata',
    )
    expect(equityFinding({ dimensions: [dimensionOf('gender')], comparisons: 0 })).toBe(
      'Too few members may be shown to compare any strata',
    )
  })
  test('stands in the title of each card', () => {
    expect(differenceTitle('reliable_recovery', dimensionOf('arm'))).toBe(
      'Reliable recovery differs by arm by more than chance',
    )
    expect(differenceTitle('recovery', dimensionOf('arm'))).toBe(
      'Recovery: no difference by arm beyond chance',
    )
    expect(differenceTitle('recovery', dimensionOf('gender'))).toBe(
      'Recovery by gender: too few may be shown to compare',
    )
  })
  test('is written out with the allowance for comparisons and for groups', () => {
    const difference = dimensionOf('arm').differences.reliable_recovery
    if ('refused' in difference) throw new Error('The fixture compares arms.')
    expect(testWords(difference, 15)).toBe(
      '2 strata compared: p = 0.006 allowing for 15 comparisons (< 0.001 alone); chi-square 5.2 on 1 degree of ' +
        'freedom, with a design effect of 1.30 for members who share groups.',
    )
  })
})
