import type { ReactElement } from 'react'
import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { Card } from '../../../components/card.js'
import { countOf } from '../../../format/number.js'
import styles from '../comparison.module.css'
import { CELL_LABELS, cellOfSetting, type TrialCell } from '../trial/trial-cells.js'
import { limitWords, mainRefusal } from './refusal-words.js'

/** Which limit kept the answer back, by how much, and which cells to change: each opens from here. */
export function RefusedCard(props: {
  result: StudyResultContract
  onOpen: (cell: TrialCell) => void
}): ReactElement | null {
  const refusal = mainRefusal(props.result)
  if (refusal === null) return null
  const { limit, relax } = refusal
  return (
    <Card label="Why there is no adjusted comparison">
      <h2 className={styles.title}>Why there is no adjusted comparison</h2>
      {limit === null ? (
        <p className={styles.paragraph}>{refusal.message}</p>
      ) : (
        <dl className={styles.limit}>
          {limitWords(limit).map(({ label, words }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
      {relax.length > 0 && (
        <>
          <h3 className={styles.smallTitle}>What can be relaxed, what left most out first</h3>
          <ol className={styles.relax}>
            {relax.map(({ setting, advice, left_out }) => {
              const cell = cellOfSetting(setting)
              return (
                <li key={`${setting} ${advice}`}>
                  {advice}
                  {left_out !== null && (
                    <span className={styles.leftOut}> It left out {countOf(left_out, 'episode')}.</span>
                  )}{' '}
                  {cell !== null && (
                    <button type="button" className={styles.relaxStep} onClick={() => props.onOpen(cell)}>
                      Change {CELL_LABELS[cell].toLowerCase()}
                    </button>
                  )}
                </li>
              )
            })}
          </ol>
          <p className={styles.quiet}>A changed question is another question: say which one you asked.</p>
        </>
      )}
    </Card>
  )
}
