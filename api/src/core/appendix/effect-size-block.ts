/** Standardised changes and differences in the appendix. */

import type { HedgesG } from '../../statistics/effect-size/hedges-g.js'
import type { CorrectedEffect, PairedT, PrePostEffects } from '../../statistics/effect-size/pre-post.js'
import type { Json } from './change-appendix.js'

/** Positive = scores fell. */
export function prePostBlock(effects: PrePostEffects): Json {
  return {
    n: effects.n,
    mean_pre: effects.meanBefore,
    mean_post: effects.meanAfter,
    sd_pre: effects.standardDeviationBefore,
    sd_post: effects.standardDeviationAfter,
    r: effects.correlation,
    sd_change: effects.standardDeviationOfChange,
    J: effects.correction,
    d_pre_sd: correctedBlock(effects.byBaselineSpread),
    d_rm: effects.repeatedMeasures === null ? null : correctedBlock(effects.repeatedMeasures),
    d_av: effects.byAverageSpread,
    d_z: effects.byChangeSpread,
    paired_t: effects.pairedT === null ? null : pairedBlock(effects.pairedT),
  }
}

/** Positive when the first set is higher. */
export function hedgesBlock(effect: HedgesG): Json {
  return {
    n1: effect.n1,
    n0: effect.n0,
    mean1: effect.mean1,
    mean0: effect.mean0,
    sd_pooled: effect.pooledStandardDeviation,
    cohen_d: effect.d,
    var_d: effect.varianceOfD,
    J: effect.correction,
    g: effect.g,
    se: effect.standardError,
    lower: effect.interval.low,
    upper: effect.interval.high,
  }
}

function correctedBlock(effect: CorrectedEffect): Json {
  return {
    d: effect.d,
    se: effect.standardError,
    lower: effect.interval.low,
    upper: effect.interval.high,
    g: effect.g,
    g_se: effect.gStandardError,
    g_lower: effect.gInterval.low,
    g_upper: effect.gInterval.high,
  }
}

function pairedBlock(test: PairedT): Json {
  return {
    t: test.t,
    df: test.degreesOfFreedom,
    p: test.p,
    mean_difference: test.meanDifference,
    lower: test.interval.low,
    upper: test.interval.high,
  }
}
