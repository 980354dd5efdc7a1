import type { ReactElement } from 'react'
import type { Caseload } from '../../../../api/src/contracts/signals.js'
import { Card } from '../../components/card.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import { cardState } from '../../components/chart-card/card-state.js'
import { HideNamesSwitch } from '../../components/hidden-names/hide-names-switch.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { useCaseload } from '../../components/signals/signal-reads.js'
import { TodayRow } from './today-row.js'
import { todayTitle } from './today-words.js'

/** Who is not on track in the caller's groups, and why: the home of a therapist. */
export function TodayPage(): ReactElement {
  const caseload = useCaseload()
  const state = cardState(caseload, (found) =>
    found.members.length + found.on_track.length === 0
      ? { kind: 'empty', reason: 'No member of your groups is in care today.' }
      : { kind: 'ready' },
  )
  return (
    <>
      <PageHeader
        name="Today"
        title={caseload.data === undefined ? 'Today' : todayTitle(caseload.data.tiles)}
        actions={<HideNamesSwitch />}
      />
      <Card label="Members">
        {cardMessage(state) ?? (caseload.data === undefined ? null : <Rows caseload={caseload.data} />)}
      </Card>
    </>
  )
}

function Rows({ caseload }: { caseload: Caseload }): ReactElement {
  return (
    <ul>
      {caseload.members.map((row) => (
        <TodayRow key={`${row.member_id} ${row.episode_id}`} row={row} />
      ))}
    </ul>
  )
}
