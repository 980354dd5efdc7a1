import { useMediaQuery } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useParams } from 'react-router'
import type { SessionSheet } from '../../../../../api/src/contracts/entry.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import { HideNamesSwitch } from '../../../components/hidden-names/hide-names-switch.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { shownMeasures } from './columns.js'
import { LeaveWarning } from './leave-warning.js'
import { MeasureChoice } from './measure-choice.js'
import { MemberSheet } from './member-sheet.js'
import { SessionBanners } from './session-banners.js'
import styles from './session-entry-page.module.css'
import { SessionGrid } from './session-grid.js'
import { sheetQuery, useSessionSheet } from './session-sheet-reads.js'
import { sheetSubline, sheetTitle } from './session-words.js'
import { useSessionEntry } from './use-session-entry.js'

/** Narrower than this the grid would be a keyhole: one member at a time instead. */
const NARROW = '(max-width: 62em)'

/** One session: who came, and what they answered. */
export function SessionEntryPage(): ReactElement {
  const { sessionId = '' } = useParams()
  const query = useSessionSheet(sessionId)
  const sheet = query.data?.session.session_id === sessionId ? query.data : null
  if (sheet !== null) return <LoadedSheet key={sessionId} sheet={sheet} />
  return (
    <>
      <PageHeader name="Enter session" title="Session" subline="Reading who belongs to it" />
      <Card label="Session">{cardMessage(cardState(query)) ?? <p role="status">Loading the session</p>}</Card>
    </>
  )
}

/** Other measures beside the expected ones begin the sheet anew, from what is stored by then. */
function LoadedSheet({ sheet }: { sheet: SessionSheet }): ReactElement {
  const [also, setAlso] = useState<readonly string[]>([])
  const queryClient = useQueryClient()
  const beginAnew = (measures: readonly string[]): void => {
    queryClient.fetchQuery(sheetQuery(sheet.session.session_id)).then(
      () => setAlso(measures),
      () => undefined,
    )
  }
  return <Sheet key={also.join()} sheet={sheet} also={also} onAlso={beginAnew} />
}

function Sheet(props: {
  sheet: SessionSheet
  also: readonly string[]
  onAlso: (also: readonly string[]) => void
}): ReactElement {
  const { sheet, also } = props
  const [measures] = useState(() => shownMeasures(sheet, also))
  const { user_id } = useSignedIn()
  const { state, dispatch, keeping } = useSessionEntry(sheet, measures, user_id)
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false })
  return (
    <>
      <PageHeader
        name={`Enter ${sheet.group.name}, session ${state.session.session_number}`}
        title={sheetTitle(sheet, state)}
        subline={sheetSubline(sheet)}
        crumbs={[
          { label: 'Sessions to be entered', href: '/entry' },
          { label: `${sheet.group.name}, session ${state.session.session_number}`, href: null },
        ]}
        actions={<HideNamesSwitch />}
      />
      <SessionBanners state={state} dispatch={dispatch} keeping={keeping} />
      {state.order.length === 0 ? (
        <Card label="Members">
          {cardMessage({
            kind: 'empty',
            reason: 'Nobody belongs to this session: no episode of the group holds its day.',
            nextStep: { label: 'See the groups', href: '/groups' },
          })}
        </Card>
      ) : isNarrow === true ? (
        <MemberSheet state={state} dispatch={dispatch} />
      ) : (
        <SessionGrid state={state} dispatch={dispatch} />
      )}
      <div className={styles.foot}>
        <MeasureChoice sheet={sheet} state={state} also={also} onAlso={props.onAlso} />
      </div>
      <LeaveWarning state={state} />
    </>
  )
}
