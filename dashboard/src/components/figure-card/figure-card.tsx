import type { ReactElement, ReactNode } from 'react'
import { Link } from 'react-router'
import type { ProportionContract } from '../../../../api/src/contracts/estimates.js'
import { naturalFrequency } from '../../format/natural-frequency.js'
import { formatNumber } from '../../format/number.js'
import { formatFraction, formatPercent, formatPercentEnds, intervalLevel } from '../../format/percent.js'
import styles from './figure-card.module.css'

/**
 * One figure of a page: share and interval in the same line, its fraction (a link to the rows counted) and its
 * natural frequency under it. `of` names who is in the denominator: "at caseness"; `denominatorHref` leads to them.
 */
export function FigureCard(props: {
  label: string
  share: ProportionContract
  of: string
  href: string
  denominatorHref?: string
  note?: ReactNode
}): ReactElement {
  const { share } = props
  const frequency = naturalFrequency(share)
  return (
    <section className={styles.card} aria-label={props.label}>
      <h2 className={styles.label}>{props.label}</h2>
      {share.proportion === null ? (
        <p className={styles.absent}>Nobody to count yet</p>
      ) : (
        <p className={styles.line}>
          <span className={styles.figure}>{formatPercent(share.proportion)}</span>{' '}
          <span className={styles.interval} title={intervalLevel(share.interval)}>
            <span className={styles.hiddenWords}>{intervalLevel(share.interval)} </span>
            {formatPercentEnds(share.interval)}
          </span>
        </p>
      )}
      <p className={styles.fraction}>
        <Link to={props.href}>
          {formatFraction(share)} {props.of}
        </Link>
        {frequency !== null && <span> · {frequency}</span>}
        {props.denominatorHref !== undefined && (
          <>
            {' '}
            · <Link to={props.denominatorHref}>all {formatNumber(share.denominator)}</Link>
          </>
        )}
      </p>
      {props.note !== undefined && <p className={styles.note}>{props.note}</p>}
    </section>
  )
}

/** The card's place while its figure is on the way: same size, so that nothing moves. */
export function FigureCardSkeleton({ label }: { label: string }): ReactElement {
  return (
    <section className={styles.card} aria-label={label} aria-busy="true">
      <h2 className={styles.label}>{label}</h2>
      <p className={styles.line}>
        <span className={styles.waitingFigure} />
      </p>
      <p className={styles.fraction}>
        <span className={styles.waitingLine} />
      </p>
    </section>
  )
}
