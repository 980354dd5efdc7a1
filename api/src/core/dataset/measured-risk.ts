/** The risk of a data set as a director sees it before anything goes out: bounds, so that two requests tell of nobody. */

import type { ReleasedDataset } from './released-dataset.js'
import { shownCount, shownShare } from './shown-counts.js'

/** Shares 0 to 1, in whole hundredths; risks are rounded up, so that none is larger than it is said to be. */
export interface MeasuredRisk {
  /** Rounded to 5; null: fewer than may be told. */
  readonly persons: number | null
  /** Share who were alone in all that is recorded of them, before anything was generalised. */
  readonly uniqueBefore: number
  readonly prosecutorHighest: number
  readonly prosecutorAverage: number
  readonly journalistHighest: number
  readonly marketer: number
  readonly shareAbove: { readonly threshold: number; readonly share: number }
  /** Of every score, among those whom an outsider cannot tell apart. */
  readonly distinctL: number
  readonly t: number
  readonly informationLost: number
}

/** Hundredths; a risk of 0.0909 is said to be at most 0.1. */
function atMost(risk: number): number {
  return Math.ceil(risk * 100 - 1e-9) / 100
}

export function measureRisk(dataset: ReleasedDataset): MeasuredRisk {
  const { before, after, journalist, sensitive, search } = dataset
  const { prosecutor, marketer, shareAboveThreshold } = after
  return {
    persons: shownCount(after.rows),
    uniqueBefore: atMost(before.uniqueRows / Math.max(1, before.rows)),
    prosecutorHighest: atMost(prosecutor?.highest ?? 1),
    prosecutorAverage: atMost(prosecutor?.average ?? 1),
    journalistHighest: atMost(journalist),
    marketer: atMost(marketer ?? 1),
    shareAbove: {
      threshold: shareAboveThreshold?.threshold ?? 0,
      share: atMost(shareAboveThreshold?.share ?? 1),
    },
    distinctL: sensitive.distinctL,
    t: atMost(sensitive.t),
    informationLost: shownShare(search.best.loss.mean),
  }
}

/** Is any risk larger than the one that was approved? Records may have changed in between. */
export function hasRisen(made: MeasuredRisk, approved: MeasuredRisk): boolean {
  return (
    made.prosecutorHighest > approved.prosecutorHighest ||
    made.prosecutorAverage > approved.prosecutorAverage ||
    made.journalistHighest > approved.journalistHighest ||
    made.marketer > approved.marketer ||
    made.shareAbove.share > approved.shareAbove.share ||
    made.distinctL < approved.distinctL ||
    made.t > approved.t
  )
}
