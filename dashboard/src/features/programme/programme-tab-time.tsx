import type { ReactElement } from 'react'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import type { ProgrammeTabProps } from './programme-tab.js'

export function ProgrammeTabTime(_: ProgrammeTabProps): ReactElement {
  const reason =
    'How long members take to improve or to leave is not drawn here yet; the outcomes of ended courses stand in the first tab.'
  return <CardRow layout="one">{cardMessage({ kind: 'empty', reason })}</CardRow>
}
