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
import { FEWEST_AT_RISK } from '../programme/time-to-event.js'
import { ARMS, type Arm } from '../vocabulary.js'
import type { StudyDefinition } from './study-definition.js'
import { lastDayRead, type TrialMember } from './target-trial.js'

const DAYS_PER_WEEK = 7
/** Days at which the curves are written. */
const LISTED_DAYS = [28, 56, 84] as const
/** The table of those at risk has this many columns at most. */
const MOST_RISK_COLUMNS = 7

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
  /** The whole curve: the share just after each day of an improvement, while 5 or more are at risk. */
  readonly steps: readonly SurvivalAt[]
  /** The first day with fewer than 5 at risk, where the curve stops; null: it runs to the end of follow-up. */
  readonly stoppedAt: number | null
  /** Of those who were still observed on some days, the same for both arms. */
  readonly risk: readonly { readonly time: number; readonly atRisk: number }[]
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
  const riskDays = daysOfRiskTable(timed)
  return ARMS.flatMap((arm) => {
    const ofArm = timed.filter(({ member }) => member.arm === arm)
    const curve = kaplanMeier(followUpOf(ofArm))
    if (curve.kind === 'refused') return []
    const horizon = LISTED_DAYS[LISTED_DAYS.length - 1] ?? 0
    const { mean, standardError } = restrictedMean(curve, horizon)
    const stoppedAt = firstThinDay(curve.followUp)
    const isTold = (day: number) => stoppedAt === null || day < stoppedAt
    return [
      {
        arm,
        n: curve.n,
        events: curve.events,
        median: medianSurvival(curve),
        at: LISTED_DAYS.map((time) => survivalAt(curve, time)),
        steps: [...curve.time].filter(isTold).map((time) => survivalAt(curve, time)),
        stoppedAt,
        risk: riskDays.map((time) => ({ time, atRisk: survivalAt(curve, time).atRisk })),
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

/** The day from which fewer than 5 are followed; null where follow-up ends with 5 or more at once. */
function firstThinDay(followUp: Float64Array): number | null {
  const fifthLast = followUp[followUp.length - FEWEST_AT_RISK]
  if (fifthLast === undefined) return 0
  return followUp.find((day) => day > fifthLast) ?? null
}

/** Whole weeks from the start to the last day that anybody was followed. */
function daysOfRiskTable(timed: readonly TimedTrialMember[]): number[] {
  const last = timed.reduce((most, { days }) => Math.max(most, days), 0)
  const step = Math.max(1, Math.ceil(last / ((MOST_RISK_COLUMNS - 1) * DAYS_PER_WEEK))) * DAYS_PER_WEEK
  return Array.from({ length: MOST_RISK_COLUMNS }, (_, i) => i * step).filter((day) => day <= last)
}

function followUpOf(timed: readonly TimedTrialMember[]) {
  return {
    time: timed.map(({ days }) => days),
    event: timed.map(({ isObserved }) => (isObserved ? 1 : 0)),
  }
}
