import type { ReactElement } from 'react'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import type { ProgrammeTabProps } from './programme-tab.js'

export function ProgrammeTabFlow(_: ProgrammeTabProps): ReactElement {
  const reason =
    'The way from joining to a paired outcome is not drawn here yet; paired-data completeness stands in the first tab.'
  return <CardRow layout="one">{cardMessage({ kind: 'empty', reason })}</CardRow>
}
