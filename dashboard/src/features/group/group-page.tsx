import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { type ReactElement, useCallback, useEffect } from 'react'
import { useLocation, useParams } from 'react-router'
import type { GroupTrajectory } from '../../../../api/src/contracts/groups.js'
import { useFilterChoices } from '../../api-client/catalogue-reads.js'
import { OpenLink } from '../../components/access/open-link.js'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { programmeAddress } from '../../components/filter-bar/programme-view.js'
import { useCarriedFilters } from '../../components/filter-bar/use-carried-filters.js'
import { LinkSwitch } from '../../components/link-switch/link-switch.js'
import { type Crumb, PageHeader } from '../../components/page-header/page-header.js'
import { PrintNote } from '../../components/print-note/print-note.js'
import { MakeReport } from '../../components/report/make-report.js'
import { keysOf } from '../../format/labels.js'
import { measureName, switchableMeasures } from '../../format/measure-words.js'
import { countOf } from '../../format/number.js'
import { BoardCard } from './board-card.js'
import { GroupFigures, GroupFiguresSkeleton } from './group-figures.js'
import styles from './group-page.module.css'
import { useGroupBoard, useGroupTrajectory } from './group-reads.js'
import { CLOCK_LABELS, groupSubline, groupTitle } from './group-words.js'
import { Item9Strip } from './item9-strip.js'
import { MembersCard } from './members-card.js'
import { SpaghettiCard } from './spaghetti-card.js'

const DEFAULT_MEASURE = 'phq9'

/** How is this group doing, who was there, and whose form is missing? */
export function GroupPage(): ReactElement {
  const { groupId = '' } = useParams()
  const filters = useCarriedFilters()
  const { measures } = useFilterChoices()
  const measureCode = filters.measure ?? DEFAULT_MEASURE
  const measure = measures?.find((each) => each.code === measureCode)
  const name = measure?.short_name ?? measureName(measureCode)
  const [clock] = useQueryState('clock', parseAsStringLiteral(keysOf(CLOCK_LABELS)))
  const trajectory = useGroupTrajectory(groupId, measureCode, clock)
  const board = useGroupBoard(groupId, measureCode)
  const memberHref = useMemberHref(filters)
  useScrollToHash(trajectory.data !== undefined && board.data !== undefined)
  const found = trajectory.data
  const failure = found === undefined ? cardMessage(cardState(trajectory)) : null
  return (
    <>
      <PageHeader
        name={found?.group.name ?? 'Group'}
        title={found === undefined ? 'Group' : groupTitle(found, name)}
        subline={found === undefined ? '\u00a0' : groupSubline(found.group)}
        crumbs={crumbsOf(found, filters, groupId)}
        actions={
          <>
            <OpenLink to={`/groups/${encodeURIComponent(groupId)}/record`}>Record</OpenLink>
            <MakeReport
              label="Report"
              request={{
                definition: 'group_progress',
                group: groupId,
                measure: measureCode,
                ...(clock === null ? {} : { clock }),
              }}
            />
            {measures !== null && (
              <LinkSwitch
                label="Measure"
                choices={switchableMeasures(measures, found?.measures_used, measureCode).map((each) => ({
                  key: each.code,
                  label: each.short_name,
                  href: filterLink(
                    `/groups/${encodeURIComponent(groupId)}`,
                    {
                      ...filters,
                      measure: each.code,
                    },
                    clock === null ? {} : { clock },
                  ),
                  isCurrent: each.code === measureCode,
                }))}
              />
            )}
          </>
        }
      />
      {narrowsSessions(filters) && (
        <p className={styles.whole}>
          The whole group is shown: dates and arm of the filters narrow the list of groups, not this page.
        </p>
      )}
      {failure !== null ? (
        <Card>{failure}</Card>
      ) : (
        <>
          {found !== undefined && <Item9Strip found={found} memberHref={memberHref} />}
          {found === undefined ? <GroupFiguresSkeleton /> : <GroupFigures found={found} measureName={name} />}
          {found?.group.structure === 'open' && (
            <ClockSwitch clock={found.clock} groupId={groupId} filters={filters} />
          )}
          <CardRow layout="one">
            <SpaghettiCard trajectory={trajectory} measure={measure} memberHref={memberHref} />
            <div id="board">
              <BoardCard board={board} measureName={name} memberHref={memberHref} />
            </div>
            <div id="members">
              <MembersCard found={found} measure={measure} memberHref={memberHref} />
            </div>
          </CardRow>
        </>
      )}
      {found !== undefined && (
        <PrintNote
          filters={[`group ${found.group.name}`, name]}
          n={countOf(found.episodes.length, 'member')}
          provenance={found.provenance}
        />
      )}
    </>
  )
}

/** An open group has two clocks: its own, and that of each member. */
function ClockSwitch(props: {
  clock: GroupTrajectory['clock']
  groupId: string
  filters: CarriedFilters
}): ReactElement {
  return (
    <div className={styles.clock}>
      <span>Members joined at different times. Courses by</span>
      <LinkSwitch
        label="Clock"
        choices={keysOf(CLOCK_LABELS).map((clock) => ({
          key: clock,
          label: CLOCK_LABELS[clock],
          href: filterLink(`/groups/${encodeURIComponent(props.groupId)}`, props.filters, { clock }),
          isCurrent: clock === props.clock,
        }))}
      />
    </div>
  )
}

/** Filters that the list of groups acts on and this page does not: its fractions may differ from the list's. */
function narrowsSessions({ from, to, arm }: CarriedFilters): boolean {
  return from !== undefined || to !== undefined || arm !== undefined
}

function crumbsOf(found: GroupTrajectory | undefined, filters: CarriedFilters, groupId: string): Crumb[] {
  const programme = { label: 'Programme', href: programmeAddress(filters) }
  if (found === undefined) {
    return [
      programme,
      { label: 'Groups', href: filterLink('/groups', filters) },
      { label: groupId, href: null },
    ]
  }
  const { site_id, site_name, name } = found.group
  return [
    programme,
    { label: site_name, href: filterLink('/groups', { ...filters, site: site_id }) },
    { label: name, href: null },
  ]
}

function useMemberHref(filters: CarriedFilters): (memberId: string, episodeId: number) => string {
  return useCallback(
    (memberId, episodeId) =>
      filterLink(`/members/${encodeURIComponent(memberId)}`, filters, { episode: String(episodeId) }),
    [filters],
  )
}

/** The router does not scroll to a fragment; it must wait for the numbers, which move what stands below them. */
function useScrollToHash(isReady: boolean): void {
  const { hash } = useLocation()
  useEffect(() => {
    if (isReady && hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView()
  }, [hash, isReady])
}
