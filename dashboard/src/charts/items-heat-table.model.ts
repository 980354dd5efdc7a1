import type { MeasureContract } from '../../../api/src/contracts/measures.js'
import type { ResponseRow } from '../../../api/src/contracts/members.js'
import { formatDay, formatShortDay } from '../format/day.js'
import { formatNumber } from '../format/number.js'
import type { ChartTable } from './chart-table.js'

export interface HeatColumn {
  readonly key: string
  /** Session number, or the day of a form without a session. */
  readonly label: string
  readonly title: string
  readonly total: string
}
export interface HeatCell {
  readonly key: string
  /** Null = not answered. */
  readonly answer: number | null
  /** 0 to 1 of the answer's range: how dark the cell is. */
  readonly intensity: number
  readonly words: string
}
export interface HeatRow {
  readonly number: number
  readonly label: string
  readonly isRiskItem: boolean
  readonly isReversed: boolean
  readonly cells: readonly HeatCell[]
}
export interface ItemsHeatTableModel {
  readonly columns: readonly HeatColumn[]
  readonly rows: readonly HeatRow[]
  /** "0 to 3, darker is higher; – not answered". */
  readonly scaleWords: string
  /** What the latest form says of the risk item, in words; null where the measure has none. */
  readonly riskWords: string | null
  /** Forms that hold a total and no answers, which cannot be shown here. */
  readonly totalsOnly: number
  readonly table: ChartTable
}

/** Answers by item and form, oldest form first; voided forms are left out. */
export function itemsHeatTable(
  responses: readonly ResponseRow[],
  measure: MeasureContract,
): ItemsHeatTableModel {
  const own = responses.filter((each) => each.measure === measure.code && !each.is_voided)
  const forms = own.flatMap((each) => (each.answers === null ? [] : [{ ...each, answers: each.answers }]))
  forms.sort((a, b) => a.responded_on.localeCompare(b.responded_on))
  const columns = forms.map(heatColumn)
  const rows = measure.items.map((item) => ({
    number: item.number,
    label: item.label,
    isRiskItem: item.is_risk_item,
    isReversed: item.is_reversed,
    cells: forms.map((form, index) => {
      const answer = form.answers[item.number - 1] ?? null
      return {
        key: columns[index]?.key ?? '',
        answer,
        intensity: answer === null ? 0 : intensityOf(answer, measure.item_range),
        words: answerWords(answer, item.is_risk_item),
      }
    }),
  }))
  const { low, high } = measure.item_range
  return {
    columns,
    rows,
    scaleWords: `${formatNumber(low)} to ${formatNumber(high)}, darker is higher`,
    riskWords: riskWords(
      rows.find((row) => row.isRiskItem),
      forms.at(-1),
    ),
    totalsOnly: own.length - forms.length,
    table: table(forms, measure),
  }
}

/** The lowest answer to the risk item is "not at all", never "no risk". */
export function answerWords(answer: number | null, isRiskItem: boolean): string {
  if (answer === null) return 'not answered'
  return isRiskItem && answer === 0 ? 'answered: not at all' : `answered ${answer}`
}

function intensityOf(answer: number, range: MeasureContract['item_range']): number {
  return (answer - range.low) / (range.high - range.low)
}

function heatColumn(form: ResponseRow): HeatColumn {
  const day = formatDay(form.responded_on)
  return {
    key: `${form.source_system}/${form.response_id}`,
    label: form.session_number === null ? formatShortDay(form.responded_on) : String(form.session_number),
    title: form.session_number === null ? day : `Session ${form.session_number}, ${day}`,
    total: form.total === null ? 'no score' : formatNumber(form.total),
  }
}

function riskWords(row: HeatRow | undefined, latest: ResponseRow | undefined): string | null {
  const cell = row?.cells.at(-1)
  if (!row || !cell || !latest) return null
  return `Item ${row.number} on the latest form, ${formatDay(latest.responded_on)}: ${cell.words}.`
}

type Form = ResponseRow & { readonly answers: readonly (number | null)[] }

function table(forms: readonly Form[], measure: MeasureContract): ChartTable {
  return {
    caption: `Answers to each item of ${measure.short_name}; an empty cell was not answered`,
    columns: [
      { name: 'responded_on', label: 'Day', kind: 'day' },
      { name: 'session_number', label: 'Session', kind: 'number' },
      ...measure.items.map((item) => ({
        name: `item${item.number}`,
        label: String(item.number),
        kind: 'number' as const,
      })),
      { name: 'total', label: 'Total', kind: 'number' },
    ],
    rows: forms.map((form) => ({
      key: `${form.source_system}/${form.response_id}`,
      cells: [
        form.responded_on,
        form.session_number,
        ...measure.items.map((item) => form.answers[item.number - 1] ?? null),
        form.total,
      ],
    })),
  }
}
