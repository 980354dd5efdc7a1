/** When something happened to an episode, as SQL: for curves, and for the lists of the rows behind them. */

import type { TimedEvent } from '../../contracts/programme-query.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { dayOfImprovement } from './measure-classes.js'
import { measureClassCondition, outcomeClassCondition } from './outcome-classes.js'
import type { ReliablePoints } from './reliable-points.service.js'

export interface TimedColumns {
  /** Which episodes the event can be seen in. */
  readonly isInSet: string
  /** Days since baseline, or eligible sessions since joining. */
  readonly time: string
  /** 1: the event; 2: what competes with it; 0: followed to here without either. */
  readonly mark: string
}

export function isImprovement(event: TimedEvent): event is 'first_observed' | 'sustained' {
  return event === 'first_observed' || event === 'sustained'
}

/**
 * On `of_measure`: days since baseline to the first reliable improvement, else to the last valid score; of those in
 * whom one could be seen. Mark 2: dropped out by attendance without it.
 *
 * @param hasDroppedOut  of an ended episode, by attendance
 * @returns              null where no change of the measure is assessable
 */
export function timedImprovement(
  event: 'first_observed' | 'sustained',
  measure: MeasureDefinition,
  reliable: ReliablePoints,
  hasDroppedOut: string,
): TimedColumns | null {
  const points = reliable.of(measure)
  if (points === null) return null
  const day = dayOfImprovement(event === 'sustained' ? 'held' : 'improved', points)
  return {
    isInSet: measureClassCondition('improvable', measure, reliable),
    time: `coalesce(${day}, of_measure.last_on - of_measure.baseline_on)`,
    mark: `case when ${day} is not null then 1 when ${hasDroppedOut} then 2 else 0 end`,
  }
}

/**
 * On `selected`: eligible sessions to the last attended one of those who dropped out, to the end of the others; of
 * ended episodes with an attended session. Mark 2: left for another recorded reason than finishing, at the last
 * attended session.
 */
export function timedDropout(event: 'dropout_by_attendance' | 'dropout_as_recorded'): TimedColumns {
  const hasDroppedOut = outcomeClassCondition(event, 'attendance')
  const hasLeft = `selected.exit_reason in ('referred_on', 'moved_away', 'excluded', 'died', 'other')`
  return {
    isInSet: outcomeClassCondition('started', 'attendance'),
    time: `case when ${hasDroppedOut} or ${hasLeft} then selected.last_attended_index else selected.sessions_eligible end`,
    mark: `case when ${hasDroppedOut} then 1 when ${hasLeft} then 2 else 0 end`,
  }
}

/** One state of an episode at a time: of the curve, or of the table of those at risk. */
export function timedStateCondition(
  columns: TimedColumns,
  state: 'event' | 'competing' | 'at_risk',
  time: string | null,
): string {
  const { isInSet } = columns
  switch (state) {
    case 'event':
    case 'competing': {
      const mark = `(${columns.mark}) = ${state === 'event' ? 1 : 2}`
      return [isInSet, mark, ...(time === null ? [] : [`(${columns.time}) <= ${time}`])].join(' and ')
    }
    case 'at_risk':
      return [isInSet, ...(time === null ? [] : [`(${columns.time}) >= ${time}`])].join(' and ')
  }
}
