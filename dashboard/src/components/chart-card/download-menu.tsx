import { Menu } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { fileName } from '../../format/file-name.js'
import type { CarriedFilters } from '../filter-bar/filter-link.js'
import { Icon } from '../icon.js'
import styles from './chart-card.module.css'
import { type ChartPicture, pixelsOf } from './picture-of-chart.js'
import { saveFile, textFile } from './save-file.js'

/** The one menu of files of a card. A card without a picture (a table of its own) offers CSV alone. */
export function DownloadMenu(props: {
  title: string
  what: string
  filters: CarriedFilters
  csv: () => string
  picture: (() => ChartPicture | null) | null
}): ReactElement {
  const [failure, setFailure] = useState<string | null>(null)
  const { what, filters, csv, picture } = props
  const saveSvg = (): void => {
    const drawn = picture?.() ?? null
    if (drawn === null) setFailure('Open the Chart tab first: there is no picture to save here.')
    else saveFile(fileName(what, filters, 'svg'), textFile(drawn.svg, 'image/svg+xml'))
  }
  const savePng = async (): Promise<void> => {
    const drawn = picture?.() ?? null
    if (drawn === null) return setFailure('Open the Chart tab first: there is no picture to save here.')
    try {
      saveFile(fileName(what, filters, 'png'), await pixelsOf(drawn))
    } catch {
      setFailure('This browser could not write the picture as PNG; SVG and CSV still work.')
    }
  }
  return (
    <>
      <Menu onOpen={() => setFailure(null)}>
        <Menu.Target>
          <button type="button" className={styles.save} aria-label={`Save: ${props.title}`}>
            <Icon name="download" size={14} /> Save
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => saveFile(fileName(what, filters, 'csv'), textFile(csv(), 'text/csv'))}>
            Table as CSV
          </Menu.Item>
          {picture !== null && <Menu.Item onClick={() => void savePng()}>Picture as PNG</Menu.Item>}
          {picture !== null && <Menu.Item onClick={saveSvg}>Picture as SVG</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {failure !== null && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
    </>
  )
}
