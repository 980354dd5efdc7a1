/** The rows of a simulated clinic as a comparison reads them, without files between. */

import { dayNumber } from '../../api/src/core/calendar-day.js'
import type { StudyEpisode } from '../../api/src/core/comparison/study-episode.js'
import { requireMeasure } from '../../api/src/core/measures/registry.js'
import { scoreAnswers } from '../../api/src/core/scoring/score-answers.js'
import { isAttended } from '../../api/src/core/vocabulary.js'
import type { MemberRow, ResponseRow, SimulatedClinic } from './simulate/clinic-rows.js'

/** One episode a member: for clinics in which nobody comes back. PHQ-9 is the outcome. */
export function studyEpisodesOf(clinic: SimulatedClinic): StudyEpisode[] {
  const groups = new Map(clinic.groups.map((group) => [group.group_id, group]))
  const days = new Map(
    clinic.sessions.map(({ session_id, session_date }) => [session_id, dayOf(session_date)]),
  )
  const treatments = byMember(clinic.concurrentTreatments)
  const attendance = byMember(clinic.attendance)
  const responses = byMember(clinic.responses)
  return clinic.members.map((member): StudyEpisode => {
    const group = groups.get(member.group_id)
    if (group === undefined) throw new RangeError(`There is no group ${member.group_id}.`)
    const forms = responses.get(member.member_id) ?? []
    return {
      label: member.member_id,
      groupId: member.group_id,
      siteId: group.site_id,
      modality: group.modality,
      format: group.format,
      joinedOn: member.join_date,
      plannedEndOn: member.planned_end_date,
      exitedOn: member.exit_date,
      recordedArm: member.arm,
      concurrentIndividual: member.concurrent_individual === 1,
      concurrentMedication: member.concurrent_medication === 1,
      treatments: (treatments.get(member.member_id) ?? []).map(({ kind, started_on, ended_on }) => ({
        kind,
        startedOn: started_on,
        endedOn: ended_on,
      })),
      age: member.age,
      gender: member.gender,
      priorEpisodes: member.prior_episodes,
      scores: scoresOf(forms, 'phq9'),
      otherBaseline: scoresOf(forms, 'gad7')[0] ?? null,
      attendedDays: (attendance.get(member.member_id) ?? []).flatMap(({ session_id, status }) =>
        isAttended(status) ? (days.get(session_id) ?? []) : [],
      ),
    }
  })
}

function scoresOf(forms: readonly ResponseRow[], code: string): StudyEpisode['scores'] {
  const measure = requireMeasure(code)
  return forms
    .filter((form) => form.measure === code)
    .flatMap(({ response_date, answers }) => {
      const score = scoreAnswers(measure, answers)
      return score.kind === 'scored' ? [{ dayNumber: dayOf(response_date), total: score.total }] : []
    })
    .sort((one, other) => one.dayNumber - other.dayNumber)
}

function dayOf(day: MemberRow['join_date']): number {
  return dayNumber(day, 'A day of a simulated clinic')
}

function byMember<Row extends { readonly member_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const known = found.get(row.member_id)
    if (known === undefined) found.set(row.member_id, [row])
    else known.push(row)
  }
  return found
}
