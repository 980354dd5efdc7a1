import { type ReactElement, useMemo } from 'react'
import type { ProportionContract } from '../../../../api/src/contracts/estimates.js'
import type { GroupList } from '../../../../api/src/contracts/groups.js'
import { useFilterChoices } from '../../api-client/catalogue-reads.js'
import { OpenLink } from '../../components/access/open-link.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { DataTable } from '../../components/data-table/data-table.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { CopyLink } from '../../components/filter-bar/copy-link.js'
import { FilterBar } from '../../components/filter-bar/filter-bar.js'
import type { FilterKey } from '../../components/filter-bar/filter-keys.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { filterWords, removableFilters } from '../../components/filter-bar/filter-words.js'
import { useCarriedFilters } from '../../components/filter-bar/use-carried-filters.js'
import { useFilters } from '../../components/filter-bar/use-filters.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import {
  FORMAT_LABELS,
  GROUP_STATUS_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../format/enumeration-labels.js'
import { formatNumber } from '../../format/number.js'
import { formatFraction, formatPercent } from '../../format/percent.js'
import styles from './group-list-page.module.css'
import { useGroups } from './group-reads.js'
import { groupListTitle } from './group-words.js'

const FILTERS_OF_GROUPS: readonly FilterKey[] = [
  'site',
  'modality',
  'format',
  'structure',
  'focus',
  'arm',
  'measure',
  'from',
  'to',
]

/** Every group with how complete its records are; never in order of outcome. */
export function GroupListPage(): ReactElement {
  const filterState = useFilters()
  const { filters } = filterState
  const choices = useFilterChoices()
  const groups = useGroups(filters)
  const words = filterWords(filters, choices)
  const empty: CardState =
    words.length === 0
      ? {
          kind: 'empty',
          reason: 'Groups come with the import of groups.csv.',
          nextStep: { label: 'Import files', href: '/entry/import' },
        }
      : { kind: 'empty_by_filter', filters: removableFilters(filterState, choices) }
  const state = cardState(groups, (found) => (found.groups.length === 0 ? empty : { kind: 'ready' }))
  const { role } = useSignedIn()
  const carried = useCarriedFilters()
  const columns = useMemo(() => groupColumns(carried, role === 'coordinator'), [carried, role])
  return (
    <>
      <PageHeader
        name="Groups"
        title={groups.data === undefined ? 'Groups' : groupListTitle(groups.data.groups, filters)}
        subline="In order of id, never of outcome: a group of 7 to 12 members cannot be ranked."
        actions={
          <>
            <OpenLink to="/groups/new">New group</OpenLink>
            <CopyLink />
          </>
        }
      />
      <FilterBar state={filterState} choices={choices} periodBasis="session_date" keys={FILTERS_OF_GROUPS} />
      <Card label="Groups">
        {cardMessage(state) ?? (
          <div className={styles.table} data-state={state.kind}>
            <DataTable
              caption="Members still attending of all who joined; attendance at held sessions; of the sessions attended, those with a scored form"
              columns={columns}
              rows={groups.data?.groups ?? []}
              rowKey={(row) => row.group_id}
              total={groups.data?.total ?? null}
              counted="groups"
              emptyWords="Loading groups"
            />
          </div>
        )}
      </Card>
    </>
  )
}

type GroupRow = GroupList['groups'][number]

/** Coordinators keep the record of a group; its outcomes are for others. */
function groupColumns(filters: CarriedFilters, isCoordinator: boolean): TableColumn<GroupRow>[] {
  const addressOf = ({ group_id }: GroupRow): string => `/groups/${encodeURIComponent(group_id)}`
  const rows = (row: GroupRow, hash: string): string | null =>
    isCoordinator ? null : `${filterLink(addressOf(row), filters)}${hash}`
  return [
    {
      name: 'group_id',
      label: 'Group',
      kind: 'text',
      value: (row) => row.group_id,
      cell: (row) => row.name,
      href: (row) => (isCoordinator ? `${addressOf(row)}/record` : filterLink(addressOf(row), filters)),
      isRowHeader: true,
    },
    { name: 'site', label: 'Site', kind: 'text', value: (row) => row.site_name },
    { name: 'modality', label: 'Modality', kind: 'text', value: (row) => MODALITY_LABELS[row.modality] },
    {
      name: 'structure',
      label: 'Structure, format',
      kind: 'text',
      value: (row) => `${STRUCTURE_LABELS[row.structure]}, ${FORMAT_LABELS[row.format].toLowerCase()}`,
    },
    { name: 'status', label: 'Status', kind: 'text', value: (row) => GROUP_STATUS_LABELS[row.status] },
    {
      name: 'sessions_held',
      label: 'Sessions',
      kind: 'number',
      value: (row) => row.sessions_held,
      text: (row) =>
        row.structure === 'open'
          ? formatNumber(row.sessions_held)
          : `${row.sessions_held} of ${row.planned_sessions}`,
      href: (row) => rows(row, '#board'),
    },
    {
      name: 'n_open_episodes',
      label: 'Attending',
      kind: 'number',
      value: (row) => row.n_open_episodes,
      text: (row) => `${row.n_open_episodes} of ${row.n_episodes}`,
      href: (row) => rows(row, '#members'),
    },
    shareColumn(
      'attendance',
      'Attendance',
      (row) => row.attendance,
      (row) => rows(row, '#board'),
    ),
    shareColumn(
      'completeness',
      'Forms scored',
      (row) => row.completeness,
      (row) => rows(row, '#board'),
    ),
  ]
}

function shareColumn(
  name: string,
  label: string,
  share: (row: GroupRow) => ProportionContract,
  href: (row: GroupRow) => string | null,
): TableColumn<GroupRow> {
  return {
    name,
    label,
    kind: 'number',
    value: (row) => share(row).proportion,
    cell: (row) => <Share of={share(row)} />,
    href,
  }
}

function Share({ of }: { of: ProportionContract }): ReactElement {
  return (
    <>
      {formatPercent(of.proportion)} <span className={styles.fraction}>{formatFraction(of)}</span>
    </>
  )
}
