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
    <FigureFrame
      label={props.label}
      figure={share.proportion === null ? null : formatPercent(share.proportion)}
      absent="Nobody to count yet"
      intervalName={intervalLevel(share.interval)}
      interval={formatPercentEnds(share.interval)}
      note={props.note}
    >
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
    </FigureFrame>
  )
}

/** The look of one figure: the figure and its interval in a line, who is counted under it. */
export function FigureFrame(props: {
  label: string
  /** null: there is none, and `absent` says so. */
  figure: string | null
  absent: string
  /** "95 % interval"; left out with the interval. */
  intervalName?: string
  interval?: string
  children: ReactNode
  note?: ReactNode
}): ReactElement {
  return (
    <section className={styles.card} aria-label={props.label}>
      <h2 className={styles.label}>{props.label}</h2>
      {props.figure === null ? (
        <p className={styles.absent}>{props.absent}</p>
      ) : (
        <p className={styles.line}>
          <span className={styles.figure}>{props.figure}</span>{' '}
          {props.interval !== undefined && (
            <span className={styles.interval} title={props.intervalName}>
              <span className={styles.hiddenWords}>{props.intervalName} </span>
              {props.interval}
            </span>
          )}
        </p>
      )}
      <p className={styles.fraction}>{props.children}</p>
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
