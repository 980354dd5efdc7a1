import { type Dispatch, useEffect, useReducer } from 'react'
import type { SessionSheet } from '../../../../../api/src/contracts/entry.js'
import type { SheetMeasure } from './columns.js'
import { isComplete } from './row-values.js'
import { type SheetAction, sheetReducer } from './sheet-reducer.js'
import { isChanged, lacksReason, type SheetState, sheetState } from './sheet-state.js'
import { type Keeping, useKeepingRows } from './use-keeping-rows.js'
import { useSendingRows } from './use-sending-rows.js'

/** A row that lacks only what may stay open is sent after this pause in typing. */
const PAUSE_MILLISECONDS = 2500

/** One session while it is entered: typed, sent, kept, and followed when the reader comes back to the tab. */
export function useSessionEntry(
  sheet: SessionSheet,
  measures: readonly SheetMeasure[],
  userId: string,
): { state: SheetState; dispatch: Dispatch<SheetAction>; keeping: Keeping } {
  const [state, dispatch] = useReducer(sheetReducer, null, () => sheetState(sheet, measures))
  const { readAgain } = useSendingRows(state, dispatch)
  const keeping = useKeepingRows(state, dispatch, userId)
  useSendingAfterPause(state, dispatch)
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'hidden') dispatch({ kind: 'leave' })
      else readAgain()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [readAgain])
  return { state, dispatch, keeping }
}

function useSendingAfterPause(state: SheetState, dispatch: Dispatch<SheetAction>): void {
  const row = state.rows[state.cursor.memberId]
  const waits =
    row !== undefined &&
    !row.isDue &&
    row.sending.kind === 'idle' &&
    isComplete(row.values, state.columns) &&
    isChanged(state, row) &&
    !lacksReason(state, row)
  const values = row?.values
  useEffect(() => {
    if (!waits || values === undefined) return
    const timer = setTimeout(() => dispatch({ kind: 'leave' }), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [waits, values, dispatch])
}
