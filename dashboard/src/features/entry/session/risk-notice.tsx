import { Button } from '@mantine/core'
import type { Dispatch, ReactElement } from 'react'
import { RiskAnswerNotice } from '../../../components/measure-form/risk-answer-notice.js'
import { riskAnswers } from './row-values.js'
import { choicesOf } from './sheet-keys.js'
import type { SheetAction } from './sheet-reducer.js'
import { type EntryRow, isChanged, type SheetState } from './sheet-state.js'

/**
 * At the key that says it, before anything is sent, and until somebody puts it away: an answer above the lowest to the
 * item about harm to oneself. It takes no focus, so that typing goes on.
 */
export function RiskNotice(props: {
  row: EntryRow
  state: SheetState
  dispatch: Dispatch<SheetAction>
  name: string
}): ReactElement {
  const { row, state, name } = props
  return (
    <RiskAnswerNotice
      label={`Item 9 of ${name}`}
      titles={riskAnswers(row.values, state.columns).map(({ column, answer }) => {
        const words = choicesOf(column)
          .find(({ value }) => value === answer)
          ?.label.toLowerCase()
        const item = column.measure.items[column.index]
        return `${name} answered ${answer}, “${words}”, to item ${item?.number}: ${item?.label}`
      })}
      crisisLine={state.crisisLine}
      isStored={row.sending.kind !== 'sending' && !isChanged(state, row)}
    >
      <Button
        size="xs"
        variant="default"
        onClick={() => props.dispatch({ kind: 'risk_seen', memberId: row.stored.member_id })}
      >
        I have seen it
      </Button>
    </RiskAnswerNotice>
  )
}
