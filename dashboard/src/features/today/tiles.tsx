import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { Caseload } from '../../../../api/src/contracts/signals.js'
import { type Status, StatusShape } from '../../components/status-pill/status-pill.js'
import { formatNumber } from '../../format/number.js'
import styles from './tiles.module.css'
import { TILES, type Tile, type TodayView, todayLink } from './today-view.js'
import { TILE_LABELS, tileDetail } from './today-words.js'

const SHAPES: Readonly<Record<Tile, Status>> = {
  not_on_track: 'bad',
  item_9: 'item9',
  form_missing: 'missing',
  absent_twice: 'watch',
}

/** Four counts, each of which is the filter for its rows; pressed again it shows everybody. */
export function Tiles(props: {
  caseload: Caseload
  view: TodayView
  measures: readonly string[]
}): ReactElement {
  const { caseload, view, measures } = props
  return (
    <nav aria-label="Show" className={styles.tiles}>
      {TILES.map((tile) => {
        const isShown = view.show === tile
        const count = countIn(tile, caseload)
        return (
          <Link
            key={tile}
            to={todayLink({ ...view, show: isShown ? null : tile }, measures)}
            className={styles.tile}
            preventScrollReset
            data-tile={tile}
            data-any={count > 0}
            {...(isShown ? { 'aria-current': 'true' as const } : {})}
          >
            <span className={styles.label}>
              <StatusShape status={SHAPES[tile]} size={11} /> {TILE_LABELS[tile]}
            </span>
            <span className={styles.figure}>
              {formatNumber(count)}
              {tile === 'not_on_track' && (
                <span className={styles.of}> of {formatNumber(caseload.tiles.not_on_track.of)}</span>
              )}
            </span>
            <span className={styles.detail}>{tileDetail(tile, caseload)}</span>
          </Link>
        )
      })}
    </nav>
  )
}

function countIn(tile: Tile, { tiles }: Caseload): number {
  switch (tile) {
    case 'not_on_track':
      return tiles.not_on_track.n
    case 'item_9':
      return tiles.item_9_new
    case 'form_missing':
      return tiles.form_missing
    case 'absent_twice':
      return tiles.absent_twice
  }
}
