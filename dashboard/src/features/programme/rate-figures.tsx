import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { OutcomeClass, ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import { CardRow } from '../../components/card-row.js'
import { FigureCard, FigureCardSkeleton } from '../../components/figure-card/figure-card.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { countOf } from '../../format/number.js'
import type { RateFamilyOfPage } from '../../format/programme-headline.js'

/** The four figures of a family of rates, each with its own denominator in words. */
export function RateFigures(props: {
  outcomes: ProgrammeOutcomes
  family: RateFamilyOfPage
  filters: CarriedFilters
}): ReactElement {
  const { outcomes, family, filters } = props
  const rows = (outcomeClass: OutcomeClass): string =>
    filterLink('/members', filters, { family, class: outcomeClass })
  return family === 'national' ? (
    <NationalFigures outcomes={outcomes} rows={rows} />
  ) : (
    <PairedFigures outcomes={outcomes} rows={rows} />
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

interface FiguresProps {
  readonly outcomes: ProgrammeOutcomes
  readonly rows: (outcomeClass: OutcomeClass) => string
}

function NationalFigures({ outcomes, rows }: FiguresProps): ReactElement {
  const { national } = outcomes
  const unpaired = national.paired_data.denominator - national.paired_data.numerator
  return (
    <CardRow layout="figures">
      <FigureCard
        label="Reliable recovery"
        share={national.reliable_recovery}
        of="at caseness"
        denominatorHref={rows('case_at_start')}
        href={rows('reliable_recovery')}
      />
      <FigureCard
        label="Reliable improvement"
        share={national.reliable_improvement}
        of="finished"
        denominatorHref={rows('finished')}
        href={rows('reliable_improvement')}
      />
      <FigureCard
        label="Reliable deterioration"
        share={national.reliable_deterioration}
        of="finished"
        denominatorHref={rows('finished')}
        href={rows('reliable_deterioration')}
      />
      <FigureCard
        label="Paired data"
        share={national.paired_data}
        of="finished"
        denominatorHref={rows('finished')}
        href={rows('paired_data')}
        note={
          unpaired > 0 ? (
            <Link to={rows('without_paired_data')}>
              {countOf(unpaired, 'course')} without a last score {unpaired === 1 ? 'counts' : 'count'} as not
              recovered
            </Link>
          ) : (
            'Every finished course has its scores'
          )
        }
      />
    </CardRow>
  )
}

function PairedFigures({ outcomes, rows }: FiguresProps): ReactElement {
  const { paired } = outcomes
  return (
    <CardRow layout="figures">
      <FigureCard
        label="Reliable recovery"
        share={paired.reliable_recovery}
        of="at caseness"
        denominatorHref={rows('case_at_start')}
        href={rows('reliable_recovery')}
      />
      <FigureCard
        label="Recovery"
        share={paired.recovery}
        of="at caseness"
        denominatorHref={rows('case_at_start')}
        href={rows('recovery')}
      />
      <FigureCard
        label="Reliable improvement"
        share={paired.reliable_improvement}
        of="with paired scores"
        denominatorHref={rows('paired_data')}
        href={rows('reliable_improvement')}
      />
      <FigureCard
        label="Reliable deterioration"
        share={paired.reliable_deterioration}
        of="with paired scores"
        denominatorHref={rows('paired_data')}
        href={rows('reliable_deterioration')}
      />
    </CardRow>
  )
}
