import type { ReactElement } from 'react'
import type { ProgrammeOutcomes } from '../../../../api/src/contracts/programme.js'
import { OUTCOME_RULE_LABELS } from '../../format/outcome-words.js'
import type { RateFamilyOfPage } from '../../format/programme-headline.js'
import { movesWords, pointsWords } from '../../format/rules-words.js'
import styles from './rules-note.module.css'

/** Under other rules than the standard ones: which, and what they move; nothing under the standard ones. */
export function RulesNote(props: {
  outcomes: ProgrammeOutcomes | undefined
  family: RateFamilyOfPage
}): ReactElement | null {
  const { outcomes, family } = props
  if (outcomes === undefined || outcomes.rules.code === 'standard') return null
  return (
    <p className={styles.note} role="status">
      <strong>Rules: {OUTCOME_RULE_LABELS[outcomes.rules.code]}.</strong> {pointsWords(outcomes)}{' '}
      {movesWords(outcomes, family)}
    </p>
  )
}
