import { type Dispatch, useCallback, useEffect, useRef, useState } from 'react'
import type { UnsentPlace, UnsentRow } from '../../../components/unsent-rows/unsent-rows.js'
import { dropUnsent, keepUnsent, unsentOfOthers } from '../../../components/unsent-rows/unsent-storage.js'
import { versionsOf } from './row-values.js'
import { ATTENDANCE_KEYS } from './sheet-keys.js'
import type { SheetAction } from './sheet-reducer.js'
import {
  differsFromStored,
  type EntryRow,
  isChanged,
  type KeptRow,
  type SheetState,
  unsentRows,
} from './sheet-state.js'
import { useTabTurn } from './use-tab-turn.js'

export interface Keeping {
  /** False: this browser keeps nothing, and rows live as long as the page. */
  readonly isKept: boolean
  /** Another tab of this browser works at the same session. */
  readonly hasOtherTab: boolean
  /** Rows of an earlier document that never reached the server. */
  readonly offer: readonly UnsentRow[]
  readonly take: () => void
  readonly drop: () => void
}

/** Writes down every row that the server does not have, at every key, and offers what an earlier document left. */
export function useKeepingRows(state: SheetState, dispatch: Dispatch<SheetAction>, userId: string): Keeping {
  const sessionId = state.session.session_id
  const [place] = useState<UnsentPlace>(() => ({
    userId,
    sessionId,
    tab: crypto.getRandomValues(new Uint32Array(2)).join('-'),
  }))
  const [isKept, setKept] = useState(true)
  const turn = useTabTurn(`tidemark-entry/${userId}/${sessionId}`)
  const [left, setLeft] = useState<ReturnType<typeof unsentOfOthers> | null>(null)

  const keptAt = useRef(new Map<string, { values: EntryRow['values']; at: number }>())
  useEffect(() => {
    const rows = unsentRows(state).map((row) => keptRow(state, row, typedAt(keptAt.current, row)))
    setKept(keepUnsent(place, rows))
  }, [state, place])

  useEffect(() => {
    if (turn === 'ours') setLeft(unsentOfOthers(place))
  }, [turn, place])

  // What has reached the server after all, its answer lost, is no longer to be offered.
  const offer = left?.rows.filter((row) => typedRow(row).some((kept) => differsFromStored(state, kept)))

  const take = useCallback(() => {
    if (left === null) return
    const isOpen = (row: UnsentRow): boolean => {
      const here = state.rows[row.memberId]
      return here !== undefined && !isChanged(state, here)
    }
    dispatch({ kind: 'offer', rows: left.rows.filter(isOpen).flatMap(typedRow) })
    const isAllTaken = left.rows.every(isOpen)
    if (isAllTaken) dropUnsent(left.places)
    setLeft(isAllTaken ? null : { ...left, rows: left.rows.filter((row) => !isOpen(row)) })
  }, [left, state, dispatch])
  const drop = useCallback(() => {
    if (left !== null) dropUnsent(left.places)
    setLeft(null)
  }, [left])
  return { isKept, hasOtherTab: turn === 'another', offer: offer ?? NO_ROWS, take, drop }
}

const NO_ROWS: readonly UnsentRow[] = []

/** When the row was last typed into, not when it was last written down. */
function typedAt(known: Map<string, { values: EntryRow['values']; at: number }>, row: EntryRow): number {
  const memberId = row.stored.member_id
  const before = known.get(memberId)
  if (before !== undefined && before.values === row.values) return before.at
  const at = Date.now()
  known.set(memberId, { values: row.values, at })
  return at
}

function keptRow(state: SheetState, row: EntryRow, at: number): UnsentRow {
  return {
    memberId: row.stored.member_id,
    attendance: row.values.attendance,
    answers: row.values.answers,
    versions: versionsOf(row.stored, state.measures),
    keptAt: at,
  }
}

function typedRow({ memberId, attendance, answers, versions }: UnsentRow): KeptRow[] {
  const status = ATTENDANCE_KEYS.find((each) => each.status === attendance)?.status ?? null
  return attendance !== null && status === null
    ? []
    : [{ memberId, values: { attendance: status, answers }, versions }]
}
