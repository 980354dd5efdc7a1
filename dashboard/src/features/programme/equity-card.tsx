import { type ReactElement, useMemo } from 'react'
import type { Equity } from '../../../../api/src/contracts/programme-parts.js'
import type { CardState } from '../../components/chart-card/card-state.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { formatPeriod } from '../../format/day.js'
import { countOf } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { EMPTY_TABLE } from './empty-table.js'
import { EquityList } from './equity-list.js'
import { equityRows, equityTable } from './equity-rows.js'
import {
  DIMENSION_LABELS,
  differenceTitle,
  EQUITY_RATE_LABELS,
  type EquityDimension,
  type EquityRate,
  testWords,
} from './equity-words.js'

const HEIGHT = 260

/** One rate by one kind of stratum. */
export function EquityCard(props: {
  equity: Equity | undefined
  dimension: EquityDimension['dimension']
  rate: EquityRate
  state: CardState
  asked: CarriedFilters
}): ReactElement {
  const { equity, rate, asked } = props
  const colours = useChartColours()
  const dimension = equity?.dimensions.find((each) => each.dimension === props.dimension)
  const drawn = useMemo(
    () =>
      equity === undefined || dimension === undefined
        ? null
        : {
            rows: equityRows(equity, dimension, rate, asked),
            table: equityTable(equity, dimension, rate, asked),
          },
    [equity, dimension, rate, asked],
  )
  const difference = dimension?.differences[rate]
  return (
    <ChartCard
      title={
        dimension === undefined
          ? `${EQUITY_RATE_LABELS[rate]} by ${DIMENSION_LABELS[props.dimension]}`
          : differenceTitle(rate, dimension)
      }
      caption={captionOf(equity, rate)}
      state={props.state}
      height={HEIGHT}
      {...(drawn === null ? {} : { chart: () => <EquityList rows={drawn.rows} colours={colours} /> })}
      hasPicture={false}
      table={drawn?.table ?? EMPTY_TABLE}
      how={{
        definition: equity?.note ?? 'The national rates by strata of members.',
        denominator: DENOMINATORS[rate],
        rule: `Rules ${equity?.rules.code ?? '–'}; calculation version ${equity?.provenance.calculation_version ?? '–'}. Strata that may be shown and are known are compared by a chi-square test, divided by the design effect of the rate over groups; p allows for every comparison of this page (Holm).`,
        rows: {
          label: 'Finished courses of everybody',
          href: filterLink('/members', asked, { family: 'national', class: 'finished' }),
        },
      }}
      fileName={`${rate.replaceAll('_', '-')}-by-${props.dimension.replaceAll('_', '-')}`}
      filters={asked}
      note={
        difference === undefined
          ? undefined
          : 'refused' in difference
            ? difference.message
            : testWords(difference, equity?.comparisons ?? 0)
      }
    />
  )
}

function captionOf(equity: Equity | undefined, rate: EquityRate): string[] {
  const direction = rate === 'reliable_deterioration' ? 'lower is better' : 'higher is better'
  if (equity === undefined) return [OF_RATE[rate], direction]
  const { filters, period_found } = equity.provenance
  return [
    OF_RATE[rate],
    countOf(equity.total.finished, 'finished course'),
    formatPeriod(filters.from ?? period_found?.from ?? null, filters.to ?? period_found?.to ?? null),
    direction,
    'Wilson 95 % interval; dashed: everybody',
  ]
}

const OF_RATE: Readonly<Record<EquityRate, string>> = {
  reliable_recovery: '% of courses at caseness at the start',
  recovery: '% of courses at caseness at the start',
  reliable_improvement: '% of finished courses',
  reliable_deterioration: '% of finished courses',
  paired_data: '% of finished courses',
}

const OF_FINISHED =
  'Finished courses: ended, with at least 2 attended sessions, whether a last score is known or not.'
const OF_CASES =
  'Finished courses, less those not at caseness at the start; those without a last score stay in.'
const DENOMINATORS: Readonly<Record<EquityRate, string>> = {
  reliable_recovery: OF_CASES,
  recovery: OF_CASES,
  reliable_improvement: OF_FINISHED,
  reliable_deterioration: OF_FINISHED,
  paired_data: OF_FINISHED,
}
