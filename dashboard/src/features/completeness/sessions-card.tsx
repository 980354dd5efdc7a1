import { type ReactElement, useEffect, useMemo } from 'react'
import { Link, useLocation } from 'react-router'
import type { SessionList } from '../../../../api/src/contracts/completeness.js'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import { Card } from '../../components/card.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { DataTable } from '../../components/data-table/data-table.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { LinkSwitch } from '../../components/link-switch/link-switch.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import { measureName } from '../../format/measure-words.js'
import { countOf, EN_DASH, formatNumber } from '../../format/number.js'
import { useSessionList } from './completeness-reads.js'
import {
  SESSIONS_ID,
  type SessionListAsked,
  sessionsLink,
  useSessionListQuery,
} from './session-list-query.js'
import styles from './sessions-card.module.css'

type SessionRow = SessionList['group_sessions'][number]

/** The sessions behind the counts: which of them to see to, and the way there. */
export function SessionsCard(props: {
  filters: Filters
  siteNames: ReadonlyMap<string, string>
  /** Whether what stands above the list has come, which moves it until then. */
  isPlaced: boolean
  sessionHref: (session: SessionRow) => string
}): ReactElement {
  const { filters, siteNames, sessionHref } = props
  const asked = useSessionListQuery()
  const list = useSessionList(filters, asked)
  useScrollToList(list.data !== undefined && props.isPlaced)
  const columns = useMemo(
    () => columnsOf(list.data, siteNames, sessionHref),
    [list.data, siteNames, sessionHref],
  )
  const state = cardState(list, (found) => judge(found, asked, filters))
  return (
    <div id={SESSIONS_ID} className={styles.place} data-state={state.kind}>
      <Card label="Sessions">
        <div className={styles.head}>
          <h2 className={styles.title}>{sessionsTitle(list.data, asked)}</h2>
          <div className={styles.ways}>
            {asked.session_number !== undefined && (
              <Link to={sessionsLink(filters, { show: asked.show })}>All session numbers</Link>
            )}
            <LinkSwitch
              label="Which sessions"
              choices={(['lacking', 'all'] as const).map((show) => ({
                key: show,
                label: show === 'lacking' ? 'Lacking something' : 'All sessions',
                href: sessionsLink(filters, { session_number: asked.session_number, show }),
                isCurrent: show === asked.show,
              }))}
            />
          </div>
        </div>
        {cardMessage(state) ??
          (list.data === undefined ? (
            <p role="status">Loading sessions</p>
          ) : (
            <DataTable
              caption="Attendance of members in care, and forms of those who came, the latest session first"
              columns={columns}
              rows={list.data.group_sessions}
              rowKey={(row) => row.session_id}
              total={totalOf(list.data, asked)}
              counted="sessions"
              footer={<Pages list={list.data} asked={asked} filters={filters} />}
            />
          ))}
      </Card>
    </div>
  )
}

export function sessionsTitle(list: SessionList | undefined, asked: SessionListAsked): string {
  const which = asked.session_number === undefined ? '' : ` number ${asked.session_number}`
  if (list === undefined) return `Sessions${which}`
  if (list.n_lacking === 0)
    return `None of ${countOf(list.n_sessions, `session${which}`, `sessions${which}`)} lacks a form or attendance`
  const of = `${formatNumber(list.n_lacking)} of ${countOf(list.n_sessions, `session${which}`, `sessions${which}`)}`
  return `${of} ${list.n_lacking === 1 ? 'lacks' : 'lack'} a form or attendance`
}

function totalOf(list: SessionList, { show }: SessionListAsked): number {
  return show === 'all' ? list.n_sessions : list.n_lacking
}

function judge(found: SessionList, asked: SessionListAsked, filters: Filters): CardState {
  if (found.group_sessions.length > 0) return { kind: 'ready' }
  if (found.n_sessions === 0) return { kind: 'empty', reason: 'No session was held in this selection.' }
  if (totalOf(found, asked) > 0) {
    return {
      kind: 'empty',
      reason: `The list has fewer than ${asked.page} pages.`,
      nextStep: { label: 'First page', href: sessionsLink(filters, { ...asked, page: 1 }) },
    }
  }
  return { kind: 'empty', reason: 'Each of these sessions has its attendance and its forms.' }
}

function columnsOf(
  list: SessionList | undefined,
  siteNames: ReadonlyMap<string, string>,
  sessionHref: (session: SessionRow) => string,
): TableColumn<SessionRow>[] {
  const measures = list?.group_sessions[0]?.forms.map(({ measure }) => measure) ?? []
  const columns: (TableColumn<SessionRow> | false)[] = [
    {
      name: 'session',
      label: 'Session',
      kind: 'text',
      value: (row) => `${row.group_name}, session ${row.session_number}`,
      href: sessionHref,
      isRowHeader: true,
    },
    { name: 'session_date', label: 'Day', kind: 'day', value: (row) => row.session_date },
    siteNames.size > 1 && {
      name: 'site',
      label: 'Site',
      kind: 'text',
      value: (row) => siteNames.get(row.site_id) ?? row.site_id,
    },
    {
      name: 'recorded',
      label: 'Attendance',
      kind: 'number',
      value: (row) => row.n_recorded,
      text: (row) => ofWords(row.n_recorded, row.n_in_care),
    },
    ...measures.map(
      (measure): TableColumn<SessionRow> => ({
        name: measure,
        label: measureName(measure),
        kind: 'number',
        value: (row) => formsOf(row, measure)?.returned ?? null,
        text: (row) => ofWords(formsOf(row, measure)?.returned ?? 0, formsOf(row, measure)?.expected ?? 0),
        detail: (row) => unscoredWords(formsOf(row, measure)),
      }),
    ),
    {
      name: 'lacks',
      label: 'Lacks',
      kind: 'text',
      value: lacksWords,
      cell: (row) =>
        row.lacks.length === 0 ? 'nothing' : <StatusPill status="watch">{lacksWords(row)}</StatusPill>,
    },
  ]
  return columns.flatMap((column) => (column === false ? [] : [{ ...column, isSortable: false }]))
}

function formsOf(row: SessionRow, measure: string): SessionRow['forms'][number] | undefined {
  return row.forms.find((form) => form.measure === measure)
}

function ofWords(there: number, expected: number): string {
  return expected === 0 ? 'none expected' : `${formatNumber(there)} of ${formatNumber(expected)}`
}

function unscoredWords(form: SessionRow['forms'][number] | undefined): string | null {
  const unscored = (form?.returned ?? 0) - (form?.valid ?? 0)
  return unscored === 0 ? null : `${formatNumber(unscored)} cannot be scored`
}

export function lacksWords({ status, lacks, n_recorded }: SessionRow): string {
  if (status === 'planned') return n_recorded === 0 ? 'not begun' : 'attendance'
  return lacks.join(' and ')
}

/** Pages are links: each has an address, and Back returns to the one before. */
function Pages(props: { list: SessionList; asked: SessionListAsked; filters: Filters }): ReactElement | null {
  const { list, asked, filters } = props
  const total = totalOf(list, asked)
  const last = Math.max(1, Math.ceil(total / list.page_size))
  if (last === 1) return null
  const first = (list.page - 1) * list.page_size + 1
  const address = (page: number): string => sessionsLink(filters, { ...asked, page })
  return (
    <nav aria-label="Pages of the sessions" className={styles.pages}>
      <span>
        {formatNumber(first)} {EN_DASH} {formatNumber(first + list.group_sessions.length - 1)} of{' '}
        {formatNumber(total)}
      </span>
      {list.page > 1 && <Link to={address(list.page - 1)}>Previous</Link>}
      {list.page < last && <Link to={address(list.page + 1)}>Next</Link>}
    </nav>
  )
}

/**
 * The router does not scroll to a fragment. It must wait for the list and for the figures above it, whichever come
 * last.
 */
function useScrollToList(isThere: boolean): void {
  const { hash, key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each visit of the same fragment scrolls again
  useEffect(() => {
    if (!isThere || hash !== `#${SESSIONS_ID}`) return
    const frame = requestAnimationFrame(() => document.getElementById(SESSIONS_ID)?.scrollIntoView())
    return () => cancelAnimationFrame(frame)
  }, [hash, key, isThere])
}
