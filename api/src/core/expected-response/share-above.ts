/** Do as many scores lie above the limits as should? */

import {
  type ClusteredProportion,
  clusteredWilsonInterval,
} from '../../statistics/proportion/wilson-interval.js'
import type { Crossing } from './crossings.js'
import { LIMIT_LEVELS } from './limits.js'

/** Further off than this, and than two standard errors, a share is worth a warning. */
const TOLERATED = 0.02
const STANDARD_ERRORS = 2

/** One score after baseline of a member whom the limits have not seen. */
export interface JudgedScore {
  readonly memberId: string
  readonly episodeKey: string
  /** Points from the best total. */
  readonly baseline: number
  /** Baseline is 1. */
  readonly scoreNumber: number
  readonly crossing: Crossing
}

export interface ShareAboveLimit extends ClusteredProportion {
  /** What it should be: 0.16 or 0.10. */
  readonly expected: number
  /** Scores of one member are taken together; null with fewer than 5 members. */
  readonly standardError: number | null
  /** Off by more than 2 points and more than 2 standard errors. */
  readonly isOff: boolean
}

export interface SharesAbove {
  readonly scores: number
  readonly p84: ShareAboveLimit
  readonly p90: ShareAboveLimit
}

/** The share of these scores above each limit, with errors clustered by member. */
export function sharesAbove(judged: readonly JudgedScore[]): SharesAbove {
  return {
    scores: judged.length,
    p84: shareAbove(judged, LIMIT_LEVELS.p84, ({ isAbove84 }) => isAbove84),
    p90: shareAbove(judged, LIMIT_LEVELS.p90, ({ isAbove90 }) => isAbove90),
  }
}

function shareAbove(
  judged: readonly JudgedScore[],
  level: number,
  isAbove: (crossing: Crossing) => boolean,
): ShareAboveLimit {
  const members = new Map<string, { successes: number; total: number }>()
  for (const { memberId, crossing } of judged) {
    const { successes, total } = members.get(memberId) ?? { successes: 0, total: 0 }
    members.set(memberId, { successes: successes + (isAbove(crossing) ? 1 : 0), total: total + 1 })
  }
  const share = clusteredWilsonInterval([...members.values()])
  const expected = 1 - level
  const standardError = standardErrorOf(share)
  return { ...share, expected, standardError, isOff: isOff(share, expected, standardError) }
}

function standardErrorOf({ proportion, effectiveSize }: ClusteredProportion): number | null {
  if (proportion === null || effectiveSize === null) return null
  return Math.sqrt((proportion * (1 - proportion)) / effectiveSize)
}

/** A share of 0 has no error of its own: at least that of independent scores at the expected share is allowed for. */
function isOff(
  { proportion, denominator }: ClusteredProportion,
  expected: number,
  standardError: number | null,
): boolean {
  if (proportion === null) return false
  const atLeast = Math.sqrt((expected * (1 - expected)) / denominator)
  const tolerated = Math.max(TOLERATED, STANDARD_ERRORS * Math.max(standardError ?? 0, atLeast))
  return Math.abs(proportion - expected) > tolerated
}
