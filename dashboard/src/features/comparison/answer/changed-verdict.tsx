import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { Study } from '../../../../../api/src/contracts/studies.js'
import { Card } from '../../../components/card.js'
import { formatNumber } from '../../../format/number.js'
import styles from '../comparison.module.css'
import { useStudies, useStudy } from '../study-reads.js'
import { verdictWords } from '../study-words.js'
import { comparedOf } from '../trial/draft-words.js'
import { CELL_LABELS, cellWords, changedCells } from '../trial/trial-cells.js'
import { changeOfVerdict } from './answer-words.js'

/** What the version before this one said, and in which cells the two questions differ. */
export function ChangedVerdict(props: {
  study: Study
  siteName: (siteId: string) => string
}): ReactElement | null {
  const { study, siteName } = props
  const studies = useStudies()
  const previous = studies.data?.studies.find(
    ({ name, version }) => name === study.name && version === study.version - 1,
  )
  const before = useStudy(previous === undefined ? null : String(previous.study_id)).data
  if (before === undefined) return null
  const [was, now] = [verdictWords(before.verdict), verdictWords(study.verdict)]
  const one = { definition: before.result.definition, sites: before.sites }
  const other = { definition: study.result.definition, sites: study.sites }
  const cells = changedCells(one, other, siteName)
  if (cells.length === 0 && was === now) return null
  return (
    <Card label="Beside the version before">
      <h2 className={styles.title}>{changeOfVerdict(was, now)}</h2>
      <dl className={styles.wasNow}>
        <div>
          <dt>
            Was, in <Link to={`/comparison/${before.study_id}`}>version {before.version}</Link>
          </dt>
          <dd>
            {was}; n {formatNumber(comparedOf(before.result).n)}
          </dd>
        </div>
        <div>
          <dt>Now</dt>
          <dd>
            {now}; n {formatNumber(comparedOf(study.result).n)}
          </dd>
        </div>
        {cells.map((cell) => (
          <div key={cell}>
            <dt>{CELL_LABELS[cell]} changed</dt>
            <dd>
              {cellWords(cell, one, siteName)}
              <span className={styles.became}> → {cellWords(cell, other, siteName)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
