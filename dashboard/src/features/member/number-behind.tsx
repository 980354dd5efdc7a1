import type { ReactElement } from 'react'
import { OpenLink } from '../../components/access/open-link.js'
import type { CarriedFilters } from '../../components/filter-bar/filter-link.js'
import { programmeAddress } from '../../components/filter-bar/programme-view.js'
import { Icon } from '../../components/icon.js'
import { type MemberListState, NUMBER_KEYS } from './member-list-query.js'
import type { NumberPart } from './member-list-words.js'
import styles from './number-behind.module.css'

/** Which number of the programme these rows are behind, part by part, and the way back to it. */
export function NumberBehind(props: {
  parts: readonly NumberPart[]
  counted: string | null
  list: MemberListState
  carried: CarriedFilters
}): ReactElement {
  const { parts, list, carried } = props
  const { family } = list.query
  const ofPage = family === 'national' || family === 'paired' ? { family } : {}
  return (
    <section className={styles.behind} aria-label="The number behind this list">
      <p className={styles.words}>The rows behind one number of the programme:</p>
      <ul className={styles.parts}>
        {parts.map(({ words, keys }) => (
          <li key={words}>
            <button
              type="button"
              className={styles.part}
              aria-label={`${words}: take away`}
              onClick={() => list.clear(keys)}
            >
              {words}
              <Icon name="close" size={11} />
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.ways}>
        <OpenLink to={programmeAddress(carried, ofPage)}>Back to the programme</OpenLink>
        <button type="button" onClick={() => list.clear(NUMBER_KEYS)}>
          Show all members
        </button>
      </p>
      {props.counted !== null && <p className={styles.counted}>{props.counted}</p>}
    </section>
  )
}
