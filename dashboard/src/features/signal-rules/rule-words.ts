import type { RuleSet, SignalRulesContract } from '../../../../api/src/contracts/rule-sets.js'
import { measureName } from '../../format/measure-words.js'
import { formatNumber } from '../../format/number.js'

type Switchable = SignalRulesContract['switched_off'][number]

/** Kinds that may be switched off, and what is lost by it. */
export const SWITCHABLE_RULES: readonly {
  readonly value: Switchable
  readonly label: string
  readonly detail: string
}[] = [
  {
    value: 'worse_than_expected',
    label: 'Worse than expected',
    detail: 'A score above the range of members who began alike: watch, or not on track at two in a row.',
  },
  {
    value: 'no_reliable_change_by_k',
    label: 'No reliable change after some sessions',
    detail: 'Not on track: a case at the start and now, and no reliable improvement.',
  },
  {
    value: 'absent_2',
    label: 'Missed sessions in a row',
    detail: 'Watch. It speaks of attendance, for every measure.',
  },
  {
    value: 'measure_missing',
    label: 'Form missing',
    detail: 'A badge: it does not change the status.',
  },
]

/** "8 sessions (was 6); missed sessions in a row: off": what a version changed in the one before it. */
export function changesOf(after: SignalRulesContract, before: SignalRulesContract | undefined): string[] {
  if (before === undefined) return ['The rules that a new deployment begins with']
  return [
    ...numberChange(
      'Sessions until a reliable improvement is asked for',
      before.no_reliable_change_after_sessions,
      after.no_reliable_change_after_sessions,
    ),
    ...numberChange('Missed sessions in a row', before.absences_in_a_row, after.absences_in_a_row),
    ...measureChanges(before, after),
    ...pointChanges(before, after),
    ...SWITCHABLE_RULES.flatMap(({ value: kind, label }) => {
      const isOff = after.switched_off.includes(kind)
      if (isOff === before.switched_off.includes(kind)) return []
      return [`${label}: ${isOff ? 'on → off' : 'off → on'}`]
    }),
  ]
}

function numberChange(label: string, before: number, after: number): string[] {
  return before === after ? [] : [`${label}: ${formatNumber(before)} → ${formatNumber(after)}`]
}

function measureChanges(before: SignalRulesContract, after: SignalRulesContract): string[] {
  const words = ({ expected_measures: codes }: SignalRulesContract): string =>
    codes.length === 0 ? 'none' : [...codes].sort().map(measureName).join(', ')
  return words(before) === words(after)
    ? []
    : [`Expected at every session: ${words(before)} → ${words(after)}`]
}

function pointChanges(before: SignalRulesContract, after: SignalRulesContract): string[] {
  const codes = new Set([
    ...Object.keys(before.reliable_change_points),
    ...Object.keys(after.reliable_change_points),
  ])
  return [...codes].sort().flatMap((code) => {
    const words = (points: number | undefined): string =>
      points === undefined ? 'the measure’s own' : formatNumber(points)
    const [was, is] = [before.reliable_change_points[code], after.reliable_change_points[code]]
    return was === is
      ? []
      : [`${measureName(code)}, points of a reliable change: ${words(was)} → ${words(is)}`]
  })
}

/** "Rule set 3 is in use". */
export function ruleSetTitle(inUse: RuleSet | undefined): string {
  if (inUse === undefined) return 'Rules of signals'
  const off = inUse.rules.switched_off.length
  const silenced =
    off === 0 ? 'no kind of signal is switched off' : `${formatNumber(off)} of 4 kinds switched off`
  return `Rule set ${inUse.version} is in use: ${silenced}`
}
