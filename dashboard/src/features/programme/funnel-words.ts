import type { Funnel } from '../../../../api/src/contracts/programme-charts.js'
import type { CardTableRow } from '../../components/chart-card/card-table.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { formatPeriod } from '../../format/day.js'
import { countOf, formatNumber } from '../../format/number.js'
import { formatPercent } from '../../format/percent.js'
import { PROGRAMME_RATE_LABELS } from '../../format/programme-rate-labels.js'
import { rowsHref } from './rows-href.js'

type By = Funnel['by']

export const FUNNEL_BY_LABELS: Readonly<Record<By, string>> = {
  group: 'By group',
  site: 'By site',
  therapist: 'By therapist',
}

/** "Reliable recovery by group, national definition: none of 24 groups lies outside the 99.8 % limits". */
export function funnelTitle(answer: Funnel): string {
  const subject = `${PROGRAMME_RATE_LABELS[answer.rate]} ${FUNNEL_BY_LABELS[answer.by].toLowerCase()}`
  const family = answer.family === 'attendance' ? '' : `, ${FAMILY_WORDS[answer.family]}`
  return `${subject}${family}: ${withoutStop(lowerFirst(answer.finding))}`
}

export const FAMILY_WORDS = { national: 'national definition', paired: 'paired scores only' } as const

export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}

export function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

export function funnelCaption(answer: Funnel): string[] {
  const { filters, period_found } = answer.provenance
  const ns = answer.units.map(({ n }) => n)
  return [
    countOf(answer.units.length, answer.by),
    ...(ns.length === 0 ? [] : [`n ${formatNumber(Math.min(...ns))}–${formatNumber(Math.max(...ns))}`]),
    ...(answer.target === null ? [] : [`${formatPercent(answer.target)} over all`]),
    formatPeriod(filters.from ?? period_found?.from ?? null, filters.to ?? period_found?.to ?? null),
    `${answer.better} is better`,
  ]
}

export function funnelNotes(answer: Funnel): string[] {
  return [
    'Triangle, named: outside the 99.8 % limits. Diamond: between the 95 % and the 99.8 % limits, as 1 of 20 is by chance. Ring: neither. Look at the data of an outlier first; units differ in whom they treat.',
    ...(answer.over_dispersion === null ? [] : [answer.over_dispersion.words]),
    ...(answer.units_without === 0
      ? []
      : [
          `${countOf(answer.units_without, answer.by)} with nobody in the denominator ${answer.units_without === 1 ? 'is' : 'are'} left out.`,
        ]),
  ]
}

/** Down from a unit: a group's own page, a site's programme, a therapist's rows; below it the rows counted. */
export function funnelLinks(
  answer: Funnel,
  carried: CarriedFilters,
): ReadonlyMap<string, Pick<CardTableRow, 'href' | 'detail' | 'detailHref'>> {
  return new Map(
    answer.units.map((unit) => {
      const counted = rowsHref(unit.rows)
      const all = rowsHref(unit.rows_of_n)
      const page = pageOf(answer.by, unit.unit, carried) ?? all
      return [
        unit.unit,
        {
          ...(page === null ? {} : { href: page }),
          detail: `the ${formatNumber(unit.numerator)} counted`,
          ...(counted === null ? {} : { detailHref: counted }),
        },
      ]
    }),
  )
}

function pageOf(by: By, unit: string, carried: CarriedFilters): string | null {
  switch (by) {
    case 'group':
      return filterLink(`/groups/${encodeURIComponent(unit)}`, carried)
    case 'site':
      return filterLink('/programme', { ...carried, site: unit })
    case 'therapist':
      return null
  }
}
