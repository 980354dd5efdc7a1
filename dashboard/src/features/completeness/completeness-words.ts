/** The findings of the page, from the same counts as its figures. */

import type { FormCounts, ProgrammeCompleteness } from '../../../../api/src/contracts/completeness.js'
import type { ProportionContract } from '../../../../api/src/contracts/estimates.js'
import { formatPeriod } from '../../format/day.js'
import { measureName } from '../../format/measure-words.js'
import { countOf, EN_DASH, formatNumber } from '../../format/number.js'
import { formatPercent } from '../../format/percent.js'

const listFormat = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** The measures that the page speaks of: the one that was asked for, else those that belong to every session. */
export function shownForms(
  found: Pick<ProgrammeCompleteness, 'expected_measures' | 'provenance'>,
  forms: readonly FormCounts[],
): readonly FormCounts[] {
  const { measure } = found.provenance.filters
  return forms.filter((each) =>
    measure === undefined ? found.expected_measures.includes(each.measure) : each.measure === measure,
  )
}

/** "92 % of PHQ-9 and 91 % of GAD-7 forms can be scored; 231 of 614 sessions lack a form or attendance". */
export function completenessTitle(found: ProgrammeCompleteness): string {
  const forms = shownForms(found, found.overall).filter(({ expected }) => expected > 0)
  const { sessions } = found
  if (sessions === null || sessions.n === 0) return 'No session was held in this selection'
  const lacking =
    sessions.lacking === 0
      ? `none of ${countOf(sessions.n, 'session')} lacks a form or attendance`
      : `${formatNumber(sessions.lacking)} of ${countOf(sessions.n, 'session')} ${sessions.lacking === 1 ? 'lacks' : 'lack'} a form or attendance`
  if (forms.length === 0) return `${lacking.charAt(0).toUpperCase()}${lacking.slice(1)}`
  const shares = forms.map(
    ({ measure, completeness }) => `${formatPercent(completeness.proportion)} of ${measureName(measure)}`,
  )
  return `${listFormat.format(shares)} forms can be scored; ${lacking}`
}

export function completenessSubline(found: ProgrammeCompleteness, filterWords: readonly string[]): string {
  const { filters, period_found, n_groups } = found.provenance
  const scope = filterWords.length === 0 ? ['All sites'] : filterWords
  const period = formatPeriod(
    filters.from ?? period_found?.from ?? null,
    filters.to ?? period_found?.to ?? null,
  )
  return [
    ...scope,
    `sessions of ${period}`,
    `${countOf(found.attendance.numerator, 'attendance')} of ${countOf(n_groups, 'group')}`,
  ].join(' · ')
}

/** Of all measures together; null while nothing was expected. */
export function pooledShare(forms: readonly FormCounts[]): number | null {
  const expected = forms.reduce((sum, each) => sum + each.expected, 0)
  return expected === 0 ? null : forms.reduce((sum, each) => sum + each.valid, 0) / expected
}

/** Sessions in three stretches, as long as there is something in each. */
const STRETCHES = [
  { from: 1, to: 4 },
  { from: 5, to: 8 },
  { from: 9, to: Number.POSITIVE_INFINITY },
] as const

/** "Forms that can be scored: 91 % in sessions 1–4, 92 % in 5–8, 93 % in 9–30". */
export function bySessionFinding(found: ProgrammeCompleteness): string {
  const numbers = found.by_session ?? []
  const last = numbers.at(-1)?.session_number ?? 0
  const parts = STRETCHES.flatMap(({ from, to }) => {
    const within = numbers.filter(({ session_number }) => session_number >= from && session_number <= to)
    const share = pooledShare(within.flatMap(({ forms }) => shownForms(found, forms)))
    const end = Math.min(to, last)
    return share === null
      ? []
      : [{ share: formatPercent(share), words: from === end ? `${from}` : `${from}${EN_DASH}${end}` }]
  })
  if (parts.length === 0) return 'Forms by the number of the session'
  return `Forms that can be scored: ${listFormat.format(
    parts.map(({ share, words }, place) => `${share} in ${place === 0 ? 'sessions ' : ''}${words}`),
  )}`
}

/** "Between 91 % and 93 % of all forms can be scored at each site". */
export function bySiteFinding(found: ProgrammeCompleteness): string {
  const shares = found.sites.flatMap(({ forms }) => pooledShare(shownForms(found, forms)) ?? [])
  if (shares.length === 0) return 'Forms by site'
  const low = formatPercent(Math.min(...shares))
  const high = formatPercent(Math.max(...shares))
  if (shares.length === 1) return `${low} of all forms can be scored at the one site`
  return low === high
    ? `${low} of all forms can be scored at each site`
    : `Between ${low} and ${high} of all forms can be scored at each site`
}

/** "12 of 45 groups have all they should; 33 lack forms or attendance of some session". */
export function byGroupFinding(found: ProgrammeCompleteness): string {
  const begun = found.groups.filter(({ sessions }) => sessions !== null && sessions.n > 0)
  const lacking = begun.filter(({ sessions }) => sessions !== null && sessions.lacking > 0).length
  if (begun.length === 0) return 'Forms by group'
  if (lacking === 0) return `Nothing is missing in ${countOf(begun.length, 'group')}`
  return `${formatNumber(lacking)} of ${countOf(begun.length, 'group')} ${lacking === 1 ? 'lacks' : 'lack'} a form or attendance of some session`
}

/** "92 %, 309 of 336"; in words where nothing was expected. */
export function shareWords(share: ProportionContract): { percent: string; fraction: string } | null {
  if (share.proportion === null) return null
  return {
    percent: formatPercent(share.proportion),
    fraction: `${formatNumber(share.numerator)} of ${formatNumber(share.denominator)}`,
  }
}
