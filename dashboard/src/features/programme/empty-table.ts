import type { CardTable } from '../../components/chart-card/card-table.js'

/** Stands in while there is no answer to make a table of; never shown. */
export const EMPTY_TABLE: CardTable = { caption: '', columns: [], rows: [] }
