import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { ReactElement } from 'react'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import { formatNumber } from '../../format/number.js'
import styles from './family-switch.module.css'
import type { RateFamilyOfPage } from './headline.js'

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
}): ReactElement {
  const { family, outcomes } = props
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
      <p className={styles.words}>{outcomes === undefined ? '' : familyWords(family, outcomes)}</p>
    </div>
  )
}

function familyWords(family: RateFamilyOfPage, outcomes: ProgrammeOutcomes): string {
  if (family === 'national') {
    return 'Ended, with at least 2 attended sessions; without a last score still counted; always both measures.'
  }
  const { n_eligible, n_members, caseness_at_start } = outcomes.paired
  return (
    `${formatNumber(n_eligible)} of ${formatNumber(n_members)} have at least 2 attended sessions and 2 scores on ` +
    `both measures; ${formatNumber(caseness_at_start)} of them started at caseness. Those without are left out, ` +
    'which usually makes rates look better.'
  )
}
