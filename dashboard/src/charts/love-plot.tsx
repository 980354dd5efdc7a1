import type { ReactElement } from 'react'
import { formatNumber } from '../format/number.js'
import type { ChartColours } from './chart-colours.js'
import type { LovePlotModel, LoveRow } from './love-plot.model.js'
import styles from './love-plot.module.css'

const WIDTH = 200
const INSET = 10
const ROW_HEIGHT = 30
const AXIS_HEIGHT = 22
const FONT = 11

const x = (share: number): number => INSET + share * (WIDTH - 2 * INSET)

/** Table 1 whose last column is drawn: hollow before weighting, filled after it, between the limits of "alike". */
export function LovePlot({ model, colours }: { model: LovePlotModel; colours: ChartColours }): ReactElement {
  return (
    <table className={styles.love}>
      <caption className={styles.hiddenWords}>{model.table.caption}</caption>
      <thead>
        <tr>
          <th scope="col">At the start</th>
          <th scope="col" data-kind="number">
            Combined
            <span className={styles.detail}>n {formatNumber(model.combinedN)}</span>
          </th>
          <th scope="col" data-kind="number">
            Group only
            <span className={styles.detail}>n {formatNumber(model.groupOnlyN)}</span>
          </th>
          <th scope="col">
            <span className={styles.hiddenWords}>Standardised difference, drawn</span>
            <Ticks model={model} colours={colours} />
          </th>
          <th scope="col" data-kind="number">
            Difference
            <span className={styles.detail}>before → after</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {model.rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">
              {row.label}
              {row.missing !== null && <span className={styles.detail}>{row.missing}</span>}
            </th>
            <td data-kind="number" data-head="Combined">
              {row.combined}
            </td>
            <td data-kind="number" data-head="Group only">
              {row.groupOnly}
            </td>
            <td>
              <Marks row={row} model={model} colours={colours} />
            </td>
            <td data-kind="number" data-head="Difference">
              {row.words}
              {row.isAlike === false && <strong className={styles.detail}>not alike</strong>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Drawn = { model: LovePlotModel; colours: ChartColours }

function Ticks({ model, colours }: Drawn): ReactElement {
  return (
    <svg
      width={WIDTH}
      height={AXIS_HEIGHT}
      viewBox={`0 0 ${WIDTH} ${AXIS_HEIGHT}`}
      className={styles.drawn}
      aria-hidden="true"
    >
      <g fontSize={FONT} fill={colours.muted} textAnchor="middle">
        {model.ticks.map(({ at, label }, place) => (
          <g key={at}>
            {(model.ticks.length < 6 || place % 2 === ((model.ticks.length - 1) / 2) % 2) && (
              <text x={x(at)} y={12}>
                {label}
              </text>
            )}
            <line x1={x(at)} x2={x(at)} y1={16} y2={AXIS_HEIGHT} stroke={colours.muted} />
          </g>
        ))}
      </g>
    </svg>
  )
}

function Marks({ row, model, colours }: Drawn & { row: LoveRow }): ReactElement {
  const y = ROW_HEIGHT / 2
  const { before, after } = row
  const colour = row.isAlike === false ? colours.bad : colours.brand
  return (
    <svg
      width={WIDTH}
      height={ROW_HEIGHT}
      viewBox={`0 0 ${WIDTH} ${ROW_HEIGHT}`}
      className={styles.drawn}
      aria-hidden="true"
    >
      <rect
        x={x(model.alike.low)}
        width={x(model.alike.high) - x(model.alike.low)}
        y={0}
        height={ROW_HEIGHT}
        fill={colours.line}
        fillOpacity={0.45}
      />
      <line x1={x(0.5)} x2={x(0.5)} y1={0} y2={ROW_HEIGHT} stroke={colours.muted} />
      {before !== null && after !== null && (
        <line x1={x(before)} x2={x(after)} y1={y} y2={y} stroke={colours.muted} strokeDasharray="2 2" />
      )}
      {before !== null && (
        <circle cx={x(before)} cy={y} r={4.5} fill={colours.paper} stroke={colours.ink} strokeWidth={1.5} />
      )}
      {after !== null && <path d={`M${x(after)} ${y - 6}l6 6-6 6-6-6z`} fill={colour} />}
    </svg>
  )
}
