import { parseAsInteger, useQueryState } from 'nuqs'
import { type ReactElement, useCallback } from 'react'
import { useSearchParams } from 'react-router'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../../api/src/contracts/members.js'
import { useFilterChoices } from '../../api-client/catalogue-reads.js'
import { ItemsHeatTable } from '../../charts/items-heat-table.js'
import { itemsHeatTable } from '../../charts/items-heat-table.model.js'
import { OpenLink } from '../../components/access/open-link.js'
import { Card } from '../../components/card.js'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { ReliableChangePill } from '../../components/episode-table/episode-columns.js'
import type { CarriedFilters } from '../../components/filter-bar/filter-link.js'
import { useCarriedFilters } from '../../components/filter-bar/use-carried-filters.js'
import { HideNamesSwitch } from '../../components/hidden-names/hide-names-switch.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { PrintNote } from '../../components/print-note/print-note.js'
import { MakeReport } from '../../components/report/make-report.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import { measureName } from '../../format/measure-words.js'
import { countOf } from '../../format/number.js'
import { EpisodesCard } from './episodes-card.js'
import { IdentityStrip, useSeesName } from './identity/identity-strip.js'
import styles from './member-page.module.css'
import { useMemberTrajectory } from './member-reads.js'
import { MemberSwitches, MemberWays, memberCrumbs } from './member-ways.js'
import { memberHeadline, memberSubline } from './member-words.js'
import { ResponseDrawer } from './response-drawer.js'
import { ResponsesCard } from './responses-card.js'
import { StandingCard } from './standing-card.js'
import { TrajectoryCard } from './trajectory-card.js'
import { WhatWasDoneCard } from './what-was-done-card.js'

const DEFAULT_MEASURE = 'phq9'

/** Is this member getting better, and what stands behind that? */
export function MemberCourse({ memberId }: { memberId: string }): ReactElement {
  const filters = useCarriedFilters()
  const [episode] = useQueryState('episode', parseAsInteger)
  const choices = useFilterChoices()
  const measureCode = filters.measure ?? DEFAULT_MEASURE
  const measure = choices.measures?.find((each) => each.code === measureCode)
  const trajectory = useMemberTrajectory(memberId, measureCode, episode)
  const state = cardState(trajectory)
  const seesName = useSeesName(memberId)
  // While another member is on the way, the one before must not stand beside the new name.
  const found = trajectory.data?.member_id === memberId ? trajectory.data : undefined
  const name = measure?.short_name ?? measureName(measureCode)
  return (
    <>
      <PageHeader
        name={`Member ${memberId}`}
        title={found === undefined ? `Member ${memberId}` : memberHeadline(found, name)}
        subline={found === undefined ? '\u00a0' : memberSubline(found)}
        crumbs={memberCrumbs(found, filters, choices.sites, memberId)}
        actions={
          <>
            {found !== undefined && <Pills found={found} />}
            <OpenLink to={`/members/${encodeURIComponent(memberId)}/record`}>Record</OpenLink>
            {seesName && <HideNamesSwitch />}
            {found !== undefined && <MemberWays found={found} />}
            <MakeReport
              label="Report for the notes"
              request={{
                definition: 'member_progress_clinical',
                member: memberId,
                episode: found?.episode.episode_id,
              }}
            />
          </>
        }
      />
      <IdentityStrip key={memberId} memberId={memberId} />
      {found !== undefined && <StandingCard found={found} />}
      <MemberSwitches found={found} measures={choices.measures} filters={filters} measureCode={measureCode} />
      {found === undefined || measure === undefined ? (
        <Card label="Scores">
          {cardMessage(state) ?? (
            <div className={styles.waitingCourse} role="status">
              Loading scores
            </div>
          )}
        </Card>
      ) : (
        <Course
          key={`${found.episode.episode_id}-${measure.code}`}
          found={found}
          measure={measure}
          state={state}
          filters={filters}
        />
      )}
      {found !== undefined && (
        <PrintNote
          filters={[`member ${memberId}`, name]}
          n={countOf(found.episode.n_scores, 'score')}
          provenance={{
            as_of: found.as_of,
            calculation_version: found.calculation_version,
            period_basis: 'episode_end',
          }}
        />
      )}
    </>
  )
}

function Pills({ found }: { found: MemberTrajectory }): ReactElement {
  return (
    <span className={styles.pills}>
      {found.episode.risk_item === 'yes' && (
        <StatusPill status="item9">Item 9 above zero in this episode</StatusPill>
      )}
      {found.episode.reliable_change !== 'not_assessable' && <ReliableChangePill of={found.episode} />}
    </span>
  )
}

function Course(props: {
  found: MemberTrajectory
  measure: MeasureContract
  state: CardState
  filters: CarriedFilters
}): ReactElement {
  const { found, measure, state, filters } = props
  const { openId, responseHref, close } = useOpenResponse()
  const open = found.responses.find((each) => each.response_id === openId && each.measure === measure.code)
  const heat = itemsHeatTable(found.responses, measure)
  return (
    <>
      {found.episodes.length > 1 && (
        <CardRow layout="one">
          <EpisodesCard found={found} filters={filters} measureName={measure.short_name} />
        </CardRow>
      )}
      <CardRow layout="one">
        <TrajectoryCard trajectory={found} measure={measure} state={state} responseHref={responseHref} />
      </CardRow>
      <CardRow layout="halves">
        <Card label="Answers by item">
          <h2 className={styles.title}>Answers by item</h2>
          {heat.columns.length === 0 ? (
            <p className={styles.waiting}>No form of this episode has answers.</p>
          ) : (
            <ItemsHeatTable model={heat} />
          )}
        </Card>
        <div id="what-was-done">
          <WhatWasDoneCard entries={found.what_was_done} />
        </div>
      </CardRow>
      <CardRow layout="one">
        <div id="responses">
          <ResponsesCard found={found} measure={measure} responseHref={responseHref} />
        </div>
      </CardRow>
      {open !== undefined && (
        <ResponseDrawer
          key={open.response_id}
          memberId={found.member_id}
          response={open}
          measure={measure}
          onClose={close}
        />
      )}
    </>
  )
}

/** The form that is open stands in the address: Back closes it, and a copied link opens it. */
function useOpenResponse(): {
  openId: string | null
  responseHref: (responseId: string) => string
  close: () => void
} {
  const [search, setSearch] = useSearchParams()
  const responseHref = useCallback(
    (responseId: string) => {
      const next = new URLSearchParams(search)
      next.set('response', responseId)
      return `?${next.toString()}`
    },
    [search],
  )
  const close = useCallback(() => {
    const next = new URLSearchParams(search)
    next.delete('response')
    setSearch(next, { replace: true, preventScrollReset: true })
  }, [search, setSearch])
  return { openId: search.get('response'), responseHref, close }
}
