// Episodes of a comparison, said in weeks and points.
import { addDays, dayNumber } from '../../api/src/core/calendar-day.js'
import type { StudyEpisode } from '../../api/src/core/comparison/study-episode.js'
import { normalDeviate, type Rng } from '../../api/src/statistics/random/rng.js'

export const STUDY_JOINED_ON = '2024-01-01'
/** Long after every episode of these builders. */
export const STUDY_AS_OF = '2025-12-31'

/** In care for 16 weeks, group therapy alone, one score a week from the first: 16, 15, 14 .. */
export function aStudyEpisode(changes: Partial<StudyEpisode> = {}): StudyEpisode {
  return {
    label: 'M1',
    groupId: 'G1',
    siteId: 'S1',
    modality: 'support',
    format: 'in_person',
    joinedOn: STUDY_JOINED_ON,
    plannedEndOn: addDays(STUDY_JOINED_ON, 16 * 7),
    exitedOn: addDays(STUDY_JOINED_ON, 16 * 7),
    recordedArm: 'group_only',
    concurrentIndividual: null,
    concurrentMedication: null,
    treatments: [],
    age: 40,
    gender: 'female',
    priorEpisodes: 0,
    scores: scoresByWeek([16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6]),
    otherBaseline: { dayNumber: joinedDay(), total: 12 },
    attendedDays: Array.from({ length: 11 }, (_, week) => joinedDay() + 7 * week),
    ...changes,
  }
}

/** null: no score in that week. */
export function scoresByWeek(totals: readonly (number | null)[]): StudyEpisode['scores'] {
  return totals.flatMap((total, week) =>
    total === null ? [] : [{ dayNumber: joinedDay() + 7 * week, total }],
  )
}

function joinedDay(): number {
  return dayNumber(STUDY_JOINED_ON, 'The joining day')
}

/**
 * Chosen arms: the worse a member, the likelier combined treatment, which lowers the last score by `effect`.
 *
 * @param effect  points at week 10; 0 = none
 */
export function chosenArms(rng: Rng, members: number, effect: number): StudyEpisode[] {
  return Array.from({ length: members }, (_, i) => {
    const severity = normalDeviate(rng)
    const isCombined = severity + normalDeviate(rng) > 0
    const baseline = 16 + 4 * severity
    const totals = Array.from({ length: 11 }, (_week, week) =>
      withinRange(baseline - 0.4 * week - (isCombined ? (effect * week) / 10 : 0) + 2 * normalDeviate(rng)),
    )
    return aStudyEpisode({
      label: `M${String(i).padStart(4, '0')}`,
      groupId: `G${i % 20}`,
      modality: i % 2 === 0 ? 'support' : 'psychoeducational',
      format: i % 3 === 0 ? 'online' : 'in_person',
      recordedArm: isCombined ? 'combined' : 'group_only',
      concurrentIndividual: isCombined,
      concurrentMedication: false,
      age: 30 + (i % 25),
      gender: i % 5 < 3 ? 'female' : 'male',
      priorEpisodes: i % 3,
      scores: scoresByWeek(totals),
      otherBaseline: { dayNumber: joinedDay(), total: Math.min(21, withinRange(10 + 3 * severity)) },
    })
  })
}

function withinRange(score: number): number {
  return Math.max(0, Math.min(27, Math.round(score)))
}
