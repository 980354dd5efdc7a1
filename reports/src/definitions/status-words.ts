import type { CaseloadRow } from '../../../api/src/contracts/signals.js'
import { formatNumber, formatSigned, NO_VALUE } from '../../../dashboard/src/format/number.js'
import type { Tone } from '../document/report-document.js'

type Status = CaseloadRow['status']

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  not_on_track: '▼ Not on track',
  watch: '◆ Watch',
  on_track: '● On track',
  insufficient_data: '○ Not enough data',
}

export const STATUS_TONES: Readonly<Record<Status, Tone>> = {
  not_on_track: 'worse',
  watch: 'watch',
  on_track: 'better',
  insufficient_data: 'neutral',
}

/** "19 to 12 (+7)": positive is better, whatever the measure's direction. */
export function courseWords(
  first: number | null | undefined,
  last: number | null | undefined,
  change: number | null | undefined,
): string {
  if (first == null) return NO_VALUE
  if (last == null || change == null) return `${formatNumber(first)}, one score`
  return `${formatNumber(first)} to ${formatNumber(last)} (${formatSigned(change)})`
}
