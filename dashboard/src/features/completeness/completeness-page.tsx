import { type ReactElement, useCallback, useMemo } from 'react'
import { Link } from 'react-router'
import type { ProgrammeCompleteness } from '../../../../api/src/contracts/completeness.js'
import type { ProportionContract } from '../../../../api/src/contracts/estimates.js'
import { useFilterChoices } from '../../api-client/catalogue-reads.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { FigureCard, FigureCardSkeleton } from '../../components/figure-card/figure-card.js'
import { CopyLink } from '../../components/filter-bar/copy-link.js'
import { FilterBar } from '../../components/filter-bar/filter-bar.js'
import { FILTER_KEYS } from '../../components/filter-bar/filter-keys.js'
import { filterLink } from '../../components/filter-bar/filter-link.js'
import { filterWords, removableFilters } from '../../components/filter-bar/filter-words.js'
import { useFilters } from '../../components/filter-bar/use-filters.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { PrintNote } from '../../components/print-note/print-note.js'
import { MakeReport } from '../../components/report/make-report.js'
import { measureName } from '../../format/measure-words.js'
import { countOf, formatNumber } from '../../format/number.js'
import { ByGroupCard, BySessionCard, BySiteCard } from './completeness-cards.js'
import { useCompleteness } from './completeness-reads.js'
import { completenessSubline, completenessTitle, shownForms } from './completeness-words.js'
import { sessionsLink } from './session-list-query.js'
import { SessionsCard } from './sessions-card.js'

const SCOPE_KEYS = FILTER_KEYS.filter((key) => key !== 'from' && key !== 'to')

/** Are the records complete enough to be believed, and where are forms missing? */
export function CompletenessPage(): ReactElement {
  const filterState = useFilters()
  const { filters } = filterState
  const choices = useFilterChoices()
  const { role } = useSignedIn()
  const completeness = useCompleteness(filters)
  const found = completeness.data
  const words = filterWords(filters, choices)
  const emptyState: CardState =
    words.length === 0
      ? {
          kind: 'empty',
          reason: 'No session has been held yet. Forms are expected from the first attended session on.',
          nextStep: { label: 'Import files', href: '/entry/import' },
        }
      : { kind: 'empty_by_filter', filters: removableFilters(filterState, choices) }
  const state = cardState(completeness, (read) => (isEmpty(read) ? emptyState : { kind: 'ready' }))
  const message = cardMessage(state)
  const siteNames = useMemo(() => new Map(found?.sites.map(({ site_id, name }) => [site_id, name])), [found])
  // Coordinators keep the record of a group and enter its sessions; how it does is for others.
  const isCoordinator = role === 'coordinator'
  const groupHref = useCallback(
    (groupId: string) => {
      const group = `/groups/${encodeURIComponent(groupId)}`
      return isCoordinator ? `${group}/record` : `${filterLink(group, filters)}#board`
    },
    [isCoordinator, filters],
  )
  const sessionHref = useCallback(
    ({ session_id, group_id }: { session_id: string; group_id: string }) =>
      isCoordinator ? `/entry/session/${encodeURIComponent(session_id)}` : groupHref(group_id),
    [isCoordinator, groupHref],
  )

  return (
    <>
      <PageHeader
        name="Completeness"
        title={found === undefined ? 'Completeness of forms and attendance' : completenessTitle(found)}
        subline={
          found === undefined
            ? '\u00a0'
            : completenessSubline(found, filterWords(filters, choices, SCOPE_KEYS))
        }
        actions={
          <>
            <CopyLink />
            <MakeReport label="Report with these filters" request={{ definition: 'completeness', filters }} />
          </>
        }
      />
      <FilterBar state={filterState} choices={choices} periodBasis="session_date" />
      {message !== null ? (
        <CardRow layout="one">{message}</CardRow>
      ) : (
        <>
          {found === undefined ? <FiguresSkeleton /> : <Figures found={found} />}
          <CardRow layout="one">
            <SessionsCard
              isPlaced={found !== undefined}
              filters={filters}
              siteNames={siteNames}
              sessionHref={sessionHref}
            />
            <BySiteCard found={found} state={state} filters={filters} />
            <BySessionCard found={found} state={state} filters={filters} />
            <ByGroupCard found={found} state={state} filters={filters} groupHref={groupHref} />
          </CardRow>
        </>
      )}
      {found !== undefined && (
        <PrintNote
          filters={words}
          n={countOf(found.attendance.numerator, 'attended session')}
          provenance={found.provenance}
        />
      )}
    </>
  )
}

function isEmpty({ attendance, sessions }: ProgrammeCompleteness): boolean {
  return attendance.denominator === 0 && (sessions?.n ?? 0) === 0
}

function Figures({ found }: { found: ProgrammeCompleteness }): ReactElement {
  const { filters } = found.provenance
  const all = sessionsLink(filters, { show: 'all' })
  const lacking = sessionsLink(filters, {})
  return (
    <CardRow layout="figures">
      {shownForms(found, found.overall).map(({ measure, completeness }) => (
        <FigureCard
          key={measure}
          label={`${measureName(measure)} forms that can be scored`}
          share={completeness}
          of="attended sessions"
          href={all}
          note={<Rest share={completeness} href={lacking} />}
        />
      ))}
      {found.sessions !== null && (
        <FigureCard
          label="Attendance recorded"
          share={found.sessions.attendance_recorded}
          of="members in care"
          href={all}
          note={<Rest share={found.sessions.attendance_recorded} href={lacking} />}
        />
      )}
      <FigureCard
        label="Members came"
        share={found.attendance}
        of="recorded"
        href={all}
        note="Who did not come owes no form"
      />
    </CardRow>
  )
}

/** What a full count lacks, and the way to it. */
function Rest({ share, href }: { share: ProportionContract; href: string }): ReactElement {
  const rest = share.denominator - share.numerator
  if (rest === 0) return <>Nothing is missing</>
  return (
    <>
      <Link to={href}>{formatNumber(rest)} to see to</Link>, listed below
    </>
  )
}

function FiguresSkeleton(): ReactElement {
  return (
    <CardRow layout="figures">
      <FigureCardSkeleton label="PHQ-9 forms that can be scored" />
      <FigureCardSkeleton label="GAD-7 forms that can be scored" />
      <FigureCardSkeleton label="Attendance recorded" />
      <FigureCardSkeleton label="Members came" />
    </CardRow>
  )
}
