import type { ReactElement, ReactNode } from 'react'
import { formatNumber } from '../format/number.js'
import type { ChartColours } from './chart-colours.js'
import type { FlowRow, StudyFlowModel } from './study-flow.model.js'
import styles from './study-flow.module.css'

const WIDTH = 110
const HEIGHT = 12

/** Each step with who remains, drawn as a bar of the two arms. `link` makes a count lead to its rows. */
export function StudyFlow(props: {
  model: StudyFlowModel
  colours: ChartColours
  link?: (row: FlowRow, which: 'all' | 'combined' | 'group_only', words: string) => ReactNode
}): ReactElement {
  const { model, colours } = props
  const count = (row: FlowRow, which: 'all' | 'combined' | 'group_only', n: number | null): ReactNode => {
    if (n === null) return ''
    const words = formatNumber(n)
    return props.link?.(row, which, words) ?? words
  }
  return (
    <table className={styles.flow}>
      <caption className={styles.hiddenWords}>{model.table.caption}</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" data-kind="number">
            Left out
          </th>
          <th scope="col" data-kind="number">
            Remain
          </th>
          <th scope="col">
            <span className={styles.hiddenWords}>Drawn</span>
          </th>
          <th scope="col" data-kind="number">
            <Key colour={colours.series[1] ?? colours.ink} /> Combined
          </th>
          <th scope="col" data-kind="number">
            <Key colour={colours.series[0] ?? colours.ink} /> Group only
          </th>
        </tr>
      </thead>
      <tbody>
        {model.rows.map((row) => (
          <tr key={row.key} data-last={row.isLast}>
            <th scope="row">{row.label}</th>
            <td data-kind="number" data-head="Left out">
              {row.excluded === 0 ? '' : formatNumber(-row.excluded)}
            </td>
            <td data-kind="number" data-head="Remain">
              {count(row, 'all', row.n)}
            </td>
            <td>
              <Bar row={row} colours={colours} />
            </td>
            <td data-kind="number" data-head="Combined">
              {count(row, 'combined', row.combined)}
            </td>
            <td data-kind="number" data-head="Group only">
              {count(row, 'group_only', row.groupOnly)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Key({ colour }: { colour: string }): ReactElement {
  return (
    <svg width={9} height={9} viewBox="0 0 9 9" aria-hidden="true">
      <rect width={9} height={9} fill={colour} />
    </svg>
  )
}

function Bar({ row, colours }: { row: FlowRow; colours: ChartColours }): ReactElement {
  const { combined, groupOnly, all } = row.bar
  const isKnown = row.combined !== null
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <rect width={WIDTH} height={HEIGHT} fill={colours.line} fillOpacity={0.5} />
      {isKnown ? (
        <>
          <rect width={combined * WIDTH} height={HEIGHT} fill={colours.series[1]} />
          <rect
            x={combined * WIDTH + 1}
            width={Math.max(0, groupOnly * WIDTH - 1)}
            height={HEIGHT}
            fill={colours.series[0]}
          />
        </>
      ) : (
        <rect width={all * WIDTH} height={HEIGHT} fill={colours.muted} />
      )}
    </svg>
  )
}
