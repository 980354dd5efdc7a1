import type { MemberStatus, SignalEvidence } from '../../../../api/src/contracts/signal-evidence.js'
import type { CaseloadRow, SignalLife } from '../../../../api/src/contracts/signals.js'
import { measureName } from '../../format/measure-words.js'
import { countOf } from '../../format/number.js'
import type { Status } from '../status-pill/status-pill.js'

/** Evidence that a person can deal with, as far as a dialog needs it. */
export interface LivingSignal {
  readonly evidence: Pick<SignalEvidence, 'kind' | 'sentence'>
  readonly life: SignalLife
}

/** What an episode's forms say of item 9, and which answers wait for a person. */
export type RiskItem = NonNullable<CaseloadRow['risk_item']>

export const MEMBER_STATUS_LABELS: Readonly<Record<MemberStatus, string>> = {
  not_on_track: 'Not on track',
  watch: 'Watch',
  insufficient_data: 'Not enough data',
  on_track: 'On track',
}

/** Too few scores are grey: never shown as if all were well. */
export const MEMBER_STATUS_SHAPES: Readonly<Record<MemberStatus, Status>> = {
  not_on_track: 'bad',
  watch: 'watch',
  insufficient_data: 'neutral',
  on_track: 'good',
}

const LEVEL_SHAPES: Readonly<Record<SignalEvidence['level'], Status>> = {
  not_on_track: 'bad',
  watch: 'watch',
  insufficient_data: 'neutral',
  badge: 'missing',
}

/** A signal as a pill: its shape says how grave it is, its words what it is. Item 9 has a shape of its own. */
export function signalPill(evidence: SignalEvidence): { readonly shape: Status; readonly words: string } {
  return {
    shape: evidence.kind === 'risk_item' ? 'item9' : LEVEL_SHAPES[evidence.level],
    words: pillWords(evidence),
  }
}

function pillWords(evidence: SignalEvidence): string {
  switch (evidence.kind) {
    case 'risk_item':
      return `Item ${evidence.inputs.item_number} answered ${evidence.inputs.answer}`
    case 'reliably_deteriorated':
      return 'Reliably worse'
    case 'worse_than_expected':
      return 'Worse than expected'
    case 'no_reliable_change_by_k':
      return 'No reliable change'
    case 'absent_2':
      return `Missed ${countOf(evidence.inputs.missed_in_a_row, 'session')}`
    case 'measure_missing':
      return `${evidence.measure === null ? 'Form' : measureName(evidence.measure)} missing`
    case 'insufficient_data':
      return 'Not enough data'
  }
}
