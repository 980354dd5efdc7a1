import type { ReactElement } from 'react'
import { CardRow } from '../../components/card-row.js'
import { cardMessage } from '../../components/chart-card/card-message.js'
import type { ProgrammeTabProps } from './programme-tab.js'

export function ProgrammeTabEquity(_: ProgrammeTabProps): ReactElement {
  const reason =
    'Outcomes by age, gender and arm are not drawn here yet; the outcomes of everybody stand in the first tab.'
  return <CardRow layout="one">{cardMessage({ kind: 'empty', reason })}</CardRow>
}
