import { type ReactElement, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import type { Caseload } from '../../../../api/src/contracts/signals.js'
import { useMeasures } from '../../api-client/catalogue-reads.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Card } from '../../components/card.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { type CardState, cardState } from '../../components/chart-card/card-state.js'
import { HideNamesSwitch } from '../../components/hidden-names/hide-names-switch.js'
import { LinkSwitch } from '../../components/link-switch/link-switch.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { MakeReport } from '../../components/report/make-report.js'
import { useCaseload } from '../../components/signals/signal-reads.js'
import { measureName } from '../../format/measure-words.js'
import { KeysHelp } from './keys-help.js'
import { Tiles } from './tiles.js'
import { TodayFoot } from './today-foot.js'
import { TodayList } from './today-list.js'
import styles from './today-list.module.css'
import { type TodayView, todayLink, todayView } from './today-view.js'
import { todaySubline, todayTitle } from './today-words.js'
import { useHasGroups } from './use-has-groups.js'

/** Who is not on track in the caller's groups, and why: the home of a therapist. */
export function TodayPage(): ReactElement {
  const { time_zone: timeZone } = useSignedIn().deployment
  const query = useCaseload()
  const caseload = query.data
  const isEmpty = caseload !== undefined && caseload.members.length + caseload.on_track.length === 0
  const hasGroups = useHasGroups(isEmpty)
  const state = cardState(query, () => (isEmpty ? emptyState(hasGroups) : { kind: 'ready' }))
  const measures = useMemo(
    () => caseload?.expected_response.map(({ measure }) => measure) ?? [],
    [caseload?.expected_response],
  )
  const [search] = useSearchParams()
  const view = todayView(search, measures)
  const message = cardMessage(state)
  return (
    <>
      <PageHeader
        name="Today"
        title={caseload === undefined ? 'Today' : todayTitle(caseload.tiles)}
        subline={caseload === undefined ? '' : todaySubline(caseload, timeZone)}
        actions={
          <>
            <MeasureSwitch view={view} measures={measures} />
            <HideNamesSwitch />
            <KeysHelp />
            <MakeReport label="Report" request={{ definition: 'caseload_review' }} />
          </>
        }
      />
      {view.dropped.length > 0 && (
        <p role="status">
          The address asks for “{view.dropped.join('”, “')}”, which is not known here; it was left out.
        </p>
      )}
      {message !== null ? (
        <Card label="Members">{message}</Card>
      ) : caseload === undefined ? (
        <Skeleton />
      ) : (
        <Answer caseload={caseload} view={view} measures={measures} />
      )}
    </>
  )
}

function Answer(props: { caseload: Caseload; view: TodayView; measures: readonly string[] }): ReactElement {
  const { caseload, view, measures } = props
  const { time_zone: timeZone } = useSignedIn().deployment
  const definition = useMeasures().data?.find(({ code }) => code === view.measure) ?? null
  return (
    <>
      <Tiles caseload={caseload} view={view} measures={measures} />
      <TodayList caseload={caseload} view={view} measures={measures} definition={definition} />
      <TodayFoot caseload={caseload} definition={definition} timeZone={timeZone} />
    </>
  )
}

function MeasureSwitch({
  view,
  measures,
}: {
  view: TodayView
  measures: readonly string[]
}): ReactElement | null {
  if (measures.length < 2) return null
  return (
    <LinkSwitch
      label="Measure"
      choices={measures.map((measure) => ({
        key: measure,
        label: measureName(measure),
        href: todayLink({ ...view, measure }, measures),
        isCurrent: measure === view.measure,
      }))}
    />
  )
}

function Skeleton(): ReactElement {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading your members">
      <div className={styles.skeletonTiles}>
        {['one', 'two', 'three', 'four'].map((place) => (
          <div key={place} className={styles.block} />
        ))}
      </div>
      <div className={styles.block} data-kind="list" />
    </div>
  )
}

/** @param hasGroups  null while that is not known */
function emptyState(hasGroups: boolean | null): CardState {
  const reason =
    hasGroups === false
      ? 'No group is yours to see. Ask an administrator to name you as its therapist, or to arrange a cover.'
      : 'No member of your groups is in care today. Members appear here from the day they join a group.'
  return hasGroups === true
    ? { kind: 'empty', reason, nextStep: { label: 'Your groups', href: '/groups' } }
    : { kind: 'empty', reason }
}
