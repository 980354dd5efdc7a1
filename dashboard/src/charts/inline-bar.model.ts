/** A bar as high as a line of text, for a cell of a table or list: parts of a whole, or a share with its interval. */

import type { ProportionContract } from '../../../api/src/contracts/estimates.js'

/** `full`: there; `partial`: there, and of no use; `missing`: what is left of the whole. */
export type InlineBarKind = 'full' | 'partial' | 'missing'

export interface InlineBarModel {
  /** Both 0 to 1, of the width; parts of nothing are left out. */
  readonly parts: readonly {
    readonly kind: InlineBarKind
    readonly start: number
    readonly width: number
  }[]
  /** The ends of the interval, 0 to 1; null without one. */
  readonly whisker: { readonly low: number; readonly high: number } | null
  /** The share that this one is read against, 0 to 1; null without one. */
  readonly reference: number | null
}

/** Counts that add up to `whole`, side by side from the left; nothing is drawn of a whole of 0. */
export function partsOfWhole(
  whole: number,
  parts: readonly { readonly kind: InlineBarKind; readonly count: number }[],
): InlineBarModel {
  let start = 0
  const drawn = parts.map(({ kind, count }) => {
    const width = whole === 0 ? 0 : count / whole
    const part = { kind, start, width }
    start += width
    return part
  })
  return { parts: drawn.filter(({ width }) => width > 0), whisker: null, reference: null }
}

/** A share on a track from none to all, with its interval over its end, and that of everybody to read it against. */
export function shareWithInterval(share: ProportionContract, everybody: number | null): InlineBarModel {
  const { proportion, interval } = share
  if (proportion === null) return { parts: [], whisker: null, reference: everybody }
  return {
    parts: [{ kind: 'full' as const, start: 0, width: proportion }].filter(({ width }) => width > 0),
    whisker: interval === null ? null : { low: interval.low, high: interval.high },
    reference: everybody,
  }
}
