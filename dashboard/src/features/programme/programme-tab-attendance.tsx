import type { ReactElement } from 'react'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import type { ProgrammeTabProps } from './programme-tab.js'

export function ProgrammeTabAttendance(_: ProgrammeTabProps): ReactElement {
  const reason =
    'Sessions attended against change are not drawn here yet; the share of sessions attended stands in the first tab.'
  return <CardRow layout="one">{cardMessage({ kind: 'empty', reason })}</CardRow>
}
