// Properties of the simpler statistics: order, units, relabelling, weights as counts.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { normalQuantile, normalUpperTail } from '../../../api/src/statistics/distributions/normal.js'
import { studentTQuantile, studentTUpperTail } from '../../../api/src/statistics/distributions/student-t.js'
import { hedgesG } from '../../../api/src/statistics/effect-size/hedges-g.js'
import {
  clusteredWilsonInterval,
  wilsonInterval,
} from '../../../api/src/statistics/proportion/wilson-interval.js'
import { designMatrix } from '../../../api/src/statistics/regression/design-matrix.js'
import { leastSquares } from '../../../api/src/statistics/regression/least-squares.js'
import { pearson, spearman } from '../../../api/src/statistics/summary/correlation.js'
import { logRank } from '../../../api/src/statistics/survival/log-rank.js'

const score = fc.integer({ min: 0, max: 27 })
const pairs = fc.array(fc.tuple(score, score), { minLength: 5, maxLength: 30 })

describe('distributions', () => {
  test('quantile and tail undo each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 0.5, noNaN: true }),
        fc.double({ min: 0.6, max: 500, noNaN: true }),
        (p, df) => {
          expect(studentTUpperTail(-studentTQuantile(p, df), df) / p).toBeCloseTo(1, 8)
          expect(normalUpperTail(-normalQuantile(p)) / p).toBeCloseTo(1, 8)
        },
      ),
    )
  })
})

describe('proportions', () => {
  test('the interval holds the share, lies in 0 to 1, and mirrors', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (successes, failures) => {
        fc.pre(successes + failures > 0)
        const here = wilsonInterval(successes, successes + failures)
        const mirror = wilsonInterval(failures, successes + failures)
        if (here.interval === null || mirror.interval === null || here.proportion === null)
          throw new Error('nobody')
        expect(here.interval.low).toBeGreaterThanOrEqual(0)
        expect(here.interval.low).toBeLessThanOrEqual(here.proportion)
        expect(here.interval.high).toBeGreaterThanOrEqual(here.proportion)
        expect(here.interval.high + mirror.interval.low).toBeCloseTo(1, 12)
      }),
    )
  })
  test('grouping never makes it narrower', () => {
    const cluster = fc.tuple(fc.nat(8), fc.nat(8)).map(([x, rest]) => ({ successes: x, total: x + rest }))
    fc.assert(
      fc.property(fc.array(cluster, { minLength: 6, maxLength: 20 }), (clusters) => {
        const grouped = clusteredWilsonInterval(clusters)
        fc.pre(grouped.interval !== null)
        const plain = wilsonInterval(grouped.numerator, grouped.denominator)
        if (grouped.interval === null || plain.interval === null) throw new Error('nobody')
        const width = (interval: { low: number; high: number }) => interval.high - interval.low
        expect(width(grouped.interval)).toBeGreaterThanOrEqual(width(plain.interval) - 1e-12)
      }),
    )
  })
})

describe('comparisons', () => {
  test('correlations do not depend on order or units', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const x = rows.map(([first]) => first)
        const y = rows.map(([, second]) => second)
        const there = pearson(x, y)
        fc.pre(there.kind === 'estimated')
        const back = pearson(x.map((value) => 3 * value - 5).reverse(), y.map((value) => value / 7).reverse())
        expect(back).toMatchObject({ correlation: expect.closeTo(there.correlation, 9) })
        expect(
          spearman(
            x.map((value) => value ** 3),
            y,
          ),
        ).toMatchObject(spearman(x, y))
      }),
    )
  })
  test("Hedges' g changes its sign with the order of the sets", () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const there = hedgesG(
          rows.map(([x]) => x),
          rows.map(([, y]) => y),
        )
        fc.pre(there.kind === 'estimated')
        expect(
          hedgesG(
            rows.map(([, y]) => y),
            rows.map(([x]) => x),
          ),
        ).toMatchObject({ g: expect.closeTo(-there.g, 10) })
      }),
    )
  })
  test('a weight of two is two rows, for estimates', () => {
    fc.assert(
      fc.property(pairs, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (rows, doubled) => {
        const twice = rows.flatMap((row, i) => (doubled[i] === true ? [row, row] : [row]))
        const fitOf = (data: [number, number][], weights?: number[]) =>
          leastSquares(
            designMatrix(data.length, [{ name: 'x', values: data.map(([x]) => x) }]),
            data.map(([, y]) => y),
            weights,
          )
        const weighted = fitOf(
          rows,
          rows.map((_, i) => (doubled[i] === true ? 2 : 1)),
        )
        fc.pre(weighted.kind === 'fitted')
        const repeated = fitOf(twice)
        if (repeated.kind === 'refused') throw new Error(repeated.message)
        expect(repeated.coefficients.map(({ estimate }) => estimate)).toEqual(
          weighted.coefficients.map(({ estimate }) => expect.closeTo(estimate, 8)),
        )
      }),
    )
  })
  test('a log-rank test does not depend on the unit of time or the names of the groups', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const time = rows.map(([t]) => t)
        const event = rows.map(([, e]) => e % 2)
        const groups = rows.map((_, i) => (i % 2 === 0 ? 'a' : 'b'))
        const there = logRank({ time, event }, groups)
        fc.pre(there.kind === 'estimated')
        const renamed = groups.map((group) => (group === 'a' ? 'z' : 'y'))
        expect(logRank({ time: time.map((t) => t * 7), event }, renamed)).toMatchObject({
          chiSquare: expect.closeTo(there.chiSquare, 8),
        })
      }),
    )
  })
})
