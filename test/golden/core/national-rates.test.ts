// Published percentages of NHS Talking Therapies from their published counts (test/fixtures/nhs-talking-therapies),
// and the same denominators for a simulated clinic against R 4.2.2 (test/fixtures/reference/small/extra.json).
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { clinicCases, latestDay } from '../../../api/src/core/appendix/clinic-episodes.js'
import { countNationalRates, nationalRates } from '../../../api/src/core/programme/national-rates.js'
import { cell, readCsv, readReferenceClinic } from '../../builders/reference-clinic.js'

const fixture = (path: string) => fileURLToPath(new URL(`../../fixtures/${path}`, import.meta.url))
const rows = readCsv(fixture('nhs-talking-therapies/england_totals.csv'))

describe.each(['2022-23', '2023-24', '2024-25'])('England %s', (year) => {
  const published = (measure: string, statistic: string) => {
    const row = rows.find(
      (each) =>
        each.reporting_period === year &&
        each.measure_name === measure &&
        each.measure_statistic === statistic,
    )
    if (row === undefined) throw new Error(`${year} has no ${statistic} of ${measure}`)
    return Number(cell(row, 'value'))
  }
  const count = (measure: string) => published(measure, 'count')
  const rates = nationalRates([
    {
      finished: count('finished_course_treatment'),
      notAtCaseness: count('not_at_caseness'),
      pairedData: count('finished_course_treatment'),
      recovered: count('recovery'),
      reliablyRecovered: count('reliable_recovery'),
      reliablyImproved: count('improvement'),
      reliablyDeteriorated: count('deterioration'),
    },
  ])

  test.each([
    { measure: 'recovery', rate: rates.recovery },
    { measure: 'reliable_recovery', rate: rates.reliableRecovery },
    { measure: 'improvement', rate: rates.reliableImprovement },
    { measure: 'deterioration', rate: rates.reliableDeterioration },
  ])('the published percentage of $measure comes out of its counts', ({ measure, rate }) => {
    // Published with one decimal.
    expect(Math.round(1000 * (rate.proportion ?? 0)) / 10).toBe(published(measure, 'percentage'))
  })
})

test('the clinic "small" has the denominators and rates that R gives it', () => {
  const { nhs_national_denominators: expected, cluster_wilson: improvementOfPaired } = JSON.parse(
    readFileSync(fixture('reference/small/extra.json'), 'utf8'),
  )
  const records = readReferenceClinic(fixture('reference-small/data'))
  const { cases } = clinicCases(records, latestDay(records) ?? '')
  const rates = countNationalRates(cases.map((each) => each.outcome))
  const fraction = ({ numerator: x, denominator: n }: { numerator: number; denominator: number }) => ({
    x,
    n,
  })
  expect({
    finished: rates.finished,
    notAtCaseness: rates.notAtCaseness,
    completeness: fraction(rates.pairedData),
    improvement: fraction(rates.reliableImprovement),
    deterioration: fraction(rates.reliableDeterioration),
    recovery: fraction(rates.recovery),
    reliableRecovery: fraction(rates.reliableRecovery),
    clusters: rates.reliableImprovement.clusters,
  }).toEqual({
    finished: expected.finished,
    notAtCaseness: expected.not_at_caseness,
    completeness: withoutShare(expected.completeness),
    improvement: withoutShare(expected.reliable_improvement),
    deterioration: withoutShare(expected.reliable_deterioration),
    recovery: withoutShare(expected.recovery),
    reliableRecovery: withoutShare(expected.reliable_recovery),
    clusters: improvementOfPaired.K,
  })
})

function withoutShare({ x, n }: { x: number; n: number }): { x: number; n: number } {
  return { x, n }
}
