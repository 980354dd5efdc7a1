/** Coefficients of a regression in the appendix, by name. */

import type { Coefficient } from '../../statistics/regression/least-squares.js'
import type { ClusterRobust, ClusterRobustEstimate } from '../../statistics/robust/cluster-robust.js'
import type { Json } from './change-appendix.js'

export function coefficientsBlock(coefficients: readonly Coefficient[]): { readonly [name: string]: Json } {
  return Object.fromEntries(
    coefficients.map(({ name, estimate, standardError, t, p }) => [
      name,
      { estimate, se: standardError, t, p },
    ]),
  )
}

export function clusterRobustBlock({ coefficients }: ClusterRobust): { readonly [name: string]: Json } {
  return Object.fromEntries(coefficients.map((each) => [each.name, clusterRobustEstimateBlock(each)]))
}

export function clusterRobustEstimateBlock(robust: ClusterRobustEstimate): { readonly [key: string]: Json } {
  return {
    estimate: robust.estimate,
    se_cr0: robust.standardErrorCr0,
    se_cr1: robust.standardErrorCr1,
    se_cr1s: robust.standardErrorCr1s,
    se_cr2: robust.standardErrorCr2,
    cr2_t: robust.t,
    cr2_df: robust.degreesOfFreedom,
    cr2_p: robust.p,
  }
}
