import type { ReactElement } from 'react'
import { formatNumber } from '../format/number.js'
import type { ChartColours } from './chart-colours.js'
import type { ForestAxis, ForestBlock, ForestMark, ForestRow } from './forest.model.js'
import styles from './forest.module.css'

/** Narrower, the two directions do not fit above the axis; wider, an interval is hard to follow to its figures. */
const NARROWEST = 250
const WIDEST = 440
const SHARE_OF_TABLE = 0.36
const INSET = 10
const ROW_HEIGHT = 34
const AXIS_HEIGHT = 40
const FONT = 11

interface ForestProps {
  readonly caption: string
  readonly blocks: readonly ForestBlock[]
  /** Over the figures: "Difference, 95 % interval". */
  readonly valueHead: string
  /** Of the whole table. */
  readonly width: number
  readonly colours: ChartColours
}

interface Drawn {
  readonly axis: ForestAxis
  readonly width: number
  readonly colours: ChartColours
}

/** A table whose second column is drawn: each row its interval on the axis of its block. */
export function Forest(props: ForestProps): ReactElement {
  const { caption, blocks, valueHead, colours } = props
  const width = Math.round(Math.min(WIDEST, Math.max(NARROWEST, props.width * SHARE_OF_TABLE)))
  const hasN = blocks.some(({ rows }) => rows.some(({ n }) => n !== null))
  return (
    <table className={styles.forest}>
      <caption className={styles.hiddenWords}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">What is compared</th>
          <th scope="col">
            <span className={styles.hiddenWords}>Drawn</span>
          </th>
          <th scope="col">{valueHead}</th>
          {hasN && (
            <th scope="col" data-kind="number">
              n
            </th>
          )}
        </tr>
      </thead>
      {blocks.map((block) => (
        <tbody key={block.key}>
          <tr data-block>
            <th scope="rowgroup">
              {block.title}
              {block.aside !== null && <span className={styles.detail}>{block.aside}</span>}
            </th>
            <td>
              <Axis axis={block.axis} width={width} colours={colours} />
            </td>
            <td colSpan={hasN ? 2 : 1} />
          </tr>
          {block.rows.map((row) => (
            <Row key={row.key} row={row} axis={block.axis} width={width} hasN={hasN} colours={colours} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Row(props: Drawn & { row: ForestRow; hasN: boolean }): ReactElement {
  const { row, hasN } = props
  return (
    <tr data-main={row.isMain}>
      <th scope="row">
        {row.label}
        {row.detail !== null && <span className={styles.detail}>{row.detail}</span>}
      </th>
      {row.refusal === null ? (
        <>
          <td>
            <Interval {...props} />
          </td>
          <td className={styles.figures}>
            <strong>{row.value}</strong> {row.value === '' || row.mark === null ? row.ends : `(${row.ends})`}
            {!row.respectsGrouping && (
              <span className={styles.detail}>groups not allowed for: too narrow</span>
            )}
          </td>
        </>
      ) : (
        <td colSpan={2} className={styles.refused}>
          {row.refusal}
        </td>
      )}
      {hasN && (
        <td data-kind="number">
          {row.n !== null && formatNumber(row.n)}
          {row.nWords !== null && <span className={styles.detail}>{row.nWords}</span>}
        </td>
      )}
    </tr>
  )
}

function placesOn(width: number): (share: number) => number {
  return (share) => INSET + share * (width - 2 * INSET)
}

/** Directions in words, and the ticks. */
function Axis({ axis, width, colours }: Drawn): ReactElement {
  const x = placesOn(width)
  return (
    <svg
      width={width}
      height={AXIS_HEIGHT}
      viewBox={`0 0 ${width} ${AXIS_HEIGHT}`}
      className={styles.drawn}
      role="img"
      aria-label={`Left: ${axis.favoursLow}. Right: ${axis.favoursHigh}.`}
    >
      <g fontSize={FONT} fontWeight={600} fill={colours.ink}>
        <text x={x(axis.none) - 8} y={13} textAnchor="end">
          ← {axis.favoursLow}
        </text>
        <text x={x(axis.none) + 8} y={13}>
          {axis.favoursHigh} →
        </text>
      </g>
      <g fontSize={FONT} fill={colours.muted} textAnchor="middle">
        {axis.ticks.map(({ at, label }) => (
          <g key={at}>
            <text x={x(at)} y={31}>
              {label}
            </text>
            <line x1={x(at)} x2={x(at)} y1={35} y2={AXIS_HEIGHT} stroke={colours.muted} />
          </g>
        ))}
      </g>
    </svg>
  )
}

function Interval({ row, axis, width, colours }: Drawn & { row: ForestRow }): ReactElement {
  const x = placesOn(width)
  return (
    <svg
      width={width}
      height={ROW_HEIGHT}
      viewBox={`0 0 ${width} ${ROW_HEIGHT}`}
      className={styles.drawn}
      aria-hidden="true"
      focusable="false"
    >
      {axis.margin !== null && (
        <rect
          x={x(axis.margin.low)}
          width={x(axis.margin.high) - x(axis.margin.low)}
          y={0}
          height={ROW_HEIGHT}
          fill={colours.line}
          fillOpacity={0.45}
        />
      )}
      <line x1={x(axis.none)} x2={x(axis.none)} y1={0} y2={ROW_HEIGHT} stroke={colours.muted} />
      {row.mark !== null && <Mark mark={row.mark} row={row} x={x} colours={colours} />}
    </svg>
  )
}

function Mark(props: {
  mark: ForestMark
  row: ForestRow
  x: (share: number) => number
  colours: ChartColours
}): ReactElement {
  const { mark, row, x, colours } = props
  const y = ROW_HEIGHT / 2
  const colour = row.isMain ? colours.brand : colours.ink
  const isRange = row.estimate === null
  return (
    <g>
      <line
        x1={x(mark.low)}
        x2={x(mark.high)}
        y1={y}
        y2={y}
        stroke={colour}
        strokeWidth={isRange ? 8 : row.isMain ? 3 : 1.5}
        {...(isRange ? { strokeOpacity: 0.35 } : {})}
        {...(row.respectsGrouping ? {} : { strokeDasharray: '3 2' })}
      />
      {mark.isCutLow && <path d={`M${x(0) - 7} ${y}l7 -4v8z`} fill={colour} />}
      {mark.isCutHigh && <path d={`M${x(1) + 7} ${y}l-7 -4v8z`} fill={colour} />}
      {mark.at !== null &&
        (row.isMain ? (
          <path d={`M${x(mark.at)} ${y - 7}l7 7-7 7-7-7z`} fill={colour} stroke={colours.paper} />
        ) : (
          <rect x={x(mark.at) - 4} y={y - 4} width={8} height={8} fill={colour} stroke={colours.paper} />
        ))}
    </g>
  )
}
