import type { ReactElement } from 'react'
import type { MemberStatus, SignalEvidence } from '../../../../api/src/contracts/signal-evidence.js'
import { StatusPill } from '../status-pill/status-pill.js'
import { MEMBER_STATUS_LABELS, MEMBER_STATUS_SHAPES, signalPill } from './signal-words.js'

/** Where a member stands, over all that is known. */
export function MemberStatusPill({ status }: { status: MemberStatus }): ReactElement {
  return <StatusPill status={MEMBER_STATUS_SHAPES[status]}>{MEMBER_STATUS_LABELS[status]}</StatusPill>
}

/** One piece of evidence. */
export function SignalPill({ evidence }: { evidence: SignalEvidence }): ReactElement {
  const { shape, words } = signalPill(evidence)
  return <StatusPill status={shape}>{words}</StatusPill>
}
