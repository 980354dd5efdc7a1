/** A comparison as lines for a terminal. */

import type { StudyEstimateContract, StudyResultContract } from '../../contracts/studies.js'

const LABEL_WIDTH = 64

/** The answer first; then who was compared, how alike they are, and every estimate. */
export function studySummary(study: StudyResultContract): string {
  const { verdict, flow, balance, estimates, later_adjunct: later } = study
  return [
    `Study "${study.definition.name}", as of ${study.as_of}`,
    '',
    verdict.text,
    ...(study.sign_change === null ? [] : ['', study.sign_change.text]),
    '',
    'Who was compared',
    ...flow.map(
      ({ label, n, excluded, combined, group_only }) =>
        `  ${pad(label)} ${String(n).padStart(7)}${excluded > 0 ? `  (${excluded} left out)` : ''}${combined === null || group_only === null ? '' : `  combined ${combined}, group only ${group_only}`}`,
    ),
    '',
    'Balance: standardised differences before and after weighting',
    ...balance.map(
      ({ label, smd, smd_weighted }) => `  ${pad(label)} ${figure(smd)} ${figure(smd_weighted)}`,
    ),
    '',
    'Estimates: combined minus group only, 95 % interval',
    ...estimates.map(estimateLine),
    ...(later.starters === 0
      ? []
      : [
          '',
          `Started another treatment later: ${later.starters} members`,
          ...later.estimates.map(estimateLine),
        ]),
    '',
    '* The interval takes members of one group as independent: it is too narrow.',
  ].join('\n')
}

function estimateLine(estimate: StudyEstimateContract): string {
  const { label, n, low, high, respects_grouping, refusal } = estimate
  if (refusal !== null) return `  ${pad(label)} refused: ${refusal.message}`
  const interval = low === null || high === null ? '' : ` (${figure(low).trim()} to ${figure(high).trim()})`
  return `  ${pad(label)} ${figure(estimate.estimate)}${interval}${respects_grouping ? '' : ' *'}  n ${n}`
}

function pad(label: string): string {
  return label.padEnd(LABEL_WIDTH)
}

function figure(value: number | null): string {
  return (
    value === null
      ? 'n/a'
      : value
          .toFixed(2)
          .replace(/^-(?=0\.00$)/, '')
          .replace('-', '\u2212')
  ).padStart(6)
}
