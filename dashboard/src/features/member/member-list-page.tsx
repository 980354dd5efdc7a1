import { type ReactElement, useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { EpisodeList } from '../../../../api/src/contracts/members.js'
import { useFilterChoices } from '../../api-client/catalogue-reads.js'
import { OpenLink } from '../../components/access/open-link.js'
import { Card } from '../../components/card.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { DataTable } from '../../components/data-table/data-table.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { episodeColumns, hasRiskItem } from '../../components/episode-table/episode-columns.js'
import { CopyLink } from '../../components/filter-bar/copy-link.js'
import { FilterBar } from '../../components/filter-bar/filter-bar.js'
import { filterLink } from '../../components/filter-bar/filter-link.js'
import { removableFilters } from '../../components/filter-bar/filter-words.js'
import { useFilters } from '../../components/filter-bar/use-filters.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { measureName } from '../../format/measure-words.js'
import { MemberListControls } from './member-list-controls.js'
import styles from './member-list-page.module.css'
import {
  type MemberListQuery,
  type MemberListState,
  NUMBER_KEYS,
  SORTS,
  useMemberListQuery,
} from './member-list-query.js'
import { memberListTitle, numberBehind, pageCount, pageWords, totalsWords } from './member-list-words.js'
import { useEpisodes } from './member-reads.js'

const DEFAULT_MEASURE = 'phq9'

/** Find a member; or see exactly who stands behind a number. */
export function MemberListPage(): ReactElement {
  const filterState = useFilters()
  const { filters } = filterState
  const choices = useFilterChoices()
  const list = useMemberListQuery()
  const episodes = useEpisodes(filters, list.query)
  const name = measureName(filters.measure ?? DEFAULT_MEASURE)
  const measure = choices.measures?.find((each) => each.code === (filters.measure ?? DEFAULT_MEASURE))
  const behind = numberBehind(list.query, measure ?? { short_name: name, bands: [] })
  const withRiskItem = hasRiskItem(episodes.data?.episodes ?? [])
  const isOfAttendance = list.query.family === 'attendance'
  const columns = useMemo(
    () => columnsOf(filters, { withRiskItem, isOfAttendance }),
    [filters, withRiskItem, isOfAttendance],
  )
  const state = cardState(episodes, (found) =>
    found.episodes.length === 0 ? emptyState(found, filterState, choices, list) : { kind: 'ready' },
  )
  return (
    <>
      <PageHeader
        name="Members"
        title={memberListTitle(episodes.data, list.query)}
        subline={`First and last score on ${name}; a member who came back has a row for each episode`}
        actions={<CopyLink />}
      />
      {behind !== null && (
        <p className={styles.behind}>
          <span>{behind}</span>
          <OpenLink to={filterLink('/programme', filters, familyOf(list.query))}>
            Back to the programme
          </OpenLink>
          <button type="button" onClick={() => list.clear(NUMBER_KEYS)}>
            Show all members
          </button>
        </p>
      )}
      <FilterBar
        state={filterState}
        choices={choices}
        periodBasis="episode_end"
        defaultMeasure={DEFAULT_MEASURE}
      />
      <MemberListControls list={list} />
      <Card label="Members">
        {cardMessage(state) ?? (
          <div className={styles.table} data-state={state.kind}>
            <DataTable
              caption={`Episodes of members, ${name}; “better by” counts improvement as positive`}
              isCaptionHidden
              columns={columns}
              rows={episodes.data?.episodes ?? []}
              rowKey={(row) => String(row.episode_id)}
              remoteSort={{
                column: list.query.sort === 'last_on' ? 'last_attended_on' : list.query.sort,
                order: list.query.order,
                onSort: (column, order) => sortBy(list, column, order),
              }}
              emptyWords="Loading members"
              footer={episodes.data && <Foot list={episodes.data} measureName={name} />}
            />
          </div>
        )}
      </Card>
    </>
  )
}

/** Only what the server can sort by is offered for sorting. */
function columnsOf(
  filters: Filters,
  { withRiskItem, isOfAttendance }: { withRiskItem: boolean; isOfAttendance: boolean },
): TableColumn<EpisodeList['episodes'][number]>[] {
  const all = episodeColumns({
    member: (row) =>
      filterLink(`/members/${encodeURIComponent(row.member_id)}`, filters, {
        episode: String(row.episode_id),
      }),
    group: (row) => filterLink(`/groups/${encodeURIComponent(row.group_id)}`, filters),
  })
  // A list behind a number of attendance shows who came and how it ended, in place of the scores.
  const about = isOfAttendance
    ? [all.sessions, all.forms, all.last_seen, all.status, all.group, all.joined_on, all.reliable_change]
    : [
        all.reliable_change,
        all.baseline,
        all.last,
        all.change,
        all.group,
        all.sessions,
        all.joined_on,
        all.last_seen,
        ...(withRiskItem ? [all.risk_item] : []),
      ]
  const shown = [all.member_id, ...about]
  return shown.map((column) => ({ ...column, isSortable: SORTS.some((sort) => sort === column.name) }))
}

function sortBy(list: MemberListState, column: string, order: MemberListQuery['order']): void {
  const sort = SORTS.find((each) => each === column)
  if (sort !== undefined) list.set({ sort, order })
}

function familyOf(query: MemberListQuery): { family?: string } {
  return query.family === 'national' || query.family === 'paired' ? { family: query.family } : {}
}

function emptyState(
  found: EpisodeList,
  filterState: ReturnType<typeof useFilters>,
  choices: ReturnType<typeof useFilterChoices>,
  list: MemberListState,
): CardState {
  const filters = [...removableFilters(filterState, choices)]
  const { query } = list
  if (query.class !== undefined) {
    filters.push({ words: 'Only one outcome', remove: () => list.clear(NUMBER_KEYS) })
  }
  if (query.open !== undefined) {
    filters.push({ words: query.open === 'yes' ? 'Attending' : 'Ended', remove: () => list.clear(['open']) })
  }
  if (found.page > 1 && found.total > 0) {
    filters.unshift({ words: `Page ${found.page}`, remove: () => list.set({ page: 1 }) })
  }
  return filters.length === 0
    ? {
        kind: 'empty',
        reason: 'Members come with the import of members.csv.',
        nextStep: { label: 'Import files', href: '/entry/import' },
      }
    : { kind: 'empty_by_filter', filters }
}

function Foot({ list, measureName }: { list: EpisodeList; measureName: string }): ReactElement {
  const totals = totalsWords(list, measureName)
  return (
    <>
      {totals !== null && <span>{totals}</span>}
      <Pages list={list} />
    </>
  )
}

/** Pages are links: each has an address, and Back returns to the one before. */
function Pages({ list }: { list: EpisodeList }): ReactElement {
  const [search] = useSearchParams()
  const last = pageCount(list)
  const address = (page: number): string => {
    const next = new URLSearchParams(search)
    next.set('page', String(page))
    return `?${next.toString()}`
  }
  return (
    <nav aria-label="Pages of the list" className={styles.pages}>
      <span>{pageWords(list)}</span>
      {list.page > 1 && <Link to={address(list.page - 1)}>Previous</Link>}
      {list.page < last && <Link to={address(list.page + 1)}>Next</Link>}
    </nav>
  )
}
