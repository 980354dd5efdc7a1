import type { ReactElement } from 'react'
import { CardRow } from '../../components/card-row.js'
import { FigureCardSkeleton } from '../../components/figure-card/figure-card.js'

/** The place of the figures while a study is on its way. */
export function StudySkeleton(): ReactElement {
  return (
    <>
      <p role="status">Loading the study</p>
      <CardRow layout="figures">
        <FigureCardSkeleton label="As they are (crude)" />
        <FigureCardSkeleton label="Like with like (adjusted)" />
        <FigureCardSkeleton label="What would matter (margin)" />
        <FigureCardSkeleton label="Compared" />
      </CardRow>
    </>
  )
}
