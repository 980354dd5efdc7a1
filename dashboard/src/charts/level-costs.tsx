import type { ReactElement } from 'react'
import type { ChartColours } from './chart-colours.js'
import { InlineBar } from './inline-bar.js'
import { type LevelCost, type LevelCostsModel, shareWords } from './level-costs.model.js'
import styles from './level-costs.module.css'

const HEIGHT = 10

/** A table of levels, each with two bars: what it leaves at risk, and what it takes away. The chosen one is marked. */
export function LevelCosts({
  model,
  colours,
}: {
  model: LevelCostsModel
  colours: ChartColours
}): ReactElement {
  return (
    <table className={styles.costs}>
      <caption className={styles.hiddenWords}>{model.caption}</caption>
      <thead>
        <tr>
          <th scope="col">Level</th>
          <th scope="col">{model.atRiskLabel}</th>
          <th scope="col">Information lost</th>
          <th scope="col">
            <span className={styles.hiddenWords}>Standing</span>
          </th>
        </tr>
      </thead>
      {model.variables.map(({ key, label, levels }) => (
        <tbody key={key}>
          <tr>
            <th scope="rowgroup" colSpan={4} className={styles.variable}>
              {label}
            </th>
          </tr>
          {levels.map((level) => (
            <Level key={level.key} level={level} colours={colours} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Level({ level, colours }: { level: LevelCost; colours: ChartColours }): ReactElement {
  return (
    <tr data-chosen={level.isChosen} data-too-fine={!level.isChosen && !level.isFeasible}>
      <th scope="row">
        <span className={styles.level}>
          <span className={styles.mark} aria-hidden="true">
            {level.isChosen ? '●' : '○'}
          </span>
          {level.label}
        </span>
      </th>
      <td data-head="At risk">
        <Share share={level.atRisk} colours={colours} />
      </td>
      <td data-head="Lost">
        <Share share={level.lost} colours={colours} />
      </td>
      <td>{level.words}</td>
    </tr>
  )
}

function Share({ share, colours }: { share: number; colours: ChartColours }): ReactElement {
  const parts = share > 0 ? [{ kind: 'full' as const, start: 0, width: Math.min(1, share) }] : []
  return (
    <span className={styles.share}>
      <span className={styles.bar}>
        <InlineBar
          model={{ parts, whisker: null, reference: null }}
          width="100%"
          height={HEIGHT}
          colours={colours}
        />
      </span>
      <span className={styles.words}>{shareWords(share)}</span>
    </span>
  )
}
