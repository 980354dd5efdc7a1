/** What a table gives away once it is generalised: sizes of its classes and the spread of sensitive values in them. */

import { type Classes, histogramsOf } from './classes.js'
import { distanceOf, type Histogram, pooled, sumOf } from './closeness.js'
import type { KeptClasses } from './requirement.js'
import type { SensitiveCodes, Tuples } from './tuples.js'

/** Of the rows that are released. Sizes in rows, risks and shares 0 to 1. */
export interface ReidentificationRisks {
  readonly rows: number
  readonly classes: number
  /** Size of the smallest class; null without a row. */
  readonly k: number | null
  readonly largestClass: number | null
  /** Classes by size, from the smallest. */
  readonly histogram: readonly { readonly size: number; readonly classes: number }[]
  /** Who knows that a person is in the table finds them: at worst, and on average. */
  readonly prosecutor: { readonly highest: number; readonly average: number } | null
  /** Share of persons whose risk is above the threshold. */
  readonly shareAboveThreshold: { readonly threshold: number; readonly share: number } | null
  /** Rows that are alone in their class. */
  readonly uniqueRows: number
  /** Expected share of rows that somebody finds who matches them all: classes over rows. */
  readonly marketer: number | null
}

/**
 * How easily a person is found among the rows released.
 *
 * @param threshold  risks above it count as high, 0 to 1
 * @source El Emam & Dankar (2008), J Am Med Inform Assoc 15:627-637; Dankar & El Emam (2010), EDBT/ICDT workshops
 */
export function reidentificationRisks(
  { sizes }: Classes,
  kept: KeptClasses,
  threshold: number,
): ReidentificationRisks {
  const released = [...sizes].filter((_, id) => kept[id] === 1).sort((one, other) => one - other)
  const rows = released.reduce((sum, size) => sum + size, 0)
  const bySize = new Map<number, number>()
  for (const size of released) bySize.set(size, (bySize.get(size) ?? 0) + 1)
  const [smallest] = released
  const above = released.reduce((sum, size) => (1 / size > threshold ? sum + size : sum), 0)
  return {
    rows,
    classes: released.length,
    k: smallest ?? null,
    largestClass: released.at(-1) ?? null,
    histogram: [...bySize].map(([size, classes]) => ({ size, classes })),
    prosecutor: smallest === undefined ? null : { highest: 1 / smallest, average: released.length / rows },
    shareAboveThreshold: rows === 0 ? null : { threshold, share: above / rows },
    uniqueRows: bySize.get(1) ?? 0,
    marketer: rows === 0 ? null : released.length / rows,
  }
}

/** What a class says about the sensitive value of everybody in it; the worst class of each measure. */
export interface SensitiveRisks {
  readonly column: string
  readonly isOrdered: boolean
  /** Different values in a class, at least. */
  readonly distinctL: number
  /** As many equally common values as the least mixed class is worth, rounded down. */
  readonly entropyL: number
  /** Share of one value in a class, at most. */
  readonly alpha: number
  /** Largest distance of a class from all rows released. */
  readonly t: number
  /** Largest relative rise of a value's share within a class. */
  readonly basicBeta: number
  /** The same, with a rise bounded by minus the logarithm of the value's share. */
  readonly enhancedBeta: number
  /** Largest absolute logarithm of a value's share within a class over its share overall. */
  readonly delta: number
}

/**
 * How much belonging to a class gives away of a sensitive column; null without a row released.
 *
 * @source Machanavajjhala et al. (2007) l-diversity, ACM TKDD 1:3; Li et al. (2007) t-closeness, ICDE; Cao & Karras (2012)
 *         beta-likeness, PVLDB 5:1388-1399; Brickell & Shmatikov (2008) delta-disclosure, KDD
 * @verified test/golden/disclosure (numbers published with pyCANON)
 */
export function sensitiveRisks(
  tuples: Tuples,
  classes: Classes,
  kept: KeptClasses,
  column: SensitiveCodes,
): SensitiveRisks | null {
  const released = histogramsOf(tuples, classes, column.codes).byClass.filter((_, id) => kept[id] === 1)
  return risksOfHistograms(column, released)
}

/** The same of classes that are counted already; null without any. */
export function risksOfHistograms(
  column: Pick<SensitiveCodes, 'column' | 'isOrdered' | 'size'>,
  released: readonly Histogram[],
): SensitiveRisks | null {
  if (released.length === 0) return null
  const whole = pooled(released)
  const rises = released.flatMap((histogram) => risesIn(histogram, whole))
  return {
    column: column.column,
    isOrdered: column.isOrdered,
    distinctL: Math.min(...released.map(({ size }) => size)),
    // e^H of 3 equally common values is 2.9999999999999996
    entropyL: Math.floor(Math.exp(Math.min(...released.map(entropyOf))) + 1e-9),
    alpha: Math.max(...released.map((histogram) => Math.max(...histogram.values()) / sumOf(histogram))),
    t: Math.max(...released.map((histogram) => distanceOf(column, histogram, whole))),
    basicBeta: Math.max(0, ...rises.map(({ within, overall }) => (within - overall) / overall)),
    enhancedBeta: Math.max(
      0,
      ...rises.map(({ within, overall }) => Math.min((within - overall) / overall, -Math.log(overall))),
    ),
    delta: Math.max(...rises.map(({ within, overall }) => Math.abs(Math.log(within / overall)))),
  }
}

function risesIn(histogram: Histogram, whole: Histogram): { within: number; overall: number }[] {
  const inClass = sumOf(histogram)
  const inAll = sumOf(whole)
  return [...histogram].map(([value, rows]) => ({
    within: rows / inClass,
    overall: (whole.get(value) ?? 0) / inAll,
  }))
}

function entropyOf(histogram: Histogram): number {
  const rows = sumOf(histogram)
  let entropy = 0
  for (const count of histogram.values()) entropy -= (count / rows) * Math.log(count / rows)
  return entropy
}

/** Sum of squared class sizes; a suppressed row is as little known as if it were any of the table. */
export function discernibility({ sizes }: Classes, kept: KeptClasses): number {
  const rows = sizes.reduce((sum, size) => sum + size, 0)
  return sizes.reduce((sum, size, id) => sum + (kept[id] === 1 ? size * size : size * rows), 0)
}
