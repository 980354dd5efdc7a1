import { cellWords, isNumeric, printedColumns, type ReportTable } from '../../document/report-table.js'
import { html, type Markup, NOTHING } from './markup.js'

/** Heads with a scope, the first cell of a row as the row's head, and a caption that says what is counted. */
export function htmlTable(table: ReportTable): Markup {
  const columns = printedColumns(table)
  if (table.rows.length === 0) return html`<p class="small">${table.caption}: ${table.whenEmpty}</p>`
  const heads = columns.map(
    ({ column }) =>
      html`<th scope="col"${isNumeric(column) ? html` class="number"` : NOTHING}>${column.label}</th>`,
  )
  const rows = table.rows.map(
    ({ cells, isStrong }) =>
      html`<tr${isStrong === true ? html` class="strong"` : NOTHING}>${columns.map(
        ({ column, place }, index) => {
          const words = cellWords(cells[place] ?? null, column)
          const side = isNumeric(column) ? html` class="number"` : NOTHING
          return index === 0 ? html`<th scope="row"${side}>${words}</th>` : html`<td${side}>${words}</td>`
        },
      )}</tr>`,
  )
  return html`<div class="wide" tabindex="0" role="region" aria-label="${table.caption}"><table><caption>${table.caption}</caption><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>${
    table.note === undefined ? NOTHING : html`<p class="small">${table.note}</p>`
  }`
}
