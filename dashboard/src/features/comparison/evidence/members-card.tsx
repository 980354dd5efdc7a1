import type { ReactElement } from 'react'
import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { Card } from '../../../components/card.js'
import { countOf, formatNumber } from '../../../format/number.js'
import { formatPercent } from '../../../format/percent.js'
import styles from '../comparison.module.css'
import type { StudyShown } from '../study-shown.js'
import { groupingWords } from './evidence-words.js'

/** What sharing groups and missing outcomes do to the figures above. */
export function MembersCard({ result, measure }: StudyShown): ReactElement {
  const observed = result.missing.completeness.reduce((sum, arm) => sum + arm.observed, 0)
  return (
    <Card label="Shared groups and missing outcomes">
      <div className={styles.columns}>
        <section>
          <h2 className={styles.title}>Members share groups</h2>
          {groupingWords(result.grouping, observed).map((sentence) => (
            <p key={sentence} className={styles.paragraph}>
              {sentence}
            </p>
          ))}
        </section>
        <section>
          <h2 className={styles.title}>Some outcomes are missing</h2>
          {missingWords(result, measure.short_name).map((sentence) => (
            <p key={sentence} className={styles.paragraph}>
              {sentence}
            </p>
          ))}
        </section>
      </div>
    </Card>
  )
}

export function missingWords(
  { missing }: Pick<StudyResultContract, 'missing'>,
  measure: string,
): readonly string[] {
  const seen = missing.completeness.map(
    ({ arm, eligible, observed }) =>
      `${arm === 'group_only' ? 'Group only' : 'Combined'}: an outcome is known for ${formatNumber(observed)} of ${countOf(eligible, 'eligible member')}${eligible === 0 ? '' : ` (${formatPercent(observed / eligible)})`}.`,
  )
  const tipping = missing.tipping_point?.estimate_is_zero ?? null
  if (tipping === null) return seen
  const way = tipping < 0 ? 'lower' : 'higher'
  return [
    ...seen,
    `The difference at the same baseline would vanish if combined members without an outcome had ended ${formatNumber(Math.abs(tipping), 1)} points ${way} on ${measure} than members like them (tipping point).`,
  ]
}
