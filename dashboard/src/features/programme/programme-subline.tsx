import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { subline } from '../../format/programme-headline.js'

/** The line under the finding; its counts lead to the episodes counted. */
export function ProgrammeSubline(props: {
  outcomes: ProgrammeOutcomes
  filters: CarriedFilters
  filterWords: readonly string[]
}): ReactElement {
  const { scope, finished, episodes, groups } = subline(props.outcomes, props.filterWords)
  const rows = (outcomeClass: 'finished' | 'all'): string =>
    filterLink('/members', props.filters, { family: 'national', class: outcomeClass })
  return (
    <>
      {scope} · <Link to={rows('finished')}>{finished}</Link> of <Link to={rows('all')}>{episodes}</Link> in{' '}
      {groups}
    </>
  )
}
