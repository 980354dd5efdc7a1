/** From a clinic in memory to the episodes of a comparison. */

import { dayNumber } from '../calendar-day.js'
import { otherMeasureCode } from '../comparison/study-definition.js'
import type { StudyEpisode, StudyTreatment } from '../comparison/study-episode.js'
import { scoredInOrder } from '../episodes/measure-outcome.js'
import { groupBy } from '../import-rules/group-by.js'
import { episodeKey } from '../import-rules/lookup.js'
import type { ImportPlan } from '../import-rules/plan-import.js'
import { requireMeasure } from '../measures/registry.js'
import { type Arm, isAttended } from '../vocabulary.js'
import type { EpisodeCase } from './clinic-episodes.js'
import type { EpisodeKey } from './clinic-records.js'
import { episodeLabels } from './episode-labels.js'

/** What is recorded of treatments beside the group. */
export interface TreatmentEvidence {
  readonly recordedArm: Arm | null
  readonly concurrentIndividual: boolean | null
  readonly concurrentMedication: boolean | null
  readonly treatments: readonly StudyTreatment[]
}

/**
 * @param cases       of one clinic, as of the day asked about
 * @param evidenceOf  of an episode; the arm alone where nothing else is known
 */
export function studyEpisodes(
  cases: readonly EpisodeCase[],
  measureCode: string,
  evidenceOf: (episode: EpisodeKey) => TreatmentEvidence | null,
): StudyEpisode[] {
  const measure = requireMeasure(measureCode)
  const other = requireMeasure(otherMeasureCode(measureCode))
  const labelOf = episodeLabels(cases)
  return cases.map((each) => {
    const { episode, group, history } = each
    const { groupId, joinedOn, plannedEndOn, exitedOn, arm, age, gender, priorEpisodes } = episode
    const evidence = evidenceOf(episode) ?? onlyArm(arm)
    return {
      label: labelOf(each),
      groupId,
      siteId: group.siteId,
      modality: group.modality,
      format: group.format,
      joinedOn,
      plannedEndOn,
      exitedOn,
      ...evidence,
      age,
      gender,
      priorEpisodes,
      scores: scoredInOrder(measure, history.responses),
      otherBaseline: scoredInOrder(other, history.responses)[0] ?? null,
      attendedDays: history.attendance
        .filter(({ status }) => isAttended(status))
        .map(({ sessionOn }) => dayNumber(sessionOn, 'The day of a session')),
    }
  })
}

/** What the accepted rows of an import say; `plan` made with an empty look-up. */
export function evidenceOfPlan({ members }: ImportPlan): (episode: EpisodeKey) => TreatmentEvidence | null {
  const treatments = groupBy(
    members.treatments.candidates.map(({ record }) => record),
    ({ memberCode }) => memberCode,
  )
  const rows = new Map(
    members.members.candidates.map(({ record }) => [
      episodeKey(record.memberCode, record.groupId, record.joinedOn),
      record,
    ]),
  )
  return ({ memberId, groupId, joinedOn }) => {
    const row = rows.get(episodeKey(memberId, groupId, joinedOn))
    if (row === undefined) return null
    const { recordedArm, concurrentIndividual, concurrentMedication } = row
    const dated = treatments.get(memberId) ?? []
    return { recordedArm, concurrentIndividual, concurrentMedication, treatments: dated }
  }
}

function onlyArm(recordedArm: Arm | null): TreatmentEvidence {
  return { recordedArm, concurrentIndividual: null, concurrentMedication: null, treatments: [] }
}
