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
  const filters = props.filters.length === 0 ? 'no filters' : props.filters.join(', ')
  return (
    <footer className={styles.note}>
      Tidemark · {filters} · {props.n} · {PERIOD_BASIS_WORDS[period_basis]} · as of {formatDay(as_of)} · rule
      version {calculation_version}
    </footer>
  )
}
