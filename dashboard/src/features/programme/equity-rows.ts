/** Strata of one dimension as rows and as a table, in the order in which they are spoken of, never of outcome. */

import type { Equity } from '../../../../api/src/contracts/programme-parts.js'
import { type InlineBarModel, shareWithInterval } from '../../charts/inline-bar.model.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { countOf } from '../../format/number.js'
import { formatFraction, formatProportion } from '../../format/percent.js'
import {
  DIMENSION_LABELS,
  type EquityDimension,
  type EquityRate,
  type EquityStratum,
  keptBackWords,
  stratumLabel,
} from './equity-words.js'

export interface EquityRow {
  readonly key: string
  readonly label: string
  /** "197 finished courses", or that the number is kept back. */
  readonly size: string
  /** The finished courses of the stratum; null where they are listed to nobody. */
  readonly sizeHref: string | null
  readonly share:
    | {
        readonly kind: 'shown'
        readonly bar: InlineBarModel
        readonly percent: string
        readonly fraction: string
        readonly href: string | null
      }
    | { readonly kind: 'kept_back'; readonly words: string }
}

/** Everybody first, then the strata; `carried` goes along to the rows of those strata that a filter names. */
export function equityRows(
  equity: Equity,
  dimension: EquityDimension,
  rate: EquityRate,
  carried: CarriedFilters,
): EquityRow[] {
  const everybody = equity.total.rates[rate]
  const whole: EquityRow = {
    key: 'everybody',
    label: 'Everybody',
    size: countOf(equity.total.finished, 'finished course'),
    sizeHref: filterLink('/members', carried, { family: 'national', class: 'finished' }),
    share: {
      kind: 'shown',
      bar: shareWithInterval(everybody, everybody.proportion),
      percent: formatProportion(everybody),
      fraction: formatFraction(everybody),
      href: filterLink('/members', carried, { family: 'national', class: rate }),
    },
  }
  return [whole, ...dimension.strata.map((stratum) => rowOf(equity, dimension, stratum, rate, carried))]
}

function rowOf(
  equity: Equity,
  { dimension }: EquityDimension,
  { stratum, finished, rates }: EquityStratum,
  rate: EquityRate,
  carried: CarriedFilters,
): EquityRow {
  const share = rates[rate]
  const rowsOf = (outcomeClass: EquityRate | 'finished') => linkOf(dimension, stratum, outcomeClass, carried)
  return {
    key: stratum,
    label: stratumLabel(dimension, stratum),
    size:
      typeof finished === 'number'
        ? countOf(finished, 'finished course')
        : keptBackWords(finished, equity.smallest_shown),
    sizeHref: typeof finished === 'number' ? rowsOf('finished') : null,
    share:
      'suppressed' in share
        ? { kind: 'kept_back', words: keptBackWords(share, equity.smallest_shown) }
        : {
            kind: 'shown',
            bar: shareWithInterval(share, equity.total.rates[rate].proportion),
            percent: formatProportion(share),
            fraction: formatFraction(share),
            href: rowsOf(rate),
          },
  }
}

/** An arm is a filter of every page, so its members can be listed; of the others a list would tell who they are. */
function linkOf(
  dimension: EquityDimension['dimension'],
  stratum: string,
  outcomeClass: EquityRate | 'finished',
  carried: CarriedFilters,
): string | null {
  if (dimension !== 'arm' || (stratum !== 'group_only' && stratum !== 'combined')) return null
  return filterLink('/members', { ...carried, arm: stratum }, { family: 'national', class: outcomeClass })
}

/** What is kept back stands as words in its cell, on the screen and in the file. */
export function equityTable(
  equity: Equity,
  { dimension, strata }: EquityDimension,
  rate: EquityRate,
  carried: CarriedFilters,
): CardTable {
  const keptBack = 'kept back'
  const head = DIMENSION_LABELS[dimension]
  const number = (name: string, label: string) => ({
    name,
    label,
    kind: 'number' as const,
    isSortable: false,
  })
  const end = (name: string, label: string) => ({
    name,
    label,
    kind: 'proportion' as const,
    isSortable: false,
  })
  const total = equity.total.rates[rate]
  const shareCells = (share: EquityStratum['rates'][EquityRate]): (string | number | null)[] =>
    'suppressed' in share
      ? [keptBack, keptBack, keptBack, keptBack, keptBack]
      : [
          share.numerator,
          share.denominator,
          share.proportion,
          share.interval?.low ?? null,
          share.interval?.high ?? null,
        ]
  return {
    caption: `Finished courses by ${head}; numbers that would tell of few members are kept back`,
    columns: [
      {
        name: dimension,
        label: head.charAt(0).toUpperCase() + head.slice(1),
        kind: 'text',
        isSortable: false,
      },
      number('finished', 'Finished'),
      number(`${rate}_numerator`, 'Reached'),
      number(`${rate}_denominator`, 'of'),
      end('proportion', 'Share'),
      end('interval_low', '95 % from'),
      end('interval_high', 'to'),
    ],
    rows: [
      { key: 'everybody', cells: ['Everybody', equity.total.finished, ...shareCells(total)] },
      ...strata.map(({ stratum, finished, rates }) => {
        const href = typeof finished === 'number' ? linkOf(dimension, stratum, 'finished', carried) : null
        return {
          key: stratum,
          ...(href === null ? {} : { href }),
          cells: [
            stratumLabel(dimension, stratum),
            typeof finished === 'number' ? finished : keptBack,
            ...shareCells(rates[rate]),
          ],
        }
      }),
    ],
  }
}
