import type { ReactElement, ReactNode } from 'react'
import { Link } from 'react-router'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import { CardRow } from '../../components/card-row.js'
import { FigureCard, FigureCardSkeleton } from '../../components/figure-card/figure-card.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { countOf } from '../../format/number.js'
import type { RateFamilyOfPage } from '../../format/programme-headline.js'
import { figureRates } from '../../format/programme-rates.js'
import { rowsOfRate } from './rows-of-rate.js'

/** The four figures of a family of rates, each with its own denominator in words. */
export function RateFigures(props: {
  outcomes: ProgrammeOutcomes
  family: RateFamilyOfPage
  filters: CarriedFilters
}): ReactElement {
  const { outcomes, family, filters } = props
  return (
    <CardRow layout="figures">
      {figureRates(outcomes, family).map((rate) => {
        const rows = rowsOfRate(rate, filters, null)
        return (
          <FigureCard
            key={rate.key}
            label={rate.label}
            share={rate.share}
            of={rate.counted}
            href={rows.numerator}
            denominatorHref={rows.denominator}
            {...(rate.key === 'paired_data' ? { note: unpairedNote(outcomes, filters) } : {})}
          />
        )
      })}
    </CardRow>
  )
}

export function RateFiguresSkeleton(): ReactElement {
  return (
    <CardRow layout="figures">
      <FigureCardSkeleton label="Reliable recovery" />
      <FigureCardSkeleton label="Reliable improvement" />
      <FigureCardSkeleton label="Reliable deterioration" />
      <FigureCardSkeleton label="Paired data" />
    </CardRow>
  )
}

/** How many count as not recovered for want of a score, and where forms are missing. */
function unpairedNote({ national }: ProgrammeOutcomes, filters: CarriedFilters): ReactNode {
  const unpaired = national.paired_data.denominator - national.paired_data.numerator
  const { rules: _, ...ofSessions } = filters
  return (
    <>
      {unpaired === 0 ? (
        'Every finished course has its scores'
      ) : (
        <Link to={filterLink('/members', filters, { family: 'national', class: 'without_paired_data' })}>
          {countOf(unpaired, 'course')} without a last score {unpaired === 1 ? 'counts' : 'count'} as not
          recovered
        </Link>
      )}{' '}
      · <Link to={filterLink('/completeness', ofSessions)}>where forms are missing</Link>
    </>
  )
}
