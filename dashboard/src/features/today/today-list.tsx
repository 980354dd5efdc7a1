import { type ReactElement, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { Caseload, CaseloadRow } from '../../../../api/src/contracts/signals.js'
import { Icon } from '../../components/icon.js'
import { StatusShape } from '../../components/status-pill/status-pill.js'
import { formatNumber } from '../../format/number.js'
import styles from './today-list.module.css'
import { TodayRow } from './today-row.js'
import { rowsOf, type TodayView, todayLink } from './today-view.js'
import { emptyWords, TILE_LABELS } from './today-words.js'
import { useRowKeys } from './use-row-keys.js'

/** The rows of a view in the order of the server; members on track are folded away under them. */
export function TodayList(props: {
  caseload: Caseload
  view: TodayView
  measures: readonly string[]
  definition: MeasureContract | null
}): ReactElement {
  const { caseload, view } = props
  const list = useRef<HTMLElement>(null)
  useRowKeys(list)
  const { rows, folded } = rowsOf(caseload, view.show)
  return (
    <section ref={list} className={styles.sheet} aria-label="Members">
      {view.show !== null && (
        <p className={styles.filter} role="status">
          {TILE_LABELS[view.show]}: {formatNumber(rows.length)} of{' '}
          {formatNumber(caseload.members.length + caseload.on_track.length)} rows.{' '}
          <Link to={todayLink({ ...view, show: null }, props.measures)}>Show everybody</Link>
        </p>
      )}
      {rows.length === 0 ? (
        <p className={styles.empty}>{emptyWords(view.show, caseload.tiles.not_on_track.of)}</p>
      ) : (
        <Rows
          rows={rows}
          measure={view.measure}
          definition={props.definition}
          label="Members who need a look"
        />
      )}
      {folded.length > 0 && (
        <OnTrack
          rows={folded}
          measure={view.measure}
          definition={props.definition}
          isOpenAtFirst={rows.length === 0}
        />
      )}
    </section>
  )
}

function OnTrack(props: {
  rows: readonly CaseloadRow[]
  measure: string
  definition: MeasureContract | null
  isOpenAtFirst: boolean
}): ReactElement {
  const [isOpen, setOpen] = useState(props.isOpenAtFirst)
  return (
    <>
      <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <StatusShape status="good" /> On track ({formatNumber(props.rows.length)})
        <span className={styles.foldEnd}>
          <Icon name={isOpen ? 'chevron_up' : 'chevron_down'} size={13} />
        </span>
      </button>
      <div className={styles.folded} data-open={isOpen}>
        <Rows
          rows={props.rows}
          measure={props.measure}
          definition={props.definition}
          label="Members on track"
        />
      </div>
    </>
  )
}

function Rows(props: {
  rows: readonly CaseloadRow[]
  measure: string
  definition: MeasureContract | null
  label: string
}): ReactElement {
  return (
    <ul className={styles.rows} aria-label={props.label}>
      {props.rows.map((row) => (
        <TodayRow
          key={`${row.member_id} ${row.episode_id}`}
          row={row}
          measure={props.measure}
          definition={props.definition}
        />
      ))}
    </ul>
  )
}
