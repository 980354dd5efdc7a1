import type { ReactElement } from 'react'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import styles from './research-page.module.css'

/** What a researcher will find here, until there is something. */
export function ResearchPage(): ReactElement {
  return (
    <>
      <PageHeader
        name="Research"
        title="Nothing has been released for research yet"
        subline="Figures and data sets appear here once they are released. Until then there is nothing to see."
      />
      <CardRow layout="halves">
        <Card label="What will be here">
          <h2 className={styles.title}>What will be here</h2>
          <ul className={styles.list}>
            <li>Figures of the programme, in which small counts are withheld and the others are rounded.</li>
            <li>Anonymised data sets, each with its codebook, its risk report and who released it.</li>
            <li>For each question: how many are eligible, how alike the arms are, and what is withheld.</li>
          </ul>
        </Card>
        <Card label="What will not be here">
          <h2 className={styles.title}>What will not be here</h2>
          <ul className={styles.list}>
            <li>Rows of single members, under whatever code.</li>
            <li>Names, dates of birth, answers to single questions.</li>
          </ul>
          <p className={styles.words}>Who needs more for an approved study asks the clinical director.</p>
        </Card>
      </CardRow>
    </>
  )
}
