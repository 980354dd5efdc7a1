import { Tabs } from '@mantine/core'
import {
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Link } from 'react-router'
import { DataTable } from '../data-table/data-table.js'
import type { CarriedFilters } from '../filter-bar/filter-link.js'
import { Icon } from '../icon.js'
import { cardMessage } from './card-message.js'
import type { CardState } from './card-state.js'
import { type CardTable, cardTableColumns, cardTableCsv } from './card-table.js'
import styles from './chart-card.module.css'
import { type ChartPicture, pictureOfChart } from './picture-of-chart.js'
import { useMeasuredWidth } from './use-measured-width.js'
import { useToggleKey } from './use-toggle-key.js'

// The library's menu weighs more than the rest of the card: it comes after the numbers are on the screen.
const DownloadMenu = lazy(async () => ({ default: (await import('./download-menu.js')).DownloadMenu }))

/** How the numbers of a card come about; shown under "How". */
export interface HowItIsCalculated {
  readonly definition: string
  readonly denominator: string
  /** "rule version 3", or the name of the rule. */
  readonly rule: string
  /** The rows counted. */
  readonly rows?: { label: string; href: string }
}

/**
 * The one contract of every chart: the finding or question as its title; n, period, direction and interval under
 * it; the same numbers as chart and as table; how they are calculated; one menu of files; one state at a time.
 * `height` is the drawing's, and its place is kept in every state, so that nothing on the page moves.
 */
export function ChartCard(props: {
  title: string
  /** n, period, direction, interval: joined by middle dots. */
  caption: readonly string[]
  state: CardState
  height: number
  /** Draws at the given size; absent for a card whose table is its only form. */
  chart?: (size: { width: number; height: number }) => ReactNode
  /** False where the drawing is HTML (a matrix, a board): it has no picture to save. */
  hasPicture?: boolean
  /** The drawing is itself a table with every number: there is no picture to save, and paper holds it once. */
  isDrawnAsTable?: boolean
  table: CardTable
  how: HowItIsCalculated
  /** Name of the files: "mean-trajectory". */
  fileName: string
  filters: CarriedFilters
  /** What the card is asked: under its caption in every state, so that an empty answer can be asked otherwise. */
  choices?: ReactNode
  /** Below the content on every tab: a sentence to read with it. */
  note?: ReactNode
}): ReactElement {
  const { chart, height, state, table } = props
  const first = chart === undefined ? 'table' : 'chart'
  /** Null until the reader chooses: a chart that arrives late is still what is shown first. */
  const [chosenTab, setTab] = useState<string | null>(null)
  const tab = chosenTab ?? first
  const card = useRef<HTMLElement>(null)
  const toggle = useCallback(() => setTab((now) => ((now ?? first) === 'chart' ? 'table' : first)), [first])
  useToggleKey(card, toggle)
  const message = cardMessage(state)
  const hasContent = message === null && state.kind !== 'loading'
  const caption = props.caption.join(' · ')
  const hasPicture = chart !== undefined && props.hasPicture !== false && props.isDrawnAsTable !== true
  const picture = useCallback(() => drawnPicture(card.current, props.title, caption), [props.title, caption])

  return (
    <section
      ref={card}
      className={styles.card}
      data-chart-card
      data-state={state.kind}
      data-drawn-as-table={props.isDrawnAsTable === true}
      aria-label={props.title}
    >
      <Tabs
        value={tab}
        onChange={setTab}
        variant="none"
        keepMounted={false}
        keepMountedMode="display-none"
        classNames={{ root: styles.tabs ?? '', tab: styles.tab ?? '', list: styles.tabList ?? '' }}
      >
        <div className={styles.head}>
          <h2 className={styles.title}>{props.title}</h2>
          <div className={styles.tools}>
            <Tabs.List aria-label={`Forms of: ${props.title}`}>
              {chart !== undefined && <Tabs.Tab value="chart">Chart</Tabs.Tab>}
              <Tabs.Tab value="table">Table</Tabs.Tab>
              <Tabs.Tab value="how">How</Tabs.Tab>
            </Tabs.List>
            {hasContent && (
              <Suspense fallback={<SavePlace />}>
                <DownloadMenu
                  title={props.title}
                  what={props.fileName}
                  filters={props.filters}
                  csv={() => cardTableCsv(table)}
                  picture={hasPicture ? picture : null}
                />
              </Suspense>
            )}
          </div>
        </div>
        <p className={styles.caption}>{caption}</p>
        {props.choices !== undefined && <div className={styles.choices}>{props.choices}</div>}
        {state.kind === 'partial' && <p className={styles.partial}>{state.missing}</p>}
        {chart !== undefined && (
          <Tabs.Panel value="chart" keepMounted className={styles.chartPanel}>
            <Content state={state} message={message} height={height}>
              <MeasuredChart height={height} draw={chart} />
            </Content>
          </Tabs.Panel>
        )}
        <Tabs.Panel value="table" keepMounted className={styles.tablePanel}>
          <Content state={state} message={message} height={height}>
            <TwinTable table={table} />
          </Content>
        </Tabs.Panel>
        <Tabs.Panel value="how">
          <How how={props.how} height={height} />
        </Tabs.Panel>
      </Tabs>
      {props.note !== undefined && hasContent && <div className={styles.note}>{props.note}</div>}
    </section>
  )
}

/** Keeps the menu's place while it is on the way, so that no tab moves. */
function SavePlace(): ReactElement {
  return (
    <span className={styles.save} aria-hidden="true">
      <Icon name="download" size={14} /> Save
    </span>
  )
}

function Content(props: {
  state: CardState
  message: ReactElement | null
  height: number
  children: ReactNode
}): ReactElement {
  if (props.state.kind === 'loading') {
    return (
      <div className={styles.skeleton} style={{ height: props.height }} role="status">
        <span className={styles.hiddenWords}>Loading</span>
      </div>
    )
  }
  if (props.message !== null) return <div style={{ minHeight: props.height }}>{props.message}</div>
  return <>{props.children}</>
}

function MeasuredChart(props: {
  height: number
  draw: (size: { width: number; height: number }) => ReactNode
}): ReactElement {
  const [measure, width] = useMeasuredWidth()
  return (
    <div ref={measure} data-drawn className={styles.chart} style={{ minHeight: props.height }}>
      {width !== null && props.draw({ width, height: props.height })}
    </div>
  )
}

function TwinTable({ table }: { table: CardTable }): ReactElement {
  const columns = useMemo(() => cardTableColumns(table), [table])
  return (
    <DataTable
      caption={table.caption}
      columns={columns}
      rows={table.rows}
      rowKey={(row) => row.key}
      emptyWords="No rows."
    />
  )
}

function How({ how, height }: { how: HowItIsCalculated; height: number }): ReactElement {
  return (
    <dl className={styles.how} style={{ minHeight: height }}>
      <dt>Definition</dt>
      <dd>{how.definition}</dd>
      <dt>Counted</dt>
      <dd>{how.denominator}</dd>
      <dt>Rule</dt>
      <dd>{how.rule}</dd>
      {how.rows !== undefined && (
        <>
          <dt>Rows</dt>
          <dd>
            <Link to={how.rows.href}>{how.rows.label}</Link>
          </dd>
        </>
      )}
    </dl>
  )
}

/** The chart's own SVG: the first one drawn in the card's chart panel, legend icons left aside. */
function drawnPicture(card: HTMLElement | null, title: string, caption: string): ChartPicture | null {
  const drawn =
    card?.querySelector<SVGSVGElement>('[data-drawn] .recharts-wrapper > svg.recharts-surface') ??
    card?.querySelector<SVGSVGElement>('[data-drawn] svg')
  if (!drawn || drawn.getBoundingClientRect().width === 0) return null
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string): string => style.getPropertyValue(`--tm-${name}`)
  return pictureOfChart(
    drawn,
    { title, caption },
    { paper: colour('paper'), ink: colour('ink'), muted: colour('muted') },
  )
}
