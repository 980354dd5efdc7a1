import type { z } from 'zod'
import type { OutcomeClass, rateFamilySchema } from '../../contracts/programme.js'
import { invalidParameters } from '../../platform/problem.js'

export type RateFamily = z.infer<typeof rateFamilySchema>

type Conditions = Readonly<Partial<Record<OutcomeClass, string>>>

/** Conditions on `selected`: the numbers of /programme/outcomes are counts of them, /episodes lists their rows. */
const conditionsOf: Readonly<Record<RateFamily, Conditions>> = {
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
  // On `of_measure`, the row of the measure asked for.
  measure: {
    all: 'true',
    paired_data: 'of_measure.change_in_points is not null',
    without_paired_data: 'of_measure.change_in_points is null',
    case_at_start: 'of_measure.change_in_points is not null and of_measure.is_case_at_start',
    reliably_improved: `of_measure.reliable_change = 'reliably_improved'`,
    no_reliable_change: `of_measure.reliable_change = 'no_reliable_change'`,
    reliably_deteriorated: `of_measure.reliable_change = 'reliably_deteriorated'`,
  },
}

export function outcomeClassesOf(family: RateFamily): string[] {
  return Object.keys(conditionsOf[family])
}

/**
 * The condition of one class, in the family that it is counted in.
 *
 * @throws ProblemError when the family does not count this class
 */
export function outcomeClassCondition(outcomeClass: OutcomeClass, family: RateFamily): string {
  const condition = conditionsOf[family][outcomeClass]
  if (condition === undefined) {
    const known = outcomeClassesOf(family).join(', ')
    throw invalidParameters([{ path: 'class', message: `The family ${family} counts ${known}.` }])
  }
  return `(${condition})`
}

/** The family that is meant when only a class is named. */
export function familyOf(outcomeClass: OutcomeClass): RateFamily {
  return conditionsOf.national[outcomeClass] === undefined ? 'measure' : 'national'
}
