import { describe, expect, test } from '@jest/globals'
import type { MeasureOutcomes } from '../../../../api/src/contracts/programme.js'
import {
  benchmarksTable,
  benchmarksTitle,
  publishedChoices,
} from '../../../../dashboard/src/features/programme/benchmarks.js'
import { controlChartTitle } from '../../../../dashboard/src/features/programme/control-chart-words.js'
import {
  effectNotes,
  effectTitle,
  publishedEffects,
} from '../../../../dashboard/src/features/programme/effects.js'
import { funnelLinks, funnelTitle } from '../../../../dashboard/src/features/programme/funnel-words.js'
import { aShare, PHQ9, someProgrammeOutcomes } from '../../../browser/support/programme-answers.js'
import { aFunnel } from '../../../browser/support/programme-card-answers.js'
import { aControlChart } from '../../../browser/support/programme-chart-answers.js'
import { RSES } from '../charts/measures.js'

describe('the chart over time', () => {
  test('is named by its subject and family, and no title ends in a full stop', () => {
    const quiet = aControlChart({ finding: 'Nothing beyond ordinary variation.' })
    expect(controlChartTitle(quiet, 'reliable_recovery', 'month')).toBe(
      'Reliable recovery by month, national definition: nothing beyond ordinary variation',
    )
    expect(controlChartTitle(undefined, 'mean_change', 'quarter')).toBe('Mean change by quarter')
  })
})

describe('units against each other', () => {
  test('the title says rate, units, family and finding', () => {
    expect(funnelTitle(aFunnel())).toBe(
      'Reliable recovery by group, national definition: 1 of 4 units lie outside the 99.8 % limits: 0 better, 1 worse',
    )
  })

  test('a group leads to its page and its rows, a site to its programme, with the filters', () => {
    const carried = { arm: 'combined', rules: 'gad7_5' } as const
    expect(funnelLinks(aFunnel(), carried).get('G2')).toEqual({
      href: '/groups/G2?arm=combined&rules=gad7_5',
      detail: 'the 8 counted',
      detailHref: '/members?group=G2&family=national&class=reliable_recovery',
    })
    expect(funnelLinks(aFunnel({ by: 'site' }), carried).get('G2')?.href).toBe(
      '/programme?site=G2&arm=combined&rules=gad7_5',
    )
    expect(funnelLinks(aFunnel({ by: 'therapist' }), carried).get('G2')?.href).toBe(
      '/members?group=G2&family=national&class=case_at_start',
    )
  })
})

const RATES = {
  recovery: 0.5,
  reliable_recovery: 0.475,
  reliable_improvement: 0.67,
  reliable_deterioration: null,
}
const NO_RATES = {
  recovery: null,
  reliable_recovery: null,
  reliable_improvement: null,
  reliable_deterioration: null,
}
const BENCHMARKS = {
  source: 'Published',
  caveat: 'No group row.',
  years: [{ year: '2024-25', finished: 100, rates: RATES }],
  therapies: [
    {
      year: '2024-25',
      therapy: 'CBT',
      courses: 50,
      rates: NO_RATES,
      phq9_effect_size: 1.2,
      gad7_effect_size: null,
    },
    {
      year: '2023-24',
      therapy: 'IPT',
      courses: 50,
      rates: RATES,
      phq9_effect_size: 0.7,
      gad7_effect_size: 0.8,
    },
  ],
}

describe('benchmarks', () => {
  test('published rows without any rate are not offered', () => {
    expect(publishedChoices(BENCHMARKS).map(({ key }) => key)).toEqual(['2024-25', '2023-24:IPT'])
  })

  test('stand beside the rates with their own denominators; what was not published stays empty', () => {
    const outcomes = {
      ...someProgrammeOutcomes(),
      benchmarks: BENCHMARKS,
      previous_period: {
        ...someProgrammeOutcomes(),
        from: '2024-09-01',
        to: '2025-09-30',
        national: { ...someProgrammeOutcomes().national, reliable_recovery: aShare(45, 100) },
      },
    }
    const [published] = publishedChoices(BENCHMARKS)
    expect(benchmarksTitle(outcomes, published).replace(/\s/g, ' ')).toBe(
      'Reliable recovery 48 %; 45 % in the period before, 48 % published for 2024-25, all therapies',
    )
    const { rows, columns } = benchmarksTable(outcomes, published, { site: 'north' })
    const lines = rows.map(({ cells }) =>
      Object.fromEntries(columns.map(({ name }, place) => [name, cells[place]])),
    )
    expect(lines[0]).toMatchObject({ here_n: 586, before_share: 0.45, before_n: 100, published: 0.475 })
    expect([lines[3]?.published, lines[4]?.rate, lines[4]?.published]).toEqual([
      null,
      'Paired-data completeness',
      null,
    ])
    expect(rows[4]?.href).toBe('/members?family=national&class=paired_data&site=north')
  })

  test('published effect sizes are those of the latest year of the measure', () => {
    expect(publishedEffects('phq9', BENCHMARKS)).toContain('2024-25, by kind of therapy: 1.2 to 1.2')
    expect(publishedEffects('gad7', BENCHMARKS)).toContain('2023-24')
    expect(publishedEffects('rses', BENCHMARKS)).toBeNull()
  })
})

describe('how large the change is', () => {
  const own = (changes: Partial<MeasureOutcomes>): MeasureOutcomes => {
    const [found] = Object.values(someProgrammeOutcomes().by_measure)
    if (found === undefined) throw new Error('No measure was counted.')
    return { ...found, ...changes }
  }
  const change = (mean: number | null) => ({ n: 10, mean, sd: null, interval: null })
  const refused = { refused: true, reason: 'too_few', message: 'Too few.' } as const

  test('is better or worse whichever way the measure runs', () => {
    const outcomes = own({ change: change(4.4), effect_size: refused })
    expect(effectTitle(PHQ9, outcomes)).toBe('PHQ-9: 4.4 points better on average')
    expect(effectTitle(RSES, own({ change: change(-2), effect_size: refused }))).toBe(
      'RSES: 2.0 points worse on average',
    )
    expect(effectTitle(PHQ9, own({ change: change(0.01), effect_size: refused }))).toBe(
      'PHQ-9: no change on average',
    )
    expect(effectTitle(PHQ9, own({ change: change(null) }))).toBe('How much members changed on PHQ-9')
  })

  test('a measure without a cut-off says that nobody can recover on it', () => {
    const notes = effectNotes(RSES, own({ reliably_improved: aShare(0, 0), n_paired: 5 }))
    expect(notes[0]).toContain('RSES has no clinical cut-off')
    expect(notes[1]).toContain('No threshold of reliable change is known for RSES')
    expect(effectNotes(PHQ9, own({}))[0]).not.toContain('cut-off')
  })
})
