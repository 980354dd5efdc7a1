import type { ReactElement } from 'react'
import type { MeasuredRiskContract } from '../../../../api/src/contracts/dataset-risk.js'
import { formatNumber } from '../../format/number.js'
import { formatPercent } from '../../format/percent.js'
import { personsWords } from './data-set-words.js'
import { Fact } from './fact.js'
import styles from './research.module.css'

/** What a director decides by: bounds in whole percent, no risk larger than it says. */
export function MeasuredRisk({ measured }: { measured: MeasuredRiskContract }): ReactElement {
  const { share_above_threshold: above } = measured
  const atMost = (share: number): string => `at most ${formatPercent(share)}`
  return (
    <>
      <dl className={styles.facts}>
        <Fact label="Persons" value={personsWords(measured.persons)} />
        <Fact
          label="Chance of finding a person, even for somebody who heard every score, highest"
          value={atMost(measured.prosecutor_highest)}
        />
        <Fact label="The same, on average" value={atMost(measured.prosecutor_average)} />
        <Fact
          label="Chance of finding a person of this deployment, highest"
          value={atMost(measured.journalist_highest)}
        />
        <Fact label="Share found by somebody who matches everybody" value={atMost(measured.marketer)} />
        <Fact
          label={`Share whose chance is above ${formatPercent(above.threshold)}`}
          value={above.share === 0 ? 'nobody' : atMost(above.share)}
        />
        <Fact
          label="Share who were alone before anything was generalised"
          value={atMost(measured.unique_before)}
        />
        <Fact
          label="Different values of each score among those whom an outsider cannot tell apart, at least"
          value={formatNumber(measured.distinct_l)}
        />
        <Fact label="Largest distance of a score from all there (t)" value={formatNumber(measured.t, 2)} />
        <Fact label="Information given up" value={formatPercent(measured.information_lost)} />
      </dl>
      <h3 className={styles.smallTitle}>Columns</h3>
      <dl className={styles.facts}>
        {measured.levels.map(({ name, label, level_name }) => (
          <Fact key={name} label={label} value={level_name} />
        ))}
      </dl>
    </>
  )
}
