import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useCallback, useMemo, useState } from 'react'
import type { ReportRunList } from '../../../../api/src/contracts/report-runs.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { DataTable } from '../../components/data-table/data-table.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { countOf } from '../../format/number.js'
import styles from './library.module.css'
import { libraryColumns } from './library-columns.js'
import { LibraryFilterBar } from './library-filter-bar.js'
import { type LibraryFilterState, removableLibraryFilters, useLibraryFilters } from './library-filters.js'
import { NewReport } from './new-report.js'
import { isUnended, useReportRuns } from './report-run-reads.js'

/** Every report that the reader may see, how far it is, and a form for a new one. */
export function LibraryPage(): ReactElement {
  const { deployment } = useSignedIn()
  const queryClient = useQueryClient()
  const filterState = useLibraryFilters()
  const found = useReportRuns(filterState.filters)
  const [isAsking, setAsking] = useState(false)
  const readAgain = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: ['report-runs'] }),
    [queryClient],
  )
  const columns = useMemo(
    () => libraryColumns(deployment.time_zone, readAgain),
    [deployment.time_zone, readAgain],
  )
  const list = found.data
  const message = cardMessage(cardState(found, (data) => judge(data, filterState)))
  return (
    <>
      <PageHeader
        name="Reports"
        title={libraryTitle(list)}
        subline="Each was computed once, and its files say the same. Times are those of your deployment"
        actions={
          (list?.may_make.length ?? 0) > 0 && <Button onClick={() => setAsking(true)}>New report</Button>
        }
      />
      {isAsking && list !== undefined && (
        <NewReport mayMake={list.may_make} onAsked={readAgain} onClose={() => setAsking(false)} />
      )}
      <LibraryFilterBar {...filterState} />
      <Card label="Reports">
        {message ?? (
          <DataTable
            caption={`Reports, times in ${deployment.time_zone}`}
            isCaptionHidden
            columns={columns}
            rows={list?.report_runs ?? []}
            rowKey={(run) => String(run.report_run_id)}
            emptyWords="Loading reports"
            total={list?.total ?? null}
            counted="reports"
            footer={list !== undefined && <Pages list={list} state={filterState} />}
          />
        )}
      </Card>
    </>
  )
}

function libraryTitle(list: ReportRunList | undefined): string {
  if (list === undefined) return 'Reports'
  const unended = list.report_runs.filter(isUnended).length
  if (list.total === 0) return 'No report yet'
  const superseded = list.report_runs.filter((run) => run.superseded !== null).length
  const parts = [
    ...(unended > 0 ? [`${unended} being made`] : []),
    ...(superseded > 0 ? [`${superseded} superseded by later records`] : []),
  ]
  return `${countOf(list.total, 'report')}${parts.length === 0 ? '' : `, ${parts.join(', ')}`}`
}

function judge(list: ReportRunList, filterState: LibraryFilterState): CardState {
  if (list.report_runs.length > 0) return { kind: 'ready' }
  const filters = removableLibraryFilters(filterState)
  return filters.length > 0
    ? { kind: 'empty_by_filter', filters }
    : {
        kind: 'empty',
        reason: 'No report has been asked for. “New report” makes one; so does the button on each page.',
      }
}

function Pages({ list, state }: { list: ReportRunList; state: LibraryFilterState }): ReactElement | null {
  const { page, page_size: size, total } = list
  const last = Math.max(1, Math.ceil(total / size))
  if (last === 1) return null
  return (
    <span className={styles.pages}>
      <Button variant="default" size="xs" disabled={page <= 1} onClick={() => state.set({ page: page - 1 })}>
        Later
      </Button>
      Page {page} of {last}
      <Button
        variant="default"
        size="xs"
        disabled={page >= last}
        onClick={() => state.set({ page: page + 1 })}
      >
        Earlier
      </Button>
    </span>
  )
}
