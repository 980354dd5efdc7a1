/** When was a reliable improvement first observed, in each arm? */

import type { Refusal } from '../../statistics/refusal.js'
import {
  kaplanMeier,
  type MedianSurvival,
  medianSurvival,
  restrictedMean,
  type SurvivalAt,
  survivalAt,
} from '../../statistics/survival/kaplan-meier.js'
import { type LogRank, logRank } from '../../statistics/survival/log-rank.js'
import { timeToReliableImprovement } from '../change/time-to-reliable-improvement.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { ARMS, type Arm } from '../vocabulary.js'
import type { StudyDefinition } from './study-definition.js'
import { lastDayRead, type TrialMember } from './target-trial.js'

/** Days at which the curves are written. */
const LISTED_DAYS = [28, 56, 84] as const

export interface TimedTrialMember {
  readonly member: TrialMember
  /** Since baseline; since the landmark where there is one. */
  readonly days: number
  readonly isObserved: boolean
}

export interface StudyTimes {
  readonly timed: readonly TimedTrialMember[]
  /** Improved by the landmark: no longer at risk of a first improvement. */
  readonly improvedBefore: number
}

export interface CurveOfArm {
  readonly arm: Arm
  readonly n: number
  readonly events: number
  readonly median: MedianSurvival
  /** Share not yet improved, with those still observed. */
  readonly at: readonly SurvivalAt[]
  readonly restrictedMean: { readonly horizon: number; readonly mean: number; readonly standardError: number }
}

/**
 * @param members  of any arm, in any order
 * @returns        those in whom a reliable improvement could be seen, with their times
 * Assumes         the day of the score is the day of the event
 */
export function studyTimes(
  members: readonly TrialMember[],
  definition: StudyDefinition,
  measure: MeasureDefinition,
): StudyTimes {
  const timed: TimedTrialMember[] = []
  let improvedBefore = 0
  for (const member of members) {
    const end = lastDayRead(member.joinedDay, definition)
    const scores = member.episode.scores.filter(({ dayNumber }) => dayNumber <= end)
    const time = timeToReliableImprovement(measure, scores)
    if (time === null) continue
    const skipped =
      definition.landmarkDay === null ? 0 : member.joinedDay + definition.landmarkDay - member.baselineDay
    const days = time.days - skipped
    if (definition.landmarkDay !== null && days <= 0) {
      if (time.isObserved) improvedBefore += 1
      continue
    }
    timed.push({ member, days, isObserved: time.isObserved })
  }
  return { timed, improvedBefore }
}

/** One curve an arm; none for an arm without members. */
export function curvesOfArms(timed: readonly TimedTrialMember[]): CurveOfArm[] {
  return ARMS.flatMap((arm) => {
    const ofArm = timed.filter(({ member }) => member.arm === arm)
    const curve = kaplanMeier(followUpOf(ofArm))
    if (curve.kind === 'refused') return []
    const horizon = LISTED_DAYS[LISTED_DAYS.length - 1] ?? 0
    const { mean, standardError } = restrictedMean(curve, horizon)
    return [
      {
        arm,
        n: curve.n,
        events: curve.events,
        median: medianSurvival(curve),
        at: LISTED_DAYS.map((time) => survivalAt(curve, time)),
        restrictedMean: { horizon, mean, standardError },
      },
    ]
  })
}

export function logRankOfArms(timed: readonly TimedTrialMember[]): LogRank | Refusal {
  return logRank(
    followUpOf(timed),
    timed.map(({ member }) => member.arm),
  )
}

function followUpOf(timed: readonly TimedTrialMember[]) {
  return {
    time: timed.map(({ days }) => days),
    event: timed.map(({ isObserved }) => (isObserved ? 1 : 0)),
  }
}
