/** The rules by which signals are raised: one value with a version, changed by a director and never by the code. */

import { findMeasure } from '../measures/registry.js'

/** Kinds that a deployment may switch off. Item 9 and reliable deterioration are never silenced. */
export const SWITCHABLE_KINDS = [
  'worse_than_expected',
  'no_reliable_change_by_k',
  'absent_2',
  'measure_missing',
] as const
export type SwitchableKind = (typeof SWITCHABLE_KINDS)[number]

export interface SignalRules {
  /** Of the rule set; every signal carries it. */
  readonly version: number
  /** k: attended sessions after which a reliable improvement is asked for. */
  readonly noReliableChangeAfterSessions: number
  /** Sessions missed in a row that are worth a look. */
  readonly absencesInARow: number
  /** Codes of the measures that belong to every session. */
  readonly expectedMeasures: readonly string[]
  /** Points of a reliable change by measure code, where the deployment departs from the measure's definition. */
  readonly reliableChangePoints: Readonly<Record<string, number>>
  readonly switchedOff: readonly SwitchableKind[]
}

/** What a new deployment begins with. */
export const DEFAULT_SIGNAL_RULES: SignalRules = {
  version: 1,
  noReliableChangeAfterSessions: 6,
  absencesInARow: 2,
  expectedMeasures: ['phq9', 'gad7'],
  reliableChangePoints: {},
  switchedOff: [],
}

export interface RuleProblem {
  /** Name of the field. */
  readonly path: string
  /** What was expected. */
  readonly message: string
}

/**
 * What is wrong with a rule set that somebody wants to use; empty when nothing is.
 *
 * @param rules  of the right shape; its values are judged
 */
export function signalRuleProblems(rules: SignalRules): RuleProblem[] {
  return [
    ...outside('version', rules.version, 1, Number.MAX_SAFE_INTEGER),
    ...outside('noReliableChangeAfterSessions', rules.noReliableChangeAfterSessions, 2, 52),
    ...outside('absencesInARow', rules.absencesInARow, 2, 10),
    ...rules.expectedMeasures.flatMap((code) => unknownMeasure('expectedMeasures', code)),
    ...Object.entries(rules.reliableChangePoints).flatMap(([code, points]) => {
      const range = findMeasure(code)?.totalRange
      return range === undefined
        ? unknownMeasure('reliableChangePoints', code)
        : outside(`reliableChangePoints.${code}`, points, 1, range.high - range.low)
    }),
  ]
}

/** Is this kind of signal in use? */
export function isSwitchedOn({ switchedOff }: SignalRules, kind: SwitchableKind): boolean {
  return !switchedOff.includes(kind)
}

function outside(path: string, value: number, low: number, high: number): RuleProblem[] {
  if (Number.isInteger(value) && value >= low && value <= high) return []
  const range = high === Number.MAX_SAFE_INTEGER ? `of ${low} or more` : `from ${low} to ${high}`
  return [{ path, message: `It must be a whole number ${range}.` }]
}

function unknownMeasure(path: string, code: string): RuleProblem[] {
  return findMeasure(code) === undefined ? [{ path, message: `There is no measure "${code}".` }] : []
}
