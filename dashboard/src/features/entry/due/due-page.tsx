import { Button } from '@mantine/core'
import { type ReactElement, useMemo } from 'react'
import { Link } from 'react-router'
import type { EntryDue } from '../../../../../api/src/contracts/entry.js'
import { useMeasures } from '../../../api-client/catalogue-reads.js'
import { useMayOpen } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { CardRow } from '../../../components/card-row.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../../components/chart-card/card-state.js'
import { DataTable } from '../../../components/data-table/data-table.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { countOf } from '../../../format/number.js'
import styles from './due-page.module.css'
import { useEntryDue } from './due-reads.js'
import { type DueSession, dueSubline, dueTitle, enteredOf, lacksWords } from './due-words.js'

const IMPORT = '/entry/import'

/** What is due today: sessions that lack attendance or forms, and the way to enter them. */
export function DuePage(): ReactElement {
  const due = useEntryDue()
  const mayOpen = useMayOpen()
  const measures = useMeasures()
  const names = useMemo(
    () => new Map(measures.data?.map(({ code, short_name }) => [code, short_name])),
    [measures.data],
  )
  const state = cardState(due, judgeDue)
  const message = cardMessage(state)
  const sessions = due.data?.sessions ?? []
  const sites = new Map(due.data?.sites.map(({ site_id, name }) => [site_id, name]))
  const parts = [
    { title: 'Today', rows: sessions.filter((session) => session.is_today) },
    { title: 'The 7 days before', rows: sessions.filter((session) => !session.is_today) },
  ].filter(({ rows }) => rows.length > 0)
  return (
    <>
      <PageHeader
        name="Due today"
        title={due.data === undefined ? 'Sessions to be entered' : dueTitle(due.data)}
        subline={due.data === undefined ? 'Looking for what waits' : dueSubline(due.data)}
        actions={
          mayOpen(IMPORT) && (
            <Button component={Link} to={IMPORT} variant="default">
              Import files
            </Button>
          )
        }
      />
      {message !== null || due.data === undefined ? (
        <Card label="Sessions to be entered">{message ?? <p role="status">Loading sessions</p>}</Card>
      ) : (
        parts.map(({ title, rows }) => (
          <CardRow key={title} layout="one">
            <Card label={title}>
              <h2 className={styles.title}>{title}</h2>
              <DataTable
                caption={`${countOf(rows.length, 'session')}: members in care with attendance, and forms of those who came`}
                columns={columnsOf(rows, { names, sites, isToday: title === 'Today' })}
                rows={rows}
                rowKey={(row) => row.session_id}
              />
            </Card>
          </CardRow>
        ))
      )}
    </>
  )
}

function judgeDue(due: EntryDue): CardState {
  if (due.sites.length === 0) {
    return { kind: 'empty', reason: 'No site is yours yet. Ask an administrator to give you one.' }
  }
  if (due.sessions.length > 0) return { kind: 'ready' }
  const reason =
    due.n_complete === 0
      ? 'No session took place or was planned for today and the last 7 days.'
      : `${countOf(due.n_complete, 'session')} of these days, each with its attendance and its forms.`
  return { kind: 'empty', reason, nextStep: { label: 'See the groups', href: '/groups' } }
}

function columnsOf(
  rows: readonly DueSession[],
  look: { names: ReadonlyMap<string, string>; sites: ReadonlyMap<string, string>; isToday: boolean },
): TableColumn<DueSession>[] {
  const measures = [...new Set(rows.flatMap(({ forms }) => forms.map(({ measure }) => measure)))]
  const columns: (TableColumn<DueSession> | false)[] = [
    {
      name: 'session',
      label: 'Session',
      kind: 'text',
      value: (row) => `${row.group_name}, session ${row.session_number}`,
      href: (row) => `/entry/session/${encodeURIComponent(row.session_id)}`,
      isRowHeader: true,
    },
    !look.isToday && {
      name: 'session_date',
      label: 'Day',
      kind: 'day',
      value: (row) => row.session_date,
    },
    look.sites.size > 1 && {
      name: 'site',
      label: 'Site',
      kind: 'text',
      value: (row) => look.sites.get(row.site_id) ?? row.site_id,
    },
    {
      name: 'n_entered',
      label: 'Attendance',
      kind: 'number',
      value: (row) => row.n_entered,
      text: (row) => enteredOf(row.n_entered, row.n_in_care),
    },
    ...measures.map(
      (measure): TableColumn<DueSession> => ({
        name: measure,
        label: look.names.get(measure) ?? measure.toUpperCase(),
        kind: 'number',
        value: (row) => formsOf(row, measure)?.returned ?? null,
        text: (row) => {
          const forms = formsOf(row, measure)
          return enteredOf(forms?.returned ?? 0, forms?.expected ?? 0)
        },
      }),
    ),
    {
      name: 'lacks',
      label: 'Lacks',
      kind: 'text',
      value: lacksWords,
      cell: (row) => <StatusPill status="watch">{lacksWords(row)}</StatusPill>,
    },
  ]
  return columns.filter((column) => column !== false)
}

function formsOf(row: DueSession, measure: string): DueSession['forms'][number] | undefined {
  return row.forms.find((form) => form.measure === measure)
}
