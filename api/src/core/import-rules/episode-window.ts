/** Which days belong to an episode, and to which episode a form or an attendance belongs. */

import { addDays, type Day } from '../calendar-day.js'
import type { EpisodeRecord } from './records.js'

/** A form counts from this many days before joining (the intake form) to as many after the end. */
export const WINDOW_DAYS = 28

export type EpisodeMatch =
  | { readonly kind: 'one'; readonly episode: EpisodeRecord }
  | { readonly kind: 'none' }
  | { readonly kind: 'several' }

interface FormWindow {
  readonly firstDay: Day
  /** null = no end is known. */
  readonly lastDay: Day | null
}

// Asked for every form of an episode; its days do not change.
const windows = new WeakMap<EpisodeRecord, FormWindow>()

/** Days of forms that belong to the episode. */
export function windowOf(episode: EpisodeRecord): FormWindow {
  const known = windows.get(episode)
  if (known !== undefined) return known
  const end = endOf(episode)
  const window = {
    firstDay: addDays(episode.joinedOn, -WINDOW_DAYS),
    lastDay: end === null ? null : addDays(end, WINDOW_DAYS),
  }
  windows.set(episode, window)
  return window
}

/** Absences count up to the planned end, also after leaving; null = no end is known. */
export function lastAttendanceDay({ exitedOn, plannedEndOn }: EpisodeRecord): Day | null {
  if (exitedOn === null || plannedEndOn === null) return exitedOn ?? plannedEndOn
  return exitedOn > plannedEndOn ? exitedOn : plannedEndOn
}

/**
 * The episode of a form.
 *
 * @param episodes    of the member; only those of the session's group where the form has a session
 * @param days        the day of the form, and of its session (null without one)
 */
export function episodeOfForm(
  episodes: readonly EpisodeRecord[],
  days: { readonly respondedOn: Day; readonly sessionOn: Day | null },
): EpisodeMatch {
  const open = episodes.filter((episode) => isInWindow(episode, days.respondedOn))
  const { sessionOn } = days
  if (sessionOn === null || open.length < 2) return matchOf(open)
  const holding = open.filter((episode) => isDuring(episode, sessionOn))
  return matchOf(holding.length > 0 ? holding : open)
}

/** The episode of an attendance: the one the session lies in, else the one whose planned end it comes before. */
export function episodeOfAttendance(episodes: readonly EpisodeRecord[], sessionOn: Day): EpisodeMatch {
  const holding = episodes.filter((episode) => isDuring(episode, sessionOn))
  if (holding.length === 1) return matchOf(holding)
  const open = episodes.filter((episode) => {
    const last = lastAttendanceDay(episode)
    return episode.joinedOn <= sessionOn && (last === null || sessionOn <= last)
  })
  return matchOf(open)
}

function matchOf(episodes: readonly EpisodeRecord[]): EpisodeMatch {
  const [episode] = episodes
  if (episode === undefined) return { kind: 'none' }
  return episodes.length > 1 ? { kind: 'several' } : { kind: 'one', episode }
}

function isInWindow(episode: EpisodeRecord, day: Day): boolean {
  const { firstDay, lastDay } = windowOf(episode)
  return day >= firstDay && (lastDay === null || day <= lastDay)
}

/** From joining to the end; an episode that ends on the day another begins holds that day too. */
function isDuring(episode: EpisodeRecord, day: Day): boolean {
  const end = endOf(episode)
  return day >= episode.joinedOn && (end === null || day <= end)
}

function endOf({ exitedOn, plannedEndOn }: EpisodeRecord): Day | null {
  return exitedOn ?? plannedEndOn
}
