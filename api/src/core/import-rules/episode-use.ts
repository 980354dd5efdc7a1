/** A corrected episode must still hold the attendance and the forms that are stored for it. */

import type { Day } from '../calendar-day.js'
import type { RowProblem } from './codes.js'
import { lastAttendanceDay, WINDOW_DAYS, windowOf } from './episode-window.js'
import type { StoredEpisode } from './lookup.js'
import type { EpisodeRecord } from './records.js'

export function episodeUseProblems(episode: EpisodeRecord, stored: StoredEpisode | null): RowProblem[] {
  if (stored === null) return []
  const { use } = stored
  const problems: RowProblem[] = []
  if (episode.exitedOn !== null && isAfter(use.lastAttendedOn, episode.exitedOn)) {
    problems.push(inUse('exit_date', 'the last attended session or later'))
  }
  if (isAfter(use.lastAttendanceOn, lastAttendanceDay(episode))) {
    problems.push(inUse('planned_end_date', 'the last session with attendance or later'))
  }
  const window = windowOf(episode)
  if (isAfter(use.lastResponseOn, window.lastDay)) {
    const expected = `at most ${WINDOW_DAYS} days before the last form`
    problems.push(inUse(episode.exitedOn === null ? 'planned_end_date' : 'exit_date', expected))
  }
  return problems
}

function isAfter(day: Day | null, limit: Day | null): boolean {
  return day !== null && limit !== null && day > limit
}

function inUse(column: string, expected: string): RowProblem {
  const message = 'Stored attendance or forms would fall outside the corrected episode. Correct them first.'
  return { column, code: 'episode_in_use', expected, message }
}
