import type { SignalEvidence } from '../../../../api/src/contracts/signal-evidence.js'
import { formatDay } from '../../format/day.js'
import { measureName } from '../../format/measure-words.js'
import { countOf, formatNumber } from '../../format/number.js'

/** One thing that a signal rests on. */
export interface EvidenceFact {
  readonly label: string
  readonly words: string
}

type EvidenceOf<Kind extends SignalEvidence['kind']> = Extract<SignalEvidence, { kind: Kind }>

/** Everything behind a signal, in plain words: its inputs first, then since when and by which rules. */
export function evidenceFacts(evidence: SignalEvidence): EvidenceFact[] {
  return [
    ...(evidence.measure === null ? [] : [fact('Measure', measureName(evidence.measure))]),
    ...inputFacts(evidence),
    fact('Since', formatDay(evidence.since)),
    fact('Rules', `version ${formatNumber(evidence.rules_version)}`),
  ]
}

function inputFacts(evidence: SignalEvidence): EvidenceFact[] {
  switch (evidence.kind) {
    case 'risk_item':
      return riskItemFacts(evidence.inputs)
    case 'reliably_deteriorated':
      return [
        ...startAndNow(evidence.inputs),
        fact('Worse by', countOf(evidence.inputs.points_worse, 'point')),
        fact('More than measurement error from', countOf(evidence.inputs.reliable_points, 'point')),
      ]
    case 'worse_than_expected':
      return expectedFacts(evidence)
    case 'no_reliable_change_by_k':
      return [
        ...startAndNow(evidence.inputs),
        fact('Sessions attended', formatNumber(evidence.inputs.attended_sessions)),
        fact('Looked at from', `${formatNumber(evidence.inputs.after_sessions)} attended sessions on`),
        fact('Reliable improvement from', countOf(evidence.inputs.reliable_points, 'point')),
      ]
    case 'absent_2':
      return absenceFacts(evidence.inputs)
    case 'measure_missing':
      return [fact('Came to the session of', formatDay(evidence.inputs.session_on))]
    case 'insufficient_data':
      return [
        fact('Days with a valid score', formatNumber(evidence.inputs.n_scores)),
        fact('Needed to judge change', '2'),
      ]
  }
}

function riskItemFacts(inputs: EvidenceOf<'risk_item'>['inputs']): EvidenceFact[] {
  return [
    fact('Answer', `${formatNumber(inputs.answer)}, on a scale from 0 (not at all) to 3`),
    fact('Answered on', formatDay(inputs.answered_on)),
    ...(inputs.is_unanswered_since ? [fact('Since then', 'a later form left the item out')] : []),
  ]
}

function expectedFacts({ inputs, model_fit_id: fit }: EvidenceOf<'worse_than_expected'>): EvidenceFact[] {
  // For a measure that rises with health the limits lie below what is expected.
  const side = inputs.limit_90 >= inputs.expected ? 'or less' : 'or more'
  const limit = inputs.is_above_90 ? '9 in 10' : '5 in 6'
  return [
    ...startAndNow(inputs),
    fact('Expected by now from that start', `about ${formatNumber(inputs.expected, 1)}`),
    fact('5 in 6 such scores are', `${formatNumber(inputs.limit_84, 1)} ${side}`),
    fact('9 in 10 such scores are', `${formatNumber(inputs.limit_90, 1)} ${side}`),
    fact(
      'Beyond',
      `the range of ${limit}, ${inputs.scores_in_a_row === 1 ? 'at the latest score' : `at the latest ${formatNumber(inputs.scores_in_a_row)} scores`}`,
    ),
    fact('When', whenWords(inputs)),
    fact(
      'Expected response',
      `${fit === null ? '' : `fit ${formatNumber(fit)}, `}${countOf(inputs.fitted_episodes, 'ended episode')} of this deployment`,
    ),
  ]
}

function whenWords({
  session_number: session,
  weeks_since_baseline: weeks,
}: EvidenceOf<'worse_than_expected'>['inputs']): string {
  const after = `${formatNumber(weeks, 1)} weeks after the first form`
  return session === null ? after : `session ${formatNumber(session)}, ${after}`
}

function absenceFacts(inputs: EvidenceOf<'absent_2'>['inputs']): EvidenceFact[] {
  return [
    fact('Missed in a row', countOf(inputs.missed_in_a_row, 'session')),
    fact('Of these without notice', formatNumber(inputs.missed_without_notice)),
    fact(
      'Last came on',
      inputs.last_attended_on === null ? 'has not come yet' : formatDay(inputs.last_attended_on),
    ),
  ]
}

function startAndNow({
  baseline,
  latest,
}: Pick<EvidenceOf<'reliably_deteriorated'>['inputs'], 'baseline' | 'latest'>): EvidenceFact[] {
  return [
    fact('At the start', `${formatNumber(baseline.total)}, on ${formatDay(baseline.on)}`),
    fact('Now', `${formatNumber(latest.total)}, on ${formatDay(latest.on)}`),
  ]
}

function fact(label: string, words: string): EvidenceFact {
  return { label, words }
}
