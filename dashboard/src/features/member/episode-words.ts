import type { EpisodeRow } from '../../../../api/src/contracts/groups.js'
import { formatDay, formatPeriod } from '../../format/day.js'
import { ARM_LABELS, EXIT_REASON_LABELS } from '../../format/enumeration-labels.js'
import { changeWords } from '../../format/measure-words.js'
import { countOf, formatNumber } from '../../format/number.js'

/** "7 Sep 2026 – 30 Nov 2026 · combined"; an episode that goes on has no end. */
export function episodeTimeWords({ joined_on, exited_on, planned_end_on, is_open, arm }: EpisodeRow): string {
  const time = is_open
    ? `since ${formatDay(joined_on)}`
    : formatPeriod(joined_on, exited_on ?? planned_end_on)
  return arm === null ? time : `${time} · ${ARM_LABELS[arm].toLowerCase()}`
}

/** Why it ended, or that it goes on. */
export function episodeEndWords({ is_open, exit_reason, exited_on, planned_end_on }: EpisodeRow): string {
  if (is_open)
    return planned_end_on === null ? 'goes on' : `goes on, planned until ${formatDay(planned_end_on)}`
  if (exit_reason !== null) return `ended: ${EXIT_REASON_LABELS[exit_reason].toLowerCase()}`
  return exited_on === null ? 'ended on the planned day' : 'ended, no reason recorded'
}

/** "PHQ-9 17 → 9, 8 points better · 9 of 10 sessions". */
export function episodeScoresWords(episode: EpisodeRow, measureName: string): string {
  const sessions = `${episode.sessions_attended} of ${countOf(episode.sessions_eligible, 'session')}`
  return `${scoresWords(episode, measureName)} · ${sessions}`
}

function scoresWords({ baseline, last, change }: EpisodeRow, measureName: string): string {
  if (baseline === null) return `no ${measureName} score`
  if (last === null || change === null) return `${measureName} ${formatNumber(baseline)}, one score`
  return `${measureName} ${formatNumber(baseline)} → ${formatNumber(last)}, ${changeWords(change)}`
}
