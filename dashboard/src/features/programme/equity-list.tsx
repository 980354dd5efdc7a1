import type { ReactElement, ReactNode } from 'react'
import { Link } from 'react-router'
import type { ChartColours } from '../../charts/chart-colours.js'
import { InlineBar } from '../../charts/inline-bar.js'
import styles from './equity-list.module.css'
import type { EquityRow } from './equity-rows.js'

const BAR_HEIGHT = 16

/** One row a stratum: its share with its interval, read against that of everybody (dashed); or why it is kept back. */
export function EquityList({
  rows,
  colours,
}: {
  rows: readonly EquityRow[]
  colours: ChartColours
}): ReactElement {
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.key} className={styles.row} data-whole={row.key === 'everybody'}>
          <span className={styles.label}>
            {row.label}
            <span className={styles.small}>
              <Linked href={row.sizeHref} words={row.size} />
            </span>
          </span>
          {row.share.kind === 'kept_back' ? (
            <span className={styles.keptBack}>{row.share.words}</span>
          ) : (
            <>
              <span className={styles.figures}>
                <span className={styles.percent}>{row.share.percent}</span>
                <span className={styles.small}>
                  <Linked href={row.share.href} words={row.share.fraction} />
                </span>
              </span>
              <span className={styles.bar}>
                <InlineBar model={row.share.bar} width="100%" height={BAR_HEIGHT} colours={colours} />
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Linked({ href, words }: { href: string | null; words: string }): ReactNode {
  return href === null ? words : <Link to={href}>{words}</Link>
}
