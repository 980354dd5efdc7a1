import { Button } from '@mantine/core'
import { type ReactElement, useMemo } from 'react'
import type { AuditRow } from '../../../../../api/src/contracts/audit.js'
import type { Token } from '../../../../../api/src/contracts/tokens.js'
import type { User } from '../../../../../api/src/contracts/users.js'
import { ProblemError } from '../../../api-client/problem-error.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { type CardState, failureState } from '../../../components/chart-card/card-state.js'
import { DataTable } from '../../../components/data-table/data-table.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { useTokens, useUsers } from '../admin-reads.js'
import { auditColumns } from './audit-columns.js'
import { AuditFilterBar } from './audit-filter-bar.js'
import {
  type AuditFilterState,
  auditHref,
  auditTitle,
  removableAuditFilters,
  useAuditFilters,
} from './audit-filters.js'
import styles from './audit-page.module.css'
import { useAuditRecords } from './audit-reads.js'
import { AuditViews } from './audit-views.js'
import { Onlookers } from './onlookers.js'
import { SaveAuditFile } from './save-audit-file.js'

const NOBODY: readonly User[] = []
const NO_TOKENS: readonly Token[] = []
const NOTHING: readonly AuditRow[] = []

/** Who did what, and who saw which member. */
export function AuditPage(): ReactElement {
  const { deployment } = useSignedIn()
  const filterState = useAuditFilters()
  const { filters } = filterState
  const users = useUsers().data?.users ?? NOBODY
  const tokens = useTokens().data?.tokens ?? NO_TOKENS
  const found = useAuditRecords(filters)
  const pages = found.data?.pages
  const records = useMemo(() => pages?.flatMap((page) => page.records) ?? NOTHING, [pages])
  const columns = useMemo(
    () =>
      auditColumns({
        users,
        tokens,
        timeZone: deployment.time_zone,
        hrefWith: (filter) => auditHref({ ...filters, ...filter }),
      }),
    [users, tokens, deployment.time_zone, filters],
  )
  const state = stateOf(found, records, filterState, users)
  const message = cardMessage(state)
  return (
    <>
      <PageHeader
        name="Activity"
        title={auditTitle(filters, users)}
        subline="Newest first. Records are chained and signed: none can be changed or taken away unseen"
        actions={<SaveAuditFile filters={filters} />}
      />
      <AuditViews current="activity" />
      <AuditFilterBar state={filterState} users={users} timeZone={deployment.time_zone} />
      {filters.member !== undefined && message === null && records.length > 0 && (
        <Onlookers
          records={records}
          tokens={tokens}
          isAll={!found.hasNextPage}
          timeZone={deployment.time_zone}
          hrefOf={(user) => auditHref({ ...filters, user })}
        />
      )}
      <Card label="Activity">
        {message ?? (
          <div data-state={state.kind} className={styles.table}>
            <DataTable
              caption={`Records of the activity, times in ${deployment.time_zone}`}
              isCaptionHidden
              columns={columns}
              rows={records}
              rowKey={(row) => `${row.chain_day}.${row.number}`}
              emptyWords="Loading the activity"
              footer={
                records.length > 0 && (
                  <Older
                    shown={records.length}
                    hasMore={found.hasNextPage}
                    isFetching={found.isFetchingNextPage}
                    onMore={() => void found.fetchNextPage()}
                  />
                )
              }
            />
          </div>
        )}
      </Card>
    </>
  )
}

function stateOf(
  found: ReturnType<typeof useAuditRecords>,
  records: readonly AuditRow[],
  filterState: AuditFilterState,
  users: readonly User[],
): CardState {
  const filters = removableAuditFilters(filterState, users)
  if (found.error instanceof ProblemError && found.error.code === 'member_not_found') {
    return { kind: 'empty_by_filter', filters }
  }
  if (found.isError) return failureState(found.error, () => void found.refetch())
  if (found.data === undefined) return { kind: 'loading' }
  if (records.length > 0) return { kind: found.isPlaceholderData ? 'refreshing' : 'ready' }
  return filters.length > 0
    ? { kind: 'empty_by_filter', filters }
    : { kind: 'empty', reason: 'Nothing has been recorded yet.' }
}

function Older(props: {
  shown: number
  hasMore: boolean
  isFetching: boolean
  onMore: () => void
}): ReactElement {
  return (
    <>
      <span aria-live="polite">
        {props.hasMore
          ? `The ${props.shown} newest records are shown; there are older ones.`
          : `All ${props.shown} records are shown.`}
      </span>
      {props.hasMore && (
        <Button variant="default" size="xs" loading={props.isFetching} onClick={props.onMore}>
          Show older
        </Button>
      )}
    </>
  )
}
