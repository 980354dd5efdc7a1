import { addDays, type Day } from '../../../api/src/core/calendar-day.js'
import type { Rng } from '../../../api/src/statistics/random/rng.js'
import type { FormParameters } from './clinic-parameters.js'
import type { GroupSessionRow, ResponseRow } from './clinic-rows.js'
import type { EpisodePlan } from './episode-plans.js'
import { drawItemWeights, fillForm } from './filled-form.js'
import { childRng, happens, wholeBetween } from './random-draws.js'
import type { SimulatedMeasure } from './simulated-measure.js'
import type { StagedCourse } from './staged-courses.js'

/** A day on which the forms of an episode may be filled in. */
export interface FormOccasion {
  readonly day: Day
  /** Null for the intake forms and the follow-up. */
  readonly sessionId: string | null
}

/** The occasions of an episode in order of time: intake, every held session, follow-up. */
export interface FormOccasions {
  readonly all: readonly FormOccasion[]
  readonly hasIntake: boolean
  readonly hasFollowUp: boolean
  readonly isFirstOnly: boolean
}

const WINDOW_DAYS = 28
const EARLIEST_FOLLOW_UP_DAYS = 7

/** Draws the days outside sessions; whether the forms were filled in is drawn beside them. */
export function drawOccasions(
  forms: FormParameters,
  plan: EpisodePlan,
  held: readonly GroupSessionRow[],
  rng: Rng,
): FormOccasions {
  const intake = addDays(plan.joinDate, -wholeBetween(rng, 1, WINDOW_DAYS))
  const followUp = addDays(plan.plannedEndDate, wholeBetween(rng, EARLIEST_FOLLOW_UP_DAYS, WINDOW_DAYS))
  return {
    all: [
      { day: intake, sessionId: null },
      ...held.map(({ session_date, session_id }) => ({ day: session_date, sessionId: session_id })),
      { day: followUp, sessionId: null },
    ],
    hasIntake: happens(rng, forms.intakeShare),
    hasFollowUp: happens(rng, forms.followUpShare),
    isFirstOnly: happens(rng, forms.firstFormsOnlyShare),
  }
}

/**
 * The forms of one episode.
 *
 * @param isOffered  one an occasion: the member was there, or filled in forms outside a session
 * @param totals     one list a measure, each in the order of the occasions, in points
 */
export function simulateResponses(
  forms: FormParameters,
  measures: readonly SimulatedMeasure[],
  plan: EpisodePlan,
  occasions: readonly FormOccasion[],
  isOffered: readonly boolean[],
  totals: readonly (readonly number[])[],
  rng: Rng,
): Omit<ResponseRow, 'response_id'>[] {
  const hasSeveralEpisodes = plan.episodeIndex > 0 || plan.nextJoinDate !== null
  const itemWeights = measures.map((measure) => drawItemWeights(measure, childRng(rng)))
  return occasions.flatMap(({ day, sessionId }, occasion) => {
    const own = childRng(rng)
    const isLeftOut = sessionId !== null && happens(own, forms.noFormShare)
    if (isLeftOut || isOffered[occasion] !== true) return []
    return measures.flatMap(({ definition }, index) => {
      const total = totals[index]?.[occasion] ?? definition.totalRange.low
      const form = fillForm(forms, definition, total, itemWeights[index] ?? [], own)
      if (form === null) return []
      return {
        member_id: plan.person.memberId,
        session_id: sessionId,
        response_date: day,
        measure: form.measure,
        answers: form.answers,
        functional_difficulty: form.functionalDifficulty,
        join_date: sessionId === null && hasSeveralEpisodes ? plan.joinDate : null,
      }
    })
  })
}

/** Staged courses leave nothing out but what they are there to show. */
export function formsOfStaged(forms: FormParameters, staged: StagedCourse | null): FormParameters {
  return staged === null
    ? forms
    : { ...forms, firstFormsOnlyShare: 0, noFormShare: 0, measureMissingShare: 0, itemsMissingShare: 0 }
}
