// Hedges' g and pre-post effects against R 4.2.2 (closed_form.json), tolerance 1e-9.
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { hedgesG } from '../../../api/src/statistics/effect-size/hedges-g.js'
import { prePostEffects } from '../../../api/src/statistics/effect-size/pre-post.js'

interface Effect {
  d: number
  se: number
  lower: number
  upper: number
  g: number
  g_se: number
  g_lower: number
  g_upper: number
}
interface ClosedForm {
  hedges_small: {
    x1: number[]
    x0: number[]
    result: {
      sd_pooled: number
      cohen_d: number
      J: number
      g: number
      se: number
      lower: number
      upper: number
    }
  }
  pre_post_small: {
    pre: number[]
    post: number[]
    result: {
      r: number
      sd_change: number
      d_pre_sd: Effect
      d_rm: Effect
      d_av: number
      d_z: number
      paired_t: { t: number; df: number; p: number; mean_difference: number; lower: number; upper: number }
    }
  }
}
const closed: ClosedForm = JSON.parse(
  readFileSync(new URL('../../fixtures/reference/closed_form.json', import.meta.url), 'utf8'),
)
const near = (value: number) => expect.closeTo(value, 9)

test("Hedges' g of four against three members", () => {
  const { x1, x0, result } = closed.hedges_small
  expect(hedgesG(x1, x0)).toMatchObject({
    pooledStandardDeviation: near(result.sd_pooled),
    d: near(result.cohen_d),
    correction: near(result.J),
    g: near(result.g),
    standardError: near(result.se),
    interval: { low: near(result.lower), high: near(result.upper), level: 0.95, method: 'normal' },
  })
})

test('pre-post effects of seven members', () => {
  const { pre, post, result } = closed.pre_post_small
  const effect = (expected: Effect) => ({
    d: near(expected.d),
    standardError: near(expected.se),
    interval: { low: near(expected.lower), high: near(expected.upper), level: 0.95, method: 'normal' },
    g: near(expected.g),
    gStandardError: near(expected.g_se),
    gInterval: { low: near(expected.g_lower), high: near(expected.g_upper), level: 0.95, method: 'normal' },
  })
  expect(prePostEffects(pre, post)).toMatchObject({
    correlation: near(result.r),
    standardDeviationOfChange: near(result.sd_change),
    byBaselineSpread: effect(result.d_pre_sd),
    repeatedMeasures: effect(result.d_rm),
    byAverageSpread: near(result.d_av),
    byChangeSpread: near(result.d_z),
    pairedT: {
      t: near(result.paired_t.t),
      degreesOfFreedom: result.paired_t.df,
      p: near(result.paired_t.p),
      meanDifference: near(result.paired_t.mean_difference),
      interval: { low: near(result.paired_t.lower), high: near(result.paired_t.upper) },
    },
  })
})
