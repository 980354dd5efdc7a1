import type { ReactElement } from 'react'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { Caseload } from '../../../../api/src/contracts/signals.js'
import { formatInstant } from '../../format/day.js'
import { formatNumber } from '../../format/number.js'
import styles from './today-foot.module.css'
import { rangeWords } from './today-words.js'

/** What the shading is, what a signal is not, and whom to call. */
export function TodayFoot(props: {
  caseload: Caseload
  definition: MeasureContract | null
  timeZone: string
}): ReactElement {
  const { caseload, definition, timeZone } = props
  const expected = caseload.expected_response.find(({ measure }) => measure === definition?.code)
  return (
    <footer className={styles.foot}>
      <p>
        {definition !== null && expected !== undefined && (
          <>{rangeWords(expected, definition, timeZone).join(' ')} </>
        )}
        A signal is not a diagnosis.
      </p>
      <p>
        {caseload.crisis_line === null ? (
          'No crisis line has been entered in the settings of this deployment.'
        ) : (
          <strong>In a crisis: {caseload.crisis_line}</strong>
        )}
      </p>
      <p className={styles.provenance}>
        As of {formatInstant(caseload.as_of, timeZone)} · rules version {formatNumber(caseload.rules_version)}
      </p>
    </footer>
  )
}
