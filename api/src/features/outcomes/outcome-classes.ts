import type { z } from 'zod'
import type { OutcomeClass, rateFamilySchema } from '../../contracts/programme.js'
import { assertNever } from '../../core/assert-never.js'
import { jointReliableChange } from '../../core/change/paired-outcome.js'
import type { ReliableChange } from '../../core/change/reliable-change.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { invalidParameters } from '../../platform/problem.js'
import { measureClasses } from './measure-classes.js'
import type { ReliablePoints } from './reliable-points.service.js'

export type RateFamily = z.infer<typeof rateFamilySchema>

type Conditions = Readonly<Partial<Record<OutcomeClass, string>>>

/** The joint rates as stored, or as other rules make them of the same changes. */
interface JointChange {
  readonly improved: string
  readonly deteriorated: string
}

const STORED: JointChange = {
  improved: 'selected.is_reliably_improved',
  deteriorated: 'selected.is_reliably_deteriorated',
}

/** Asked only of courses without paired scores, which are few. */
const hasBothBaselines = `(
  select count(*) = 2 from episode_measure_outcome as scored
  where scored.member_id = selected.member_id and scored.episode_id = selected.episode_id
    and scored.measure_code in ('phq9', 'gad7') and scored.baseline is not null)`

/** Conditions on `selected`: the numbers of /programme are counts of them, /episodes lists their rows. */
function conditionsOf(
  family: Exclude<RateFamily, 'measure'>,
  { improved, deteriorated }: JointChange,
): Conditions {
  switch (family) {
    case 'national':
      return {
        all: 'true',
        finished: 'selected.is_finished_course',
        paired_data: 'selected.is_finished_course and selected.has_paired_scores',
        without_paired_data: 'selected.is_finished_course and not selected.has_paired_scores',
        // The denominator of both recoveries: courses without a known baseline stay in it.
        case_at_start: 'selected.is_finished_course and not selected.is_not_at_caseness',
        recovery: 'selected.is_finished_course and selected.is_recovered',
        reliable_recovery: `selected.is_finished_course and selected.is_recovered and ${improved}`,
        reliable_improvement: `selected.is_finished_course and ${improved}`,
        reliable_deterioration: `selected.is_finished_course and ${deteriorated}`,
      }
    case 'paired':
      return {
        all: 'true',
        paired_data: 'selected.has_paired_scores',
        without_paired_data: 'not selected.has_paired_scores',
        case_at_start: 'selected.is_case_at_start',
        recovery: 'selected.is_recovered',
        reliable_recovery: `selected.is_recovered and ${improved}`,
        reliable_improvement: improved,
        reliable_deterioration: deteriorated,
      }
    case 'attendance':
      return {
        all: 'true',
        // Ended, and attended at least once: the denominator of both dropouts.
        started: 'selected.has_dropped_out is not null',
        dropout_by_attendance: 'selected.has_dropped_out',
        dropout_as_recorded: `selected.has_dropped_out is not null and selected.exit_reason = 'dropped_out'`,
      }
    case 'flow':
      return {
        all: 'true',
        attended: 'selected.has_started',
        not_yet_attended: 'not selected.has_started and not selected.has_ended',
        never_attended: 'not selected.has_started and selected.has_ended',
        in_care: 'selected.has_started and not selected.has_ended',
        ended: 'selected.has_started and selected.has_ended',
        ended_after_one_session:
          'selected.has_started and selected.has_ended and not selected.is_finished_course',
        finished: 'selected.is_finished_course',
        paired_data: 'selected.is_finished_course and selected.has_paired_scores',
        without_paired_data: 'selected.is_finished_course and not selected.has_paired_scores',
        without_baseline: `selected.is_finished_course and not selected.has_paired_scores and not ${hasBothBaselines}`,
        without_last_score: `selected.is_finished_course and not selected.has_paired_scores and ${hasBothBaselines}`,
      }
    default:
      return assertNever(family)
  }
}

/**
 * @param points  of the rules that were asked for; left out: as stored, which is by the standard rules
 * @throws        ProblemError when the family does not count this class
 */
export function outcomeClassCondition(
  outcomeClass: OutcomeClass,
  family: Exclude<RateFamily, 'measure'>,
  points?: ReliablePoints,
): string {
  const joint = points === undefined || points.rules === 'standard' ? STORED : jointChangeUnder(points)
  return required(conditionsOf(family, joint), outcomeClass, `The family ${family}`)
}

/**
 * The condition of one class on one measure alone, on `of_measure`, the row of that measure.
 *
 * @throws ProblemError when the measure does not define this class
 */
export function measureClassCondition(
  outcomeClass: OutcomeClass,
  measure: MeasureDefinition,
  points: ReliablePoints,
): string {
  return required(measureClasses(measure, points.of(measure)), outcomeClass, `${measure.shortName} alone`)
}

const CHANGES: readonly ReliableChange[] = [
  'reliably_improved',
  'no_reliable_change',
  'reliably_deteriorated',
]

/** Core is asked for each pair of classes, so that the joint rule is not written a second time. */
function jointChangeUnder(points: ReliablePoints): JointChange {
  const classOf = (column: string, code: string) => {
    const least = points.of({ code })
    return least === null
      ? `'not_assessable'`
      : `case when ${column} >= ${least} then 'reliably_improved' when ${column} <= -${least} then 'reliably_deteriorated' else 'no_reliable_change' end`
  }
  const pair = `(${classOf('selected.phq9_change', 'phq9')}, ${classOf('selected.gad7_change', 'gad7')})`
  const pairs = CHANGES.flatMap((one) => CHANGES.map((other) => [one, other] as const))
  const among = (isCounted: (pair: readonly [ReliableChange, ReliableChange]) => boolean) =>
    `(selected.has_paired_scores and ${pair} in (${pairs
      .filter(isCounted)
      .map(([one, other]) => `('${one}', '${other}')`)
      .join(', ')}))`
  return {
    improved: among(([one, other]) => jointReliableChange(one, other).isReliablyImproved),
    deteriorated: among(([one, other]) => jointReliableChange(one, other).isReliablyDeteriorated),
  }
}

/** The family that is meant when only a class is named: the first to count it. */
export function familyOf(outcomeClass: OutcomeClass): RateFamily {
  const families = ['national', 'attendance', 'flow'] as const
  return families.find((family) => conditionsOf(family, STORED)[outcomeClass] !== undefined) ?? 'measure'
}

function required(conditions: Conditions, outcomeClass: OutcomeClass, who: string): string {
  const condition = conditions[outcomeClass]
  if (condition === undefined) {
    const known = Object.keys(conditions).join(', ')
    throw invalidParameters([{ path: 'class', message: `${who} counts ${known}.` }])
  }
  return `(${condition})`
}
