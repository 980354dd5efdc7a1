import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { OutcomeClass, ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { formatNumber } from '../../format/number.js'
import type { RateFamilyOfPage } from '../../format/programme-headline.js'
import styles from './family-switch.module.css'

const FAMILIES = ['national', 'paired'] as const

/** Which family of rates the page shows; in the address, so that a copied link shows the same. */
export function useRateFamily(): [RateFamilyOfPage, (family: RateFamilyOfPage) => void] {
  const [family, setFamily] = useQueryState(
    'family',
    parseAsStringLiteral(FAMILIES).withDefault('national').withOptions({ history: 'push' }),
  )
  return [family, (next) => void setFamily(next)]
}

/** The two families are never mixed; the sentence beside the switch says who is counted. */
export function FamilySwitch(props: {
  family: RateFamilyOfPage
  onChange: (family: RateFamilyOfPage) => void
  outcomes: ProgrammeOutcomes | undefined
  filters: CarriedFilters
}): ReactElement {
  const { family, outcomes, filters } = props
  return (
    <div className={styles.line}>
      <fieldset className={styles.switch}>
        <legend className={styles.legend}>Who is counted</legend>
        {FAMILIES.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.choice}
            aria-pressed={family === each}
            onClick={() => props.onChange(each)}
          >
            {each === 'national' ? 'National definition' : 'Paired scores only'}
          </button>
        ))}
      </fieldset>
      <p className={styles.words}>
        {outcomes !== undefined && <FamilyWords family={family} outcomes={outcomes} filters={filters} />}
      </p>
    </div>
  )
}

function FamilyWords(props: {
  family: RateFamilyOfPage
  outcomes: ProgrammeOutcomes
  filters: CarriedFilters
}): ReactElement {
  const { family, outcomes, filters } = props
  if (family === 'national') {
    return (
      <>Ended, with at least 2 attended sessions; without a last score still counted; always both measures.</>
    )
  }
  const { n_eligible, n_members, caseness_at_start } = outcomes.paired
  const count = (n: number, outcomeClass: OutcomeClass): ReactElement => (
    <Link to={filterLink('/members', filters, { family, class: outcomeClass })}>{formatNumber(n)}</Link>
  )
  return (
    <>
      {count(n_eligible, 'paired_data')} of {count(n_members, 'all')} have at least 2 attended sessions and 2
      scores on both measures; {count(caseness_at_start, 'case_at_start')} of them started at caseness.{' '}
      {count(n_members - n_eligible, 'without_paired_data')} are left out, which usually makes rates look
      better.
    </>
  )
}
