/** From the accepted rows of an import to the clinic that they make. */

import type { Day } from '../calendar-day.js'
import { attendanceKey, episodeKey } from '../import-rules/lookup.js'
import type { ImportPlan } from '../import-rules/plan-import.js'
import type { EpisodeRecord } from '../import-rules/records.js'
import { decodeAnswers } from '../scoring/answers-text.js'
import type { ClinicEpisode, ClinicRecords, EpisodeKey } from './clinic-records.js'

/**
 * The accepted rows as a clinic of their own.
 *
 * @param plan  made with an empty look-up, so that every accepted row is new
 */
export function recordsOfPlan(plan: ImportPlan): ClinicRecords {
  const { reference, members, sessions, attendance, responses } = plan
  return {
    groups: reference.groups.candidates.map(({ record }) => record),
    episodes: members.members.candidates.map(({ record }) =>
      clinicEpisode(
        record,
        members.arms.get(episodeKey(record.memberCode, record.groupId, record.joinedOn)) ?? null,
      ),
    ),
    sessions: sessions.sessions.candidates.map(({ record }) => record),
    attendance: attendance.attendance.candidates.flatMap(({ record: { memberCode, sessionId, status } }) => {
      const episode = attendance.episodes.get(attendanceKey(memberCode, sessionId))
      return episode === undefined ? [] : [{ episode: keyOf(episode), sessionId, status }]
    }),
    responses: responses.responses.candidates.flatMap(({ record }) => {
      const episode = responses.episodes.get(record.responseId)
      if (episode === undefined) return []
      const { responseId, sessionId, respondedOn, measureCode, answers, total } = record
      const form = { responseId, sessionId, respondedOn, measureCode, recordedTotal: total }
      return [{ ...form, episode: keyOf(episode), answers: answers === null ? null : decodeAnswers(answers) }]
    }),
  }
}

function keyOf({ memberCode, groupId, joinedOn }: EpisodeRecord): EpisodeKey {
  return { memberId: memberCode, groupId, joinedOn }
}

function clinicEpisode(record: EpisodeRecord, arm: ClinicEpisode['arm']): ClinicEpisode {
  const { plannedEndOn, exitedOn, exitReason, gender, priorEpisodes, ageAtJoining, birthYear, joinedOn } =
    record
  const age = ageAtJoining ?? (birthYear === null ? null : yearOf(joinedOn) - birthYear)
  return { ...keyOf(record), plannedEndOn, exitedOn, exitReason, arm, age, gender, priorEpisodes }
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}
