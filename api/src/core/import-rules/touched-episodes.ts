/** Episodes whose outcomes an import may change: their own row, attendance, forms or treatments are new or corrected. */

import { attendanceKey } from './lookup.js'
import type { ImportPlan } from './plan-import.js'
import type { EpisodeRecord } from './records.js'

export function touchedEpisodes({ members, attendance, responses }: ImportPlan): ReadonlySet<EpisodeRecord> {
  // One object an episode stands for it throughout a plan.
  const touched = new Set<EpisodeRecord>()
  const touch = (episode: EpisodeRecord | undefined) => {
    if (episode !== undefined) touched.add(episode)
  }
  for (const { record } of members.members.changes()) touch(record)
  for (const { record } of members.treatments.changes()) members.episodesOf(record.memberCode).forEach(touch)
  for (const { record } of attendance.attendance.changes()) {
    touch(attendance.episodes.get(attendanceKey(record.memberCode, record.sessionId)))
  }
  for (const { record } of responses.responses.changes()) touch(responses.episodes.get(record.responseId))
  return touched
}
