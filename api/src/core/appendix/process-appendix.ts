/** process.json: attendance, dropout, completeness of forms, dose and response, control charts, funnels. */

import { mean } from '../../statistics/summary/moments.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { phq9 } from '../measures/phq-9.js'
import {
  attendanceRate,
  countAttendance,
  countDropouts,
  dropoutRates,
} from '../programme/attendance-rates.js'
import { completeness, countForms } from '../programme/form-completeness.js'
import { byPart, type Json, proportionBlock } from './change-appendix.js'
import type { EpisodeCase } from './clinic-episodes.js'
import type { ClinicSession } from './clinic-records.js'
import { controlCharts } from './control-charts-block.js'
import { doseResponseBlock } from './dose-response-block.js'
import { funnels } from './funnel-block.js'
import { type MeasureInClinic, outcomeOf } from './measure-limits.js'
import { survivalBlock, type TimedMember } from './survival-block.js'

/** Sessions at which the curve of staying is written. */
const LISTED_SESSIONS = [4, 8]

/**
 * @param cases     in order of member
 * @param measures  of `measuresInClinic` on the same cases
 * @param sessions  by id
 */
export function processAppendix(
  cases: readonly EpisodeCase[],
  measures: readonly MeasureInClinic[],
  sessions: ReadonlyMap<string, ClinicSession>,
): { readonly [key: string]: Json } {
  const armOf = ({ episode }: EpisodeCase) => episode.arm
  const modalityOf = ({ group }: EpisodeCase) => group.modality
  const completenessOf = (part: readonly EpisodeCase[]) => completenessBlock(part, measures)
  const attending = cases.filter(({ outcome }) => outcome.attendance.hasStarted)
  return {
    attendance: attendanceBlock(cases),
    dropout: {
      overall: dropoutBlock(cases),
      by_arm: byPart(cases, armOf, dropoutBlock),
      by_modality: byPart(cases, modalityOf, dropoutBlock),
      recorded_exit_reasons: byPart(
        cases,
        ({ episode }) => episode.exitReason,
        (found) => found.length,
      ),
      time_to_dropout_in_sessions: survivalBlock(cases.flatMap(timeToDropout), LISTED_SESSIONS),
    },
    completion: {
      overall: completenessOf(attending),
      by_arm: byPart(attending, armOf, completenessOf),
      by_modality: byPart(attending, modalityOf, completenessOf),
    },
    dose_response: doseResponseBlock(
      cases.flatMap((each) => {
        const outcome = outcomeOf(each, phq9)
        if (outcome === undefined || outcome.changeInPoints === null) return []
        return [
          { attendance: each.outcome.attendance, baseline: outcome.baseline, change: outcome.changeInPoints },
        ]
      }),
    ),
    control_charts: controlCharts(cases, sessions),
    funnel_reliable_improvement: funnels(cases),
  }
}

function attendanceBlock(cases: readonly EpisodeCase[]): Json {
  const outcomes = cases.map((each) => each.outcome)
  const { eligible, attended } = countAttendance(outcomes)
  const rates = outcomes.flatMap(({ attendance }) =>
    attendance.eligible === 0 ? [] : [attendance.attended / attendance.eligible],
  )
  const rateOf = (part: readonly EpisodeCase[]) =>
    proportionBlock(attendanceRate(countAttendance(part.map((each) => each.outcome))))
  return {
    rows: eligible,
    present: attended,
    overall: rateOf(cases),
    mean_member_rate: rates.length === 0 ? null : mean(rates),
    by_arm: byPart(cases, ({ episode }) => episode.arm, rateOf),
  }
}

function dropoutBlock(cases: readonly EpisodeCase[]): Json {
  const { started, byAttendance } = dropoutRates(countDropouts(cases.map((each) => each.outcome)))
  return { started, dropout: proportionBlock(byAttendance) }
}

/** Eligible sessions to the last attended one of a member who dropped out, to the end of the others. */
function timeToDropout({ episode, outcome }: EpisodeCase): TimedMember[] {
  const { attendance, hasDroppedOut } = outcome
  if (hasDroppedOut === null) return []
  const time = hasDroppedOut ? attendance.lastAttendedIndex : attendance.eligible
  return [{ time, isObserved: hasDroppedOut, arm: episode.arm }]
}

function completenessBlock(cases: readonly EpisodeCase[], measures: readonly MeasureInClinic[]): Json {
  return Object.fromEntries(measures.map(({ measure }) => [measure.code, formsBlock(cases, measure)]))
}

function formsBlock(cases: readonly EpisodeCase[], measure: MeasureDefinition): Json {
  const counts = countForms(
    measure,
    cases.map((each) => each.history),
  )
  const { expected, returned, valid, prorated } = counts
  return {
    expected,
    returned,
    valid,
    prorated,
    unscoreable: returned - valid,
    missing: expected - returned,
    completion: proportionBlock(completeness(counts)),
    missing_rate: expected === 0 ? null : 1 - valid / expected,
  }
}
