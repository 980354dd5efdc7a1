import type { z } from 'zod'
import type { OutcomeClass, rateFamilySchema } from '../../contracts/programme.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { invalidParameters } from '../../platform/problem.js'
import { measureClasses } from './measure-classes.js'

export type RateFamily = z.infer<typeof rateFamilySchema>

type Conditions = Readonly<Partial<Record<OutcomeClass, string>>>

/** Conditions on `selected`: the numbers of /programme/outcomes are counts of them, /episodes lists their rows. */
const conditionsOf: Readonly<Record<Exclude<RateFamily, 'measure'>, Conditions>> = {
  national: {
    all: 'true',
    finished: 'selected.is_finished_course',
    paired_data: 'selected.is_finished_course and selected.has_paired_scores',
    without_paired_data: 'selected.is_finished_course and not selected.has_paired_scores',
    // The denominator of both recoveries: courses without a known baseline stay in it.
    case_at_start: 'selected.is_finished_course and selected.is_not_at_caseness is not true',
    recovery: 'selected.is_finished_course and selected.is_recovered',
    reliable_recovery: 'selected.is_finished_course and selected.is_reliably_recovered',
    reliable_improvement: 'selected.is_finished_course and selected.is_reliably_improved',
    reliable_deterioration: 'selected.is_finished_course and selected.is_reliably_deteriorated',
  },
  paired: {
    all: 'true',
    paired_data: 'selected.has_paired_scores',
    without_paired_data: 'not selected.has_paired_scores',
    case_at_start: 'selected.is_case_at_start',
    recovery: 'selected.is_recovered',
    reliable_recovery: 'selected.is_reliably_recovered',
    reliable_improvement: 'selected.is_reliably_improved',
    reliable_deterioration: 'selected.is_reliably_deteriorated',
  },
  attendance: {
    all: 'true',
    // Ended, and attended at least once: the denominator of both dropouts.
    started: 'selected.has_dropped_out is not null',
    dropout_by_attendance: 'selected.has_dropped_out',
    dropout_as_recorded: `selected.has_dropped_out is not null and selected.exit_reason = 'dropped_out'`,
  },
}

/** @throws ProblemError when the family does not count this class */
export function outcomeClassCondition(
  outcomeClass: OutcomeClass,
  family: Exclude<RateFamily, 'measure'>,
): string {
  return required(conditionsOf[family], outcomeClass, `The family ${family}`)
}

/**
 * The condition of one class on one measure alone, on `of_measure`, the row of that measure.
 *
 * @throws ProblemError when the measure does not define this class
 */
export function measureClassCondition(outcomeClass: OutcomeClass, measure: MeasureDefinition): string {
  return required(measureClasses(measure), outcomeClass, `${measure.shortName} alone`)
}

/** The family that is meant when only a class is named: the first to count it. */
export function familyOf(outcomeClass: OutcomeClass): RateFamily {
  if (conditionsOf.national[outcomeClass] !== undefined) return 'national'
  return conditionsOf.attendance[outcomeClass] === undefined ? 'measure' : 'attendance'
}

function required(conditions: Conditions, outcomeClass: OutcomeClass, who: string): string {
  const condition = conditions[outcomeClass]
  if (condition === undefined) {
    const known = Object.keys(conditions).join(', ')
    throw invalidParameters([{ path: 'class', message: `${who} counts ${known}.` }])
  }
  return `(${condition})`
}
