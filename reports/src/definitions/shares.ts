import type { z } from 'zod'
import type { ProportionContract } from '../../../api/src/contracts/estimates.js'
import type {
  countOrSuppressedSchema,
  shareOrSuppressedSchema,
} from '../../../api/src/contracts/programme-query.js'
import { naturalFrequency } from '../../../dashboard/src/format/natural-frequency.js'
import { EN_DASH, formatNumber, NO_VALUE } from '../../../dashboard/src/format/number.js'
import {
  formatFraction,
  formatPercent,
  formatPercentEnds,
  formatProportion,
} from '../../../dashboard/src/format/percent.js'
import type { KeyFigure } from '../document/report-document.js'
import type { ReportCell, ReportColumn } from '../document/report-table.js'

export type ShareOrSuppressed = z.infer<typeof shareOrSuppressedSchema>
export type CountOrSuppressed = z.infer<typeof countOrSuppressedSchema>

/** A share with its ends and its fraction: no number without the others. */
export const SHARE_COLUMNS: readonly ReportColumn[] = [
  {
    name: 'share',
    label: 'Share',
    kind: 'share',
    unit: 'proportion 0 to 1',
    meaning: 'Numerator over denominator',
  },
  {
    name: 'interval_low',
    label: '95 % from',
    kind: 'share',
    unit: 'proportion 0 to 1',
    meaning: 'Lower end of the 95 % interval',
  },
  {
    name: 'interval_high',
    label: 'to',
    kind: 'share',
    unit: 'proportion 0 to 1',
    meaning: 'Upper end of the 95 % interval',
  },
  { name: 'numerator', label: 'n', kind: 'number', meaning: 'Counted' },
  { name: 'denominator', label: 'of', kind: 'number', meaning: 'Counted out of' },
]

export function shareCells({
  proportion,
  interval,
  numerator,
  denominator,
}: ProportionContract): ReportCell[] {
  return [proportion, interval?.low ?? null, interval?.high ?? null, numerator, denominator]
}

/** As a large figure: "47 %  40 – 54", "134 of 284 at caseness, about 5 in 10". */
export function shareFigure(label: string, share: ProportionContract, of: string): KeyFigure {
  const frequency = naturalFrequency(share)
  return {
    label,
    value: formatPercent(share.proportion),
    interval: share.interval === null ? null : formatPercentEnds(share.interval),
    under: `${formatFraction(share)} ${of}${frequency === null ? '' : `, ${frequency}`}`,
  }
}

/** "47 % (40 – 54), 134 of 284". */
export function shareSentence(share: ProportionContract): string {
  return share.proportion === null
    ? `${NO_VALUE} (${formatFraction(share)})`
    : `${formatProportion(share)}, ${formatFraction(share)}`
}

/** Kept back, in a word: what a reader sees where a small number would stand. */
export function suppressedWords(
  smallestShown: number,
  reason: 'small_number' | 'would_reveal_a_small_number',
): string {
  return reason === 'small_number' ? `fewer than ${formatNumber(smallestShown)}` : 'kept back'
}

/** A share as one text cell: "44 % (36 – 51), 73 of 167", or the word for a number kept back. */
export function shareOrSuppressedWords(share: ShareOrSuppressed, smallestShown: number): string {
  return 'suppressed' in share ? suppressedWords(smallestShown, share.reason) : shareSentence(share)
}

export function countCell(count: CountOrSuppressed, smallestShown: number): ReportCell {
  return typeof count === 'number' ? count : suppressedWords(smallestShown, count.reason)
}

/** "21–40", or one number where both are the same. */
export function rangeWords(values: readonly number[]): string {
  const low = Math.min(...values)
  const high = Math.max(...values)
  return low === high ? formatNumber(low) : `${formatNumber(low)}${EN_DASH}${formatNumber(high)}`
}
