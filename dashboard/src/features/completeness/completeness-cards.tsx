import { type ReactElement, useMemo } from 'react'
import type { ProgrammeCompleteness } from '../../../../api/src/contracts/completeness.js'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { CardState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard, type HowItIsCalculated } from '../../components/chart-card/chart-card.js'
import { filterLink } from '../../components/filter-bar/filter-link.js'
import { formatPeriod } from '../../format/day.js'
import { countOf } from '../../format/number.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { CompletenessList } from './completeness-list.js'
import { type CompletenessRow, completenessRow, completenessTable } from './completeness-rows.js'
import { byGroupFinding, bySessionFinding, bySiteFinding } from './completeness-words.js'
import { sessionsLink } from './session-list-query.js'

interface CardProps {
  readonly found: ProgrammeCompleteness | undefined
  readonly state: CardState
  readonly filters: Filters
}

interface Drawn {
  readonly rows: readonly CompletenessRow[]
  readonly table: CardTable
}

const NOTHING: Drawn = { rows: [], table: { caption: '', columns: [], rows: [] } }

/** Do forms get lost as a group goes on? */
export function BySessionCard({ found, state, filters }: CardProps): ReactElement {
  const drawn = useMemo(() => (found === undefined ? NOTHING : bySession(found, filters)), [found, filters])
  return (
    <CompletenessCard
      title={found === undefined ? 'Forms by the number of the session' : bySessionFinding(found)}
      drawn={drawn}
      head="Session"
      counted="session"
      fileName="completeness-by-session"
      {...{ found, state, filters }}
    />
  )
}

export function BySiteCard({ found, state, filters }: CardProps): ReactElement {
  const drawn = useMemo(() => (found === undefined ? NOTHING : bySite(found, filters)), [found, filters])
  return (
    <CompletenessCard
      title={found === undefined ? 'Forms by site' : bySiteFinding(found)}
      drawn={drawn}
      head="Site"
      counted="site"
      fileName="completeness-by-site"
      {...{ found, state, filters }}
    />
  )
}

/** Groups in order of id: a list to work from, no order of merit. */
export function ByGroupCard(props: CardProps & { groupHref: (groupId: string) => string }): ReactElement {
  const { found, state, filters, groupHref } = props
  const drawn = useMemo(
    () => (found === undefined ? NOTHING : byGroup(found, filters, groupHref)),
    [found, filters, groupHref],
  )
  return (
    <CompletenessCard
      title={found === undefined ? 'Forms by group' : byGroupFinding(found)}
      drawn={drawn}
      head="Group"
      counted="group"
      fileName="completeness-by-group"
      {...{ found, state, filters }}
    />
  )
}

function CompletenessCard(
  props: CardProps & { title: string; drawn: Drawn; head: string; counted: string; fileName: string },
): ReactElement {
  const { found, drawn } = props
  const colours = useChartColours()
  return (
    <ChartCard
      title={props.title}
      caption={captionOf(found, drawn.rows.length, props.counted)}
      state={props.state}
      height={160}
      {...(found === undefined
        ? {}
        : {
            chart: () => (
              <CompletenessList
                rows={drawn.rows}
                head={props.head}
                counted={props.counted}
                colours={colours}
              />
            ),
          })}
      hasPicture={false}
      table={drawn.table}
      how={howOf(found, props.filters)}
      fileName={props.fileName}
      filters={props.filters}
    />
  )
}

function captionOf(found: ProgrammeCompleteness | undefined, n: number, counted: string): string[] {
  if (found === undefined) return ['forms of attended sessions']
  const { filters, period_found } = found.provenance
  return [
    countOf(n, counted),
    `${countOf(found.attendance.numerator, 'attended session')} of members`,
    formatPeriod(filters.from ?? period_found?.from ?? null, filters.to ?? period_found?.to ?? null),
    'higher is better',
    'Wilson 95 % interval in the file',
  ]
}

function howOf(found: ProgrammeCompleteness | undefined, filters: Filters): HowItIsCalculated {
  return {
    definition:
      'One form of each measure is expected of each member at each attended session. It is missing when none names ' +
      'that session, and cannot be scored when too many answers are missing. Attendance is expected of each member ' +
      'in care on the day of a session that was held, or planned for a day that has passed.',
    denominator:
      'Attended sessions of members, by the day of the session. Forms that name no session are not counted.',
    rule: `Measures that belong to every session: ${found?.expected_measures.join(', ') ?? '–'}. Calculation version ${found?.provenance.calculation_version ?? '–'}`,
    rows: { label: 'All sessions counted', href: sessionsLink(filters, { show: 'all' }) },
  }
}

function bySession(found: ProgrammeCompleteness, filters: Filters): Drawn {
  const parts = (found.by_session ?? []).map((part) => ({
    part,
    key: String(part.session_number),
    detail: `${countOf(part.groups, 'group')}, ${countOf(part.attendance.numerator, 'member')} came`,
    sessionsHref: sessionsLink(filters, { session_number: part.session_number }),
    allHref: sessionsLink(filters, { session_number: part.session_number, show: 'all' }),
  }))
  return {
    rows: parts.map(({ part, key, detail, sessionsHref, allHref }) =>
      completenessRow(found, part, { key, label: `Session ${key}`, detail }, { href: allHref, sessionsHref }),
    ),
    table: completenessTable(
      found,
      { name: 'session_number', label: 'Session', isNumber: true },
      parts.map(({ part, key, allHref }) => ({ part, key, label: part.session_number, href: allHref })),
    ),
  }
}

function bySite(found: ProgrammeCompleteness, filters: Filters): Drawn {
  const parts = found.sites.map((part) => {
    const ofSite = { ...filters, site: part.site_id }
    return {
      part,
      key: part.site_id,
      label: part.name,
      href: filterLink('/completeness', ofSite),
      sessionsHref: sessionsLink(ofSite, {}),
      detail: `${countOf(part.sessions?.n ?? 0, 'session')}, ${countOf(part.attendance.numerator, 'attendance')}`,
    }
  })
  return {
    rows: parts.map(({ part, sessionsHref, href, ...about }) =>
      completenessRow(found, part, about, { href, sessionsHref }),
    ),
    table: completenessTable(found, { name: 'site', label: 'Site' }, parts),
  }
}

function byGroup(
  found: ProgrammeCompleteness,
  filters: Filters,
  groupHref: (groupId: string) => string,
): Drawn {
  const siteName = new Map(found.sites.map(({ site_id, name }) => [site_id, name]))
  const parts = found.groups.map((part) => ({
    part,
    key: part.group_id,
    label: part.name,
    href: groupHref(part.group_id),
    sessionsHref: sessionsLink({ ...filters, group: part.group_id }, {}),
    detail: `${siteName.get(part.site_id) ?? part.site_id}, ${countOf(part.attendance.numerator, 'attendance')}`,
  }))
  return {
    rows: parts.map(({ part, sessionsHref, href, ...about }) =>
      completenessRow(found, part, about, { href, sessionsHref }),
    ),
    table: completenessTable(found, { name: 'group', label: 'Group' }, parts),
  }
}
