// Wilson intervals against R 4.2.2 (closed_form.json, small/extra.json), tolerance 1e-9.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import {
  clusteredWilsonInterval,
  wilsonInterval,
} from '../../../api/src/statistics/proportion/wilson-interval.js'
import { disagreements } from './agreement.js'

interface ClosedForm {
  wilson_95: { x: number; n: number; p: number | null; lower: number | null; upper: number | null }[]
}
interface Extra {
  cluster_wilson: { deff: number; n_eff: number; interval: { lower: number; upper: number } }
  funnel_overdispersion: { group: { units: { r: number; n: number }[] } }
}

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/reference/${name}`, import.meta.url), 'utf8')
const closed: ClosedForm = JSON.parse(fixture('closed_form.json'))
const extra: Extra = JSON.parse(fixture('small/extra.json'))

describe('Wilson intervals', () => {
  test('agree with R, with exact 0 and 1 at the ends and nothing where nobody is counted', () => {
    const limit = (side: 'low' | 'high') => (row: { x: number; n: number }) =>
      wilsonInterval(row.x, row.n).interval?.[side] ?? null
    expect(disagreements(closed.wilson_95, limit('low'), (row) => row.lower, 1e-12, 1e-16)).toEqual([])
    expect(disagreements(closed.wilson_95, limit('high'), (row) => row.upper, 1e-12)).toEqual([])
    expect(
      disagreements(
        closed.wilson_95,
        (row) => wilsonInterval(row.x, row.n).proportion,
        (row) => row.p,
        1e-12,
      ),
    ).toEqual([])
  })

  test('of grouped members agree with R', () => {
    const expected = extra.cluster_wilson
    const clusters = extra.funnel_overdispersion.group.units.map(({ r, n }) => ({ successes: r, total: n }))
    const found = clusteredWilsonInterval(clusters)
    expect(found.designEffect).toBeCloseTo(expected.deff, 10)
    expect(found.effectiveSize).toBeCloseTo(expected.n_eff, 8)
    expect(found.interval?.low).toBeCloseTo(expected.interval.lower, 10)
    expect(found.interval?.high).toBeCloseTo(expected.interval.upper, 10)
    expect(found.interval?.method).toBe('wilson_clustered')
  })
})
