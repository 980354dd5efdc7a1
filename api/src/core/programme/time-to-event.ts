/** When did it happen, for whom, and what came before it: curves, shares and a table of those at risk. */

import { at } from '../../statistics/linear-algebra/matrix.js'
import {
  cumulativeIncidence,
  incidenceLimits,
  timeOfHalf,
} from '../../statistics/survival/cumulative-incidence.js'
import { kaplanMeier, medianSurvival, survivalAt } from '../../statistics/survival/kaplan-meier.js'

/** Below this many at risk a curve says little and stops. */
export const FEWEST_AT_RISK = 5
const RISK_TABLE_COLUMNS = 7
/** Distances of the table's columns, in weeks or in sessions. */
const RISK_TABLE_STEPS = [1, 2, 4, 8, 13, 26, 52, 104]

/** Members alike in time and in what happened. */
export interface TimedKind {
  /** 0 or more, one unit throughout. */
  readonly time: number
  /** 0: followed to here without any event. */
  readonly mark: 0 | 1 | 2
  readonly n: number
}

interface TimeWithLimits {
  readonly time: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface TimeToEvent {
  readonly n: number
  readonly events: number
  readonly competingEvents: number
  /** Of Kaplan-Meier: as if nothing competed. */
  readonly median: TimeWithLimits
  /** When half of all had the event, those counted who can no longer have it. */
  readonly half: TimeWithLimits
  readonly curve: readonly {
    readonly time: number
    readonly atRisk: number
    readonly shareWithout: number
    readonly low: number | null
    readonly high: number | null
  }[]
  readonly incidence: readonly {
    readonly time: number
    readonly atRisk: number
    readonly event: number
    /** Of `event`; null where nobody, or everybody, had it. */
    readonly low: number | null
    readonly high: number | null
    readonly competing: number
  }[]
  /** Where curves and table stop; null: they run to the end. */
  readonly stoppedAt: number | null
  readonly riskTable: readonly {
    readonly time: number
    readonly atRisk: number
    readonly eventsSoFar: number
    readonly competingSoFar: number
  }[]
}

/**
 * Kaplan-Meier (competing events are the end of follow-up there) and Aalen-Johansen of the same members.
 *
 * @param kinds      any order
 * @param riskTimes  of the table of those at risk; the same for members that are shown beside each other
 * @returns          null where there is nobody; nothing is told of times with fewer than 5 at risk
 * @verified         test/acceptance/programme-reference.test.ts
 */
export function timeToEvent(
  kinds: readonly TimedKind[],
  riskTimes: readonly number[] = timesOfRiskTable(kinds, 1),
): TimeToEvent | null {
  const { time, mark } = spelledOut(kinds)
  const curve = kaplanMeier({ time, event: mark.map((each) => (each === 1 ? 1 : 0)) })
  const incidence = cumulativeIncidence(time, mark)
  if (curve.kind === 'refused' || incidence.kind === 'refused') return null
  const { median, logLogLimits } = medianSurvival(curve)
  const half = timeOfHalf(incidence)
  const stoppedAt = firstThinTime(kinds)
  const isTold = (moment: number) => stoppedAt === null || moment < stoppedAt
  const tell = (moment: number | null) => (moment !== null && isTold(moment) ? moment : null)
  const shown = [...curve.time].filter(isTold)
  return {
    n: curve.n,
    events: curve.events,
    competingEvents: mark.filter((each) => each === 2).length,
    median: { time: tell(median), low: tell(logLogLimits.low), high: tell(logLogLimits.high) },
    half: { time: tell(half.time), low: tell(half.low), high: tell(half.high) },
    curve: shown.map((moment) => {
      const point = survivalAt(curve, moment)
      return {
        time: moment,
        atRisk: point.atRisk,
        shareWithout: point.survival,
        low: point.logLogLimits?.low ?? null,
        high: point.logLogLimits?.high ?? null,
      }
    }),
    incidence: Array.from(incidence.time)
      .map((moment, step) => {
        const event = at(incidence.interest, step)
        const limits = incidenceLimits(event, at(incidence.interestError, step))
        return {
          time: moment,
          atRisk: at(incidence.atRisk, step),
          event,
          low: limits?.low ?? null,
          high: limits?.high ?? null,
          competing: at(incidence.competing, step),
        }
      })
      .filter((point) => isTold(point.time)),
    stoppedAt,
    riskTable: riskTable(kinds, riskTimes),
  }
}

/**
 * At most seven times from 0 on, whole multiples of a plain step: columns of a table, ticks of an axis.
 *
 * @param unit  7 for days that are read in weeks, 1 for sessions
 */
export function timesOfRiskTable(kinds: readonly TimedKind[], unit: 1 | 7): number[] {
  const last = firstThinTime(kinds) ?? Math.max(0, ...kinds.map(({ time }) => time))
  const inUnits = Math.floor(last / unit)
  const step =
    RISK_TABLE_STEPS.find((each) => Math.floor(inUnits / each) < RISK_TABLE_COLUMNS) ??
    Math.ceil(inUnits / (RISK_TABLE_COLUMNS - 1))
  return Array.from({ length: Math.floor(inUnits / step) + 1 }, (_, place) => place * step * unit)
}

/** One entry a member, as the statistics take them. */
export function spelledOut(kinds: readonly TimedKind[]): { time: number[]; mark: (0 | 1 | 2)[] } {
  const time: number[] = []
  const mark: (0 | 1 | 2)[] = []
  for (const kind of kinds) {
    for (let i = 0; i < kind.n; i += 1) {
      time.push(kind.time)
      mark.push(kind.mark)
    }
  }
  return { time, mark }
}

/** The first time at which fewer than 5 are still followed; null when follow-up ends before. */
function firstThinTime(kinds: readonly TimedKind[]): number | null {
  const times = [...new Set(kinds.map(({ time }) => time))].sort((one, other) => one - other)
  return times.find((time) => countFrom(kinds, time) < FEWEST_AT_RISK) ?? null
}

function countFrom(kinds: readonly TimedKind[], time: number): number {
  return kinds.reduce((sum, kind) => sum + (kind.time >= time ? kind.n : 0), 0)
}

function riskTable(kinds: readonly TimedKind[], times: readonly number[]): TimeToEvent['riskTable'] {
  const soFar = (time: number, mark: TimedKind['mark']) =>
    kinds.reduce((sum, kind) => sum + (kind.mark === mark && kind.time <= time ? kind.n : 0), 0)
  return times
    .filter((time) => countFrom(kinds, time) >= FEWEST_AT_RISK)
    .map((time) => ({
      time,
      atRisk: countFrom(kinds, time),
      eventsSoFar: soFar(time, 1),
      competingSoFar: soFar(time, 2),
    }))
}
