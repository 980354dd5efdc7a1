import type { Settings, SettingsChange } from '../../../../../api/src/contracts/settings.js'
import type { FieldErrors, FieldValues } from '../../../components/form/field-errors.js'
import { brokenRules } from '../../../components/form/field-errors.js'

/** The fields with a number: what they mean, and what the server takes. */
export const NUMBER_RULES = {
  fewest_members_for_comparison: {
    label: 'Fewest members for a comparison',
    hint: 'Smaller groups are not compared with others.',
    low: 2,
    high: 100,
  },
  item_9_escalation_hours: {
    label: 'Hours before item 9 goes to the director',
    hint: 'An answer above zero that nobody has acknowledged by then.',
    low: 1,
    high: 168,
  },
  longest_snooze_days: {
    label: 'Most days that a signal can be put off',
    hint: 'Then it comes back by itself.',
    low: 1,
    high: 28,
  },
} as const

export type NumberRule = keyof typeof NUMBER_RULES
export const NUMBER_RULE_NAMES = [
  'fewest_members_for_comparison',
  'item_9_escalation_hours',
  'longest_snooze_days',
] as const satisfies readonly NumberRule[]

export const RULE_FIELDS = ['time_zone', 'crisis_line', ...NUMBER_RULE_NAMES] as const
export type RuleField = (typeof RULE_FIELDS)[number]

export interface RuleSwitches {
  readonly therapist_funnel: boolean
  readonly allow_concurrent_groups: boolean
}

/** Numbers that the server would refuse. */
export function ruleErrors(value: FieldValues<RuleField>): FieldErrors<RuleField> {
  return brokenRules(
    ...NUMBER_RULE_NAMES.map((name) => {
      const { low, high } = NUMBER_RULES[name]
      const given = value(name).trim()
      const isRight = /^\d+$/.test(given) && Number(given) >= low && Number(given) <= high
      return [name, isRight, `A whole number from ${low} to ${high}.`] as const
    }),
  )
}

/** What the fields say, as a change of the settings that were read. */
export function ruleChange(
  version: string,
  value: FieldValues<RuleField>,
  switches: RuleSwitches | null,
): SettingsChange {
  return {
    version,
    time_zone: value('time_zone'),
    crisis_line: value('crisis_line').trim() === '' ? null : value('crisis_line'),
    fewest_members_for_comparison: Number(value('fewest_members_for_comparison')),
    item_9_escalation_hours: Number(value('item_9_escalation_hours')),
    longest_snooze_days: Number(value('longest_snooze_days')),
    ...(switches ?? {}),
  }
}

/** What is on and off now. */
export function switchesOf(settings: Settings): RuleSwitches {
  return {
    therapist_funnel: settings.settings.therapist_funnel,
    allow_concurrent_groups: settings.administration?.allow_concurrent_groups ?? false,
  }
}
