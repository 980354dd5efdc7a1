import type { EpisodeRecord } from '../../../../api/src/contracts/member-records.js'
import { formatDay } from '../../format/day.js'
import { EXIT_REASON_LABELS } from '../../format/enumeration-labels.js'

/** How an episode stands: "attending", "left 3 Mar 2026: completed". */
export function stayWords({ exited_on, exit_reason }: EpisodeRecord): string {
  if (exited_on === null) return 'attending'
  const why = exit_reason === null ? 'reason not known' : EXIT_REASON_LABELS[exit_reason].toLowerCase()
  return `left ${formatDay(exited_on)}: ${why}`
}
