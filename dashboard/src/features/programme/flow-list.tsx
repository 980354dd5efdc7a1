import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { ChartColours } from '../../charts/chart-colours.js'
import { InlineBar } from '../../charts/inline-bar.js'
import { type InlineBarKind, partsOfWhole } from '../../charts/inline-bar.model.js'
import { formatNumber } from '../../format/number.js'
import styles from './flow-list.module.css'
import type { FlowRow } from './flow-steps.js'

const STEP_HEIGHT = 16
const EXIT_HEIGHT = 10

const KINDS: Readonly<Record<FlowRow['kind'], InlineBarKind>> = {
  step: 'full',
  goes_on: 'partial',
  lost: 'missing',
}

const KEY: readonly { kind: FlowRow['kind']; label: string }[] = [
  { kind: 'step', label: 'reached the step' },
  { kind: 'goes_on', label: 'may still reach the next' },
  { kind: 'lost', label: 'lost on the way' },
]

/** The steps from top to bottom, each with those who leave after it; bars are shares of all who joined. */
export function FlowList({
  rows,
  colours,
}: {
  rows: readonly FlowRow[]
  colours: ChartColours
}): ReactElement {
  return (
    <>
      <ul className={styles.key} aria-label="Key">
        {KEY.map(({ kind, label }) => (
          <li key={kind}>
            <InlineBar
              model={partsOfWhole(1, [{ kind: KINDS[kind], count: 1 }])}
              width={18}
              height={EXIT_HEIGHT}
              colours={colours}
            />
            {label}
          </li>
        ))}
      </ul>
      <ol className={styles.list}>
        {rows.map((row) => (
          <li key={row.key} className={styles.row} data-kind={row.kind}>
            <span className={styles.label}>
              {row.label}
              {row.share !== '' && <span className={styles.share}>{row.share}</span>}
            </span>
            <span className={styles.count}>
              {row.href === null ? (
                formatNumber(row.n)
              ) : (
                <Link to={row.href} aria-label={`${formatNumber(row.n)}: ${row.label}`}>
                  {formatNumber(row.n)}
                </Link>
              )}
            </span>
            <span className={styles.bar}>
              <InlineBar
                model={{
                  parts:
                    row.width === 0 ? [] : [{ kind: KINDS[row.kind], start: row.start, width: row.width }],
                  whisker: null,
                  reference: null,
                }}
                width="100%"
                height={row.kind === 'step' ? STEP_HEIGHT : EXIT_HEIGHT}
                colours={colours}
                isTrackShown={row.kind === 'step'}
              />
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}
