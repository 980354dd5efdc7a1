import type { SignalEvidence, SignalKindContract } from '../../../../api/src/contracts/signal-evidence.js'
import type {
  SignalBurden,
  SignalLife,
  SignalList,
  SignalQuery,
} from '../../../../api/src/contracts/signals.js'
import { measureName } from '../../format/measure-words.js'
import { countOf, EN_DASH, formatNumber } from '../../format/number.js'
import type { UserRole } from '../../format/role-words.js'

export type StateChoice = NonNullable<SignalQuery['state']>

export const STATE_LABELS: Readonly<Record<StateChoice, string>> = {
  open: 'Open',
  acknowledged: 'Acknowledged',
  snoozed: 'Put off',
  resolved: 'Resolved',
  any: 'Any, resolved ones too',
}

export const KIND_LABELS: Readonly<Record<SignalKindContract, string>> = {
  risk_item: 'Item 9',
  reliably_deteriorated: 'Reliably worse',
  worse_than_expected: 'Worse than expected',
  no_reliable_change_by_k: 'No reliable change',
  absent_2: 'Missed sessions',
  measure_missing: 'Form missing',
  insufficient_data: 'Not enough data',
}

const STATE_WORDS: Readonly<Record<Exclude<StateChoice, 'any'>, string>> = {
  open: 'open',
  acknowledged: 'acknowledged',
  snoozed: 'put off',
  resolved: 'resolved',
}

/** The finding: how many there are of what was asked for. */
export function reviewTitle(
  total: number | undefined,
  { state, escalated }: { readonly state?: StateChoice; readonly escalated?: 'yes' },
  escalationHours: number,
): string {
  if (total === undefined) return 'Signals'
  if (escalated === 'yes') {
    const hours = countOf(escalationHours, 'hour')
    if (total === 0) return `No answer to item 9 has waited longer than ${hours}`
    return `${countOf(total, 'answer')} to item 9 ${total === 1 ? 'has' : 'have'} waited longer than ${hours}`
  }
  const signals = total === 0 ? 'No signal' : countOf(total, 'signal')
  if (state === 'any') return total === 0 ? signals : `${signals}, resolved ones included`
  const are = total > 1 ? 'are' : 'is'
  return state === undefined
    ? `${signals} ${are} ${total === 0 ? 'unresolved' : 'not resolved'}`
    : `${signals} ${are} ${STATE_WORDS[state]}`
}

/** A sentence about scores says of which measure it speaks; the members of a list use several. */
export function reviewSentence({ kind, measure, sentence }: SignalEvidence): string {
  if (measure === null || kind === 'risk_item' || kind === 'measure_missing') return sentence
  return `${measureName(measure)}: ${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`
}

/** Why the reader cannot act on a signal; null where it is not a matter of the role. The server has the last word. */
export function refusalWords(
  { kind }: Pick<SignalEvidence, 'kind'>,
  { state, escalates_at: escalatesAt }: Pick<SignalLife, 'state' | 'escalates_at'>,
  role: UserRole,
): string | null {
  if (role !== 'director') return null
  if (kind !== 'risk_item') {
    return 'For the group’s therapist. A director acts on answers to item 9 that waited too long.'
  }
  return state === 'open' && escalatesAt !== null
    ? 'For the group’s therapist first. A director acts on it once it has waited too long.'
    : 'For the group’s therapist.'
}

/** "1 – 50 of 72". */
export function reviewPageWords({ page, page_size: size, total, signals }: SignalList): string {
  if (signals.length === 0) return `none of ${formatNumber(total)}`
  const first = (page - 1) * size + 1
  return `${formatNumber(first)} ${EN_DASH} ${formatNumber(first + signals.length - 1)} of ${formatNumber(total)}`
}

/** Below this one alert more or less moves the figure by a tenth and more. */
const FEWEST_MEMBER_MONTHS = 10

function isFew(memberMonths: number): boolean {
  return memberMonths < FEWEST_MEMBER_MONTHS
}

/** How many alerts a member brings in a month, over all; and that few months say little. */
export function burdenTitle({ all }: Pick<SignalBurden, 'all'>): string {
  const rate = all.alerts_a_member_a_month
  if (rate === null) return 'Nobody was in care in this period'
  const few = isFew(all.member_months) ? ', from few member-months' : ''
  return `${formatNumber(rate, 2)} alerts a member a month${few}`
}

/** "few member-months: read with care"; null where there are enough. */
export function fewWords(memberMonths: number): string | null {
  if (memberMonths === 0) return 'nobody in care'
  return isFew(memberMonths) ? 'few member-months' : null
}
