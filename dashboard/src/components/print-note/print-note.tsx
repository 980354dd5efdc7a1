import type { ReactElement } from 'react'
import type { Provenance } from '../../../../api/src/contracts/programme.js'
import { formatDay } from '../../format/day.js'
import { PERIOD_BASIS_WORDS } from '../../format/outcome-words.js'
import styles from './print-note.module.css'

/** What a sheet of paper must say about itself, repeated at the foot of every printed page. */
export function PrintNote(props: {
  filters: readonly string[]
  n: string
  provenance: Pick<Provenance, 'as_of' | 'calculation_version' | 'period_basis'>
}): ReactElement {
  const { as_of, calculation_version, period_basis } = props.provenance
  return (
    <PrintFoot
      facts={[
        props.filters.length === 0 ? 'no filters' : props.filters.join(', '),
        props.n,
        PERIOD_BASIS_WORDS[period_basis],
        `as of ${formatDay(as_of)}`,
        `rule version ${calculation_version}`,
      ]}
    />
  )
}

/** The same of a page that has no filters of the programme. */
export function PrintFoot({ facts }: { facts: readonly string[] }): ReactElement {
  return <footer className={styles.note}>{['Tidemark', ...facts].join(' · ')}</footer>
}
