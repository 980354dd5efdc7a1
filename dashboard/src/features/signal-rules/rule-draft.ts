import type { NewRuleSet, RuleSet } from '../../../../api/src/contracts/rule-sets.js'
import { brokenRules, type FieldErrors, type FieldValues } from '../../components/form/field-errors.js'

export const RULE_RANGES = {
  no_reliable_change_after_sessions: { low: 2, high: 52 },
  absences_in_a_row: { low: 2, high: 10 },
} as const
const SHORTEST_REASON = 3

/** A field for each measure's points; its name ends with the code of the measure. */
export const pointsField = (code: string): `points.${string}` => `points.${code}`
export type RuleFieldName = keyof typeof RULE_RANGES | 'reason' | `points.${string}`

/** What is switched, beside the fields. */
export interface RuleChoices {
  readonly expected: readonly string[]
  readonly switchedOn: readonly string[]
}

export interface PointsRange {
  readonly code: string
  readonly widest: number
}

/** What the server would refuse. */
export function ruleSetErrors(
  value: FieldValues<RuleFieldName>,
  measures: readonly PointsRange[],
): FieldErrors<RuleFieldName> {
  const numbers = (['no_reliable_change_after_sessions', 'absences_in_a_row'] as const).map((name) => {
    const { low, high } = RULE_RANGES[name]
    return [name, isWhole(value(name), low, high), `A whole number from ${low} to ${high}.`] as const
  })
  const points = measures.map(({ code, widest }) => {
    const given = value(pointsField(code)).trim()
    const isRight = given === '' || isWhole(given, 1, widest)
    return [
      pointsField(code),
      isRight,
      `A whole number from 1 to ${widest}, or nothing for the measure’s own.`,
    ] as const
  })
  return brokenRules<RuleFieldName>(...numbers, ...points, [
    'reason',
    value('reason').trim().length >= SHORTEST_REASON,
    'Say why, in a few words: it stays with this version.',
  ])
}

/** The whole set in place of the one that was read. Points of measures that are not shown stay as they are. */
export function newRuleSet(
  inUse: RuleSet,
  value: FieldValues<RuleFieldName>,
  { expected, switchedOn }: RuleChoices,
  measures: readonly PointsRange[],
): NewRuleSet {
  const shown = new Set(measures.map(({ code }) => code))
  const kept = Object.entries(inUse.rules.reliable_change_points).filter(([code]) => !shown.has(code))
  const given = measures.flatMap(({ code }): [string, number][] => {
    const text = value(pointsField(code)).trim()
    return text === '' ? [] : [[code, Number(text)]]
  })
  const kinds = ['worse_than_expected', 'no_reliable_change_by_k', 'absent_2', 'measure_missing'] as const
  return {
    based_on: inUse.version,
    rules: {
      no_reliable_change_after_sessions: Number(value('no_reliable_change_after_sessions')),
      absences_in_a_row: Number(value('absences_in_a_row')),
      expected_measures: [...expected],
      reliable_change_points: Object.fromEntries([...kept, ...given]),
      switched_off: kinds.filter((kind) => !switchedOn.includes(kind)),
    },
    reason: value('reason').replace(/\s+/gu, ' ').trim(),
  }
}

function isWhole(text: string, low: number, high: number): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= low && Number(text) <= high
}
