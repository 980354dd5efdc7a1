import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { Link } from 'react-router'
import type { CaseloadRow } from '../../../../api/src/contracts/signals.js'
import { useHiddenNames } from '../../components/hidden-names/use-hidden-names.js'
import { Item9Banner } from '../../components/signals/item9-banner.js'
import { SignalDetail } from '../../components/signals/signal-detail.js'
import { MemberStatusPill } from '../../components/signals/signal-pills.js'

/** One episode: who, where they stand, why. */
export function TodayRow({ row }: { row: CaseloadRow }): ReactElement {
  const isHidden = useHiddenNames()
  const [isWhyOpen, setWhyOpen] = useState(false)
  const whose = isHidden || row.full_name === null ? row.member_id : row.full_name
  return (
    <li>
      <p>
        <Link to={`/members/${encodeURIComponent(row.member_id)}?episode=${row.episode_id}`}>{whose}</Link>{' '}
        {row.group_name} <MemberStatusPill status={row.status} /> {row.sentence}{' '}
        <Button variant="default" size="xs" aria-expanded={isWhyOpen} onClick={() => setWhyOpen(!isWhyOpen)}>
          Why
        </Button>
      </p>
      {isWhyOpen && (
        <>
          {row.risk_item !== null && <Item9Banner item={row.risk_item} whose={whose} />}
          {row.signals.map((signal) => (
            <SignalDetail key={signal.evidence.sentence} signal={signal} whose={whose} />
          ))}
        </>
      )}
    </li>
  )
}
