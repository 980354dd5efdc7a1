import { type ReactElement, useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { EpisodeList } from '../../../../api/src/contracts/members.js'
import { useFilterChoices } from '../../api-client/catalogue-reads.js'
import { Card } from '../../components/card.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { DataTable } from '../../components/data-table/data-table.js'
import type { TableColumn } from '../../components/data-table/table-column.js'
import { episodeColumns, hasRiskItem } from '../../components/episode-table/episode-columns.js'
import { CopyLink } from '../../components/filter-bar/copy-link.js'
import { FilterBar } from '../../components/filter-bar/filter-bar.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { removableFilters } from '../../components/filter-bar/filter-words.js'
import { useCarriedFilters } from '../../components/filter-bar/use-carried-filters.js'
import { useFilters } from '../../components/filter-bar/use-filters.js'
import { useRules } from '../../components/filter-bar/use-rules.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { measureName } from '../../format/measure-words.js'
import { MemberListControls } from './member-list-controls.js'
import styles from './member-list-page.module.css'
import { type MemberListQuery, type MemberListState, SORTS, useMemberListQuery } from './member-list-query.js'
import {
  countedHow,
  memberListTitle,
  type NumberPart,
  numberParts,
  pageCount,
  pageWords,
  totalsWords,
} from './member-list-words.js'
import { useEpisodes } from './member-reads.js'
import { NumberBehind } from './number-behind.js'

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
  const rules = useRules()
  const carried = useCarriedFilters()
  const parts = numberParts(list.query, measure ?? { bands: [] })
  const withRiskItem = hasRiskItem(episodes.data?.episodes ?? [])
  const isOfAttendance = list.query.family === 'attendance'
  const columns = useMemo(
    () => columnsOf(carried, { withRiskItem, isOfAttendance }),
    [carried, withRiskItem, isOfAttendance],
  )
  const state = cardState(episodes, (found) =>
    found.episodes.length === 0 ? emptyState(found, filterState, choices, list, parts) : { kind: 'ready' },
  )
  return (
    <>
      <PageHeader
        name="Members"
        title={memberListTitle(episodes.data, list.query)}
        subline={`First and last score on ${name}; a member who came back has a row for each episode`}
        actions={<CopyLink />}
      />
      {parts.length > 0 && (
        <NumberBehind
          parts={parts}
          counted={countedHow(list.query, { short_name: name })}
          list={list}
          carried={carried}
        />
      )}
      <FilterBar
        state={filterState}
        choices={choices}
        periodBasis={list.query.period ?? 'episode_end'}
        defaultMeasure={DEFAULT_MEASURE}
        {...(parts.length > 0 || rules.current !== 'standard' ? { rules } : {})}
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
  filters: CarriedFilters,
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

function emptyState(
  found: EpisodeList,
  filterState: ReturnType<typeof useFilters>,
  choices: ReturnType<typeof useFilterChoices>,
  list: MemberListState,
  parts: readonly NumberPart[],
): CardState {
  const filters = [
    ...removableFilters(filterState, choices),
    ...parts.map(({ words, keys }) => ({ words, remove: () => list.clear(keys) })),
  ]
  const { query } = list
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
