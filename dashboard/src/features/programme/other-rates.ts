import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import type { CarriedFilters } from '../../components/filter-bar/filter-link.js'
import { otherProgrammeRates } from '../../format/programme-rates.js'
import { rowsOfRate } from './rows-of-rate.js'

/** The other rates as a table: each name leads to the episodes counted, the line below it to the denominator. */
export function otherRates(outcomes: ProgrammeOutcomes, measure: string, filters: CarriedFilters): CardTable {
  return {
    caption: 'Each name leads to the episodes counted, the line below it to all that it is a share of',
    columns: [
      { name: 'rate', label: 'Rate', kind: 'text' },
      { name: 'proportion', label: 'Share', kind: 'proportion' },
      { name: 'interval_low', label: '95 % from', kind: 'proportion' },
      { name: 'interval_high', label: 'to', kind: 'proportion' },
      { name: 'numerator', label: 'n', kind: 'number' },
      { name: 'denominator', label: 'of', kind: 'number' },
      { name: 'counted', label: 'Counted', kind: 'text', isInFileOnly: true },
    ],
    rows: otherProgrammeRates(outcomes, measure).map((rate) => {
      const rows = rowsOfRate(rate, filters, measure)
      return {
        key: rate.key,
        href: rows.numerator,
        detail: `of ${rate.counted}`,
        detailHref: rows.denominator,
        cells: [
          rate.label,
          rate.share.proportion,
          rate.share.interval?.low ?? null,
          rate.share.interval?.high ?? null,
          rate.share.numerator,
          rate.share.denominator,
          rate.counted,
        ],
      }
    }),
  }
}
