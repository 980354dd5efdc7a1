import type {
  StudyDefinitionContract,
  StudyEstimateContract,
  StudyHead,
  StudyResultContract,
} from '../../../../api/src/contracts/studies.js'
import { formatInterval } from '../../format/interval.js'
import { countOf, formatNumber, formatSigned } from '../../format/number.js'

export const ROLE_WORDS: Readonly<Record<StudyEstimateContract['role'], string>> = {
  crude: 'crude, not adjusted',
  main: 'main estimate',
  sensitivity: 'another answer to the main question',
  secondary: 'another question',
}

export const ESTIMAND_WORDS: Readonly<Record<StudyDefinitionContract['estimand'], string>> = {
  overlap: 'those who could have had either',
  ate: 'all members',
  att: 'those with combined treatment',
}

export const COMBINATION_WORDS: Readonly<Record<StudyDefinitionContract['combinations'][number], string>> = {
  individual: 'Individual therapy',
  medication: 'Medication',
  both: 'Both',
}

const VERDICTS: Readonly<Record<string, string>> = {
  combined_better: 'Combined is associated with better outcomes',
  group_only_better: 'Group only is associated with better outcomes',
  no_relevant_difference: 'No relevant difference',
  cannot_tell: 'These data cannot tell',
  refused: 'Refused: see why',
} satisfies Record<StudyResultContract['verdict']['code'], string>

/** A verdict in the list; a code that is not known yet is shown as it is. */
export function verdictWords(code: string): string {
  return VERDICTS[code] ?? code
}

/** "−1.0 points (95% interval −1.9 to −0.2), n 412"; a refusal in its own words. */
export function estimateWords(estimate: StudyEstimateContract): string {
  const { unit, low, high, level, refusal } = estimate
  if (estimate.estimate === null) return refusal?.message ?? 'Not known'
  const isRatio = unit === 'ratio'
  const factor = unit === 'share' ? 100 : 1
  const decimals = unit === 'share' ? 1 : 2
  const value = isRatio
    ? formatNumber(estimate.estimate, 2)
    : formatSigned(estimate.estimate * factor, decimals)
  const interval =
    low === null || high === null || level === null
      ? 'no interval'
      : `${formatNumber(level * 100)}% interval ${formatInterval({ low: low * factor, high: high * factor }, decimals)}`
  return `${value} ${UNITS[unit]} (${interval}), n ${formatNumber(estimate.n)}`
}

const UNITS: Readonly<Record<StudyEstimateContract['unit'], string>> = {
  points: 'points',
  standard_deviations: 'SD',
  share: 'percentage points',
  ratio: 'times',
}

export function groupingWords(estimate: StudyEstimateContract): string {
  if (estimate.estimate === null) return ''
  return estimate.respects_grouping
    ? 'Members of one group are taken as alike.'
    : 'Members of one group are taken as independent: the interval is too narrow.'
}

/** What the overlap of both arms allows to say; null where it could not be worked out. */
export function overlapWords({ overlap, weights }: StudyResultContract): readonly string[] {
  if (overlap === null) return ['How likely combined treatment was could not be estimated.']
  const { in_common, without_choice, is_positivity_doubtful } = overlap
  const sentences = [
    `In the range that both arms share lie ${countOf(in_common.combined, 'member')} with combined treatment and ${formatNumber(in_common.group_only)} with group therapy only.`,
    `For ${countOf(without_choice, 'member')} there was hardly a choice (estimated probability below 0.05 or above 0.95).`,
  ]
  if (weights !== null)
    sentences.push(
      `After weighting, the arms count as much as ${formatNumber(weights.effective_combined)} and ${formatNumber(weights.effective_group_only)} members.`,
    )
  if (is_positivity_doubtful)
    sentences.push(
      'It is doubtful that every kind of member could have had either treatment: read with care.',
    )
  return sentences
}

/** What a frozen study is bound to, and what one that is not frozen means. */
export function keptWords(study: StudyHead): string {
  return study.frozen_at === null
    ? 'Not frozen. Freeze it before you quote it.'
    : 'Frozen: this version cannot be changed. A changed question becomes a new version.'
}
