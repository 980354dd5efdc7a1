/** Episodes whose outcomes an import may change: their own row, attendance, forms or treatments are new or corrected. */

import { attendanceKey, episodeKey } from './lookup.js'
import type { ImportPlan } from './plan-import.js'
import type { EpisodeRecord } from './records.js'

export function touchedEpisodes({ members, attendance, responses }: ImportPlan): EpisodeRecord[] {
  const touched = new Map<string, EpisodeRecord>()
  const touch = (episode: EpisodeRecord | undefined) => {
    if (episode !== undefined) {
      touched.set(episodeKey(episode.memberCode, episode.groupId, episode.joinedOn), episode)
    }
  }
  for (const { record } of members.members.changes()) touch(record)
  for (const { record } of members.treatments.changes()) members.episodesOf(record.memberCode).forEach(touch)
  for (const { record } of attendance.attendance.changes()) {
    touch(attendance.episodes.get(attendanceKey(record.memberCode, record.sessionId)))
  }
  for (const { record } of responses.responses.changes()) touch(responses.episodes.get(record.responseId))
  return Array.from(touched.values())
}
