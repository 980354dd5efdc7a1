import type { TimedEvent } from '../../../../api/src/contracts/programme-query.js'
import type { EventCurve } from '../../charts/event-curves.model.js'
import type { SwitchChoice } from '../../components/link-switch/link-switch.js'
import { keysOf } from '../../format/labels.js'
import { SPLIT_LABELS, type SplitBy } from './time-words.js'

const IMPROVEMENT_LABELS = {
  first_observed: 'First improvement',
  sustained: 'Improvement that held',
} as const satisfies Partial<Record<TimedEvent, string>>
const DROPOUT_LABELS = {
  dropout_by_attendance: 'Dropout by attendance',
  dropout_as_recorded: 'Dropout as recorded',
} as const satisfies Partial<Record<TimedEvent, string>>
const CURVE_LABELS: Readonly<Record<EventCurve, string>> = {
  incidence: 'With those who left',
  kaplan_meier: 'As if nobody left',
}

export interface TimeChoices {
  readonly by: SplitBy
  readonly improvement: keyof typeof IMPROVEMENT_LABELS
  readonly dropout: keyof typeof DROPOUT_LABELS
  readonly curve: EventCurve
}

/** What the tab shows, as the address says; a value that it does not know is the first one. */
export function timeChoices(search: URLSearchParams): TimeChoices {
  return {
    by: known(search.get(PARAMETERS.by), keysOf(SPLIT_LABELS), 'arm'),
    improvement: known(search.get(PARAMETERS.improvement), keysOf(IMPROVEMENT_LABELS), 'first_observed'),
    dropout: known(search.get(PARAMETERS.dropout), keysOf(DROPOUT_LABELS), 'dropout_by_attendance'),
    curve: known(search.get(PARAMETERS.curve), keysOf(CURVE_LABELS), 'incidence'),
  }
}

/** Every switch with the addresses of its choices; what is usual stands in no address. */
export function timeSwitches(
  search: URLSearchParams,
): readonly { readonly label: string; readonly choices: readonly SwitchChoice[] }[] {
  const now = timeChoices(search)
  const usual = timeChoices(new URLSearchParams())
  const choicesOf = <Key extends string>(
    name: keyof TimeChoices,
    labels: Readonly<Record<Key, string>>,
  ): SwitchChoice[] =>
    keysOf(labels).map((key) => ({
      key,
      label: labels[key],
      href: addressWith(search, PARAMETERS[name], key === usual[name] ? null : key),
      isCurrent: key === now[name],
    }))
  return [
    { label: 'Who is set apart', choices: choicesOf('by', SPLIT_LABELS) },
    { label: 'Which improvement', choices: choicesOf('improvement', IMPROVEMENT_LABELS) },
    { label: 'Which dropout', choices: choicesOf('dropout', DROPOUT_LABELS) },
    { label: 'How those who left are counted', choices: choicesOf('curve', CURVE_LABELS) },
  ]
}

const PARAMETERS: Readonly<Record<keyof TimeChoices, string>> = {
  by: 'time_by',
  improvement: 'time_improvement',
  dropout: 'time_dropout',
  curve: 'time_curve',
}

function addressWith(search: URLSearchParams, parameter: string, value: string | null): string {
  const next = new URLSearchParams(search)
  if (value === null) next.delete(parameter)
  else next.set(parameter, value)
  return `?${next.toString()}`
}

function known<Key extends string>(value: string | null, keys: readonly Key[], usual: Key): Key {
  return keys.find((key) => key === value) ?? usual
}
