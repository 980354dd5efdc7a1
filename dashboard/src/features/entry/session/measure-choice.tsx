import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { SessionSheet } from '../../../../../api/src/contracts/entry.js'
import { type SheetState, unsentRows } from './sheet-state.js'

/** Measures that nobody expects at this session and that may be entered all the same. */
export function MeasureChoice(props: {
  sheet: SessionSheet
  state: SheetState
  also: readonly string[]
  onAlso: (also: readonly string[]) => void
}): ReactElement {
  const shown = props.state.measures.map(({ code }) => code)
  const others = props.sheet.measures.filter(({ code }) => !shown.includes(code))
  const isWaiting = unsentRows(props.state).length > 0
  return (
    <>
      {others.map(({ code, short_name }) => (
        <Button
          key={code}
          size="xs"
          variant="default"
          disabled={isWaiting}
          onClick={() => props.onAlso([...props.also, code])}
        >
          Also enter {short_name}
        </Button>
      ))}
    </>
  )
}
