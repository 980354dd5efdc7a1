import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Card } from '../card.js'
import { cardMessage } from '../chart-card/card-message.js'
import type { CardState } from '../chart-card/card-state.js'
import { DataTable } from '../data-table/data-table.js'
import type { TableColumn } from '../data-table/table-column.js'
import styles from './list-card.module.css'

/** A list of the administration on a card, with the button that adds to it. */
export function ListCard<Row>(props: {
  title: string
  caption: string
  state: CardState
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  emptyWords: string
  add?: { readonly label: string; readonly onAdd: () => void }
}): ReactElement {
  return (
    <Card label={props.title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{props.title}</h2>
        {props.add !== undefined && (
          <Button variant="default" onClick={props.add.onAdd}>
            {props.add.label}
          </Button>
        )}
      </div>
      {cardMessage(props.state) ?? (
        <DataTable
          caption={props.caption}
          columns={props.columns}
          rows={props.rows}
          rowKey={props.rowKey}
          emptyWords={props.emptyWords}
        />
      )}
    </Card>
  )
}

/** A step on one row; its name says which row, for those who hear it alone. */
export function RowButton(props: { label: string; of: string; onClick: () => void }): ReactElement {
  return (
    <button type="button" className={styles.rowButton} onClick={props.onClick}>
      {props.label}
      <span className={styles.hiddenWords}> {props.of}</span>
    </button>
  )
}
