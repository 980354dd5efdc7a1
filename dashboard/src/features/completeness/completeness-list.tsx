import { type CSSProperties, type ReactElement, useState } from 'react'
import { Link } from 'react-router'
import type { ChartColours } from '../../charts/chart-colours.js'
import { InlineBar } from '../../charts/inline-bar.js'
import { type InlineBarKind, partsOfWhole } from '../../charts/inline-bar.model.js'
import { OpenLink } from '../../components/access/open-link.js'
import { countOf } from '../../format/number.js'
import styles from './completeness-list.module.css'
import type { CompletenessRow, FormCell } from './completeness-rows.js'

const BAR_HEIGHT = 10
/** As many as can be taken in at once; all of them at a press. */
const FIRST_ROWS = 12

/** One row a session number, site or group: what came back, what is missing, and the way to it. */
export function CompletenessList(props: {
  rows: readonly CompletenessRow[]
  head: string
  counted: string
  colours: ChartColours
}): ReactElement {
  const { rows, colours } = props
  const names = rows[0]?.forms.map(({ name }) => name) ?? []
  const [showsAll, setShowsAll] = useState(false)
  // One row more takes no more room than the button that would hide it.
  const shown = showsAll || rows.length <= FIRST_ROWS + 1 ? rows : rows.slice(0, FIRST_ROWS)
  const columns: CSSProperties & Record<'--forms', number> = { '--forms': Math.max(1, names.length) }
  return (
    <div style={columns}>
      <ul className={styles.key} aria-label="Key">
        {KEY.map(({ kind, label }) => (
          <li key={kind}>
            <InlineBar
              model={partsOfWhole(1, [{ kind, count: 1 }])}
              width={18}
              height={BAR_HEIGHT}
              colours={colours}
            />
            {label}
          </li>
        ))}
      </ul>
      <div className={styles.head} aria-hidden="true">
        <span>{props.head}</span>
        {names.map((name) => (
          <span key={name}>{name}</span>
        ))}
        <span className={styles.lacking}>Sessions lacking</span>
      </div>
      <ul className={styles.list}>
        {shown.map((row) => (
          <li key={row.key} className={styles.row}>
            <span className={styles.label}>
              {row.href === null ? (
                row.label
              ) : (
                <OpenLink to={row.href} staysAsWords>
                  {row.label}
                </OpenLink>
              )}
              <span className={styles.detail}>{row.detail}</span>
              {row.unrecorded !== null && <span className={styles.unrecorded}>{row.unrecorded}</span>}
            </span>
            {row.forms.map((cell) => (
              <Cell key={cell.measure} cell={cell} colours={colours} />
            ))}
            <Lacking row={row} />
          </li>
        ))}
      </ul>
      {rows.length > shown.length && (
        <button type="button" className={styles.rest} onClick={() => setShowsAll(true)}>
          Show all {countOf(rows.length, props.counted)}
        </button>
      )}
    </div>
  )
}

const KEY: readonly { kind: InlineBarKind; label: string }[] = [
  { kind: 'full', label: 'can be scored' },
  { kind: 'partial', label: 'came back, cannot be scored' },
  { kind: 'missing', label: 'missing' },
]

function Cell({ cell, colours }: { cell: FormCell; colours: ChartColours }): ReactElement {
  return (
    <div className={styles.form}>
      <p className={styles.figures}>
        <span className={styles.name}>{cell.name} </span>
        <span className={styles.percent}>{cell.percent}</span>{' '}
        <span className={styles.fraction}>{cell.fraction}</span>
        {cell.lack !== '' && <span className={styles.hiddenWords}>, {cell.lack}</span>}
      </p>
      <InlineBar model={cell.bar} width="100%" height={BAR_HEIGHT} colours={colours} />
    </div>
  )
}

function Lacking({ row }: { row: CompletenessRow }): ReactElement {
  if (row.lacking === null)
    return (
      <span className={styles.lacking} data-none="true">
        no session yet
      </span>
    )
  const { words, isNone, href } = row.lacking
  return (
    <span className={styles.lacking} data-none={isNone}>
      {isNone ? (
        words
      ) : (
        <Link to={href} aria-label={`${words} lack something: ${row.label}`}>
          {words}
        </Link>
      )}
    </span>
  )
}
