import { useQueryClient } from '@tanstack/react-query'
import { type Dispatch, useCallback, useEffect, useRef } from 'react'
import type { SessionMemberEntry } from '../../../../../api/src/contracts/entry.js'
import { ProblemError } from '../../../api-client/problem-error.js'
import { waitBeforeTry } from '../../../components/unsent-rows/unsent-rows.js'
import { outcomeOf } from './send-outcome.js'
import { saveMember, sheetQuery } from './session-sheet-reads.js'
import type { SheetAction } from './sheet-reducer.js'
import { entryToSend, type SheetState } from './sheet-state.js'

/**
 * Sends rows that are due, one after another: sent twice, a row changes nothing the second time, so whatever the
 * connection swallowed is sent again until an answer comes.
 */
export function useSendingRows(
  state: SheetState,
  dispatch: Dispatch<SheetAction>,
): { readAgain: () => void } {
  const queryClient = useQueryClient()
  const isBusy = useRef(false)
  const sessionId = state.session.session_id
  const { pause } = state

  const readSheet = useCallback(async () => {
    const sheet = await queryClient.fetchQuery(sheetQuery(sessionId))
    dispatch({ kind: 'read_again', sheet })
    return sheet
  }, [queryClient, sessionId, dispatch])

  const send = useCallback(
    async (memberId: string, entry: SessionMemberEntry): Promise<void> => {
      dispatch({ kind: 'sending', memberId, entry })
      // An answer that was on its way before this one would take the row back.
      await queryClient.cancelQueries(sheetQuery(sessionId))
      try {
        const answer = await saveMember(sessionId, memberId, entry)
        dispatch({ kind: 'saved', memberId, answer, at: Date.now() })
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        const outcome = outcomeOf(error, entry)
        if (outcome.kind === 'unreachable') dispatch({ kind: 'unreachable', memberId, words: outcome.words })
        else if (outcome.kind === 'refused') {
          dispatch({ kind: 'refused', memberId, refusal: outcome.refusal })
          await readSheet().catch(() => undefined)
        } else await tellConflict(memberId, error)
      }

      async function tellConflict(member: string, error: ProblemError): Promise<void> {
        try {
          const theirs = (await readSheet()).roster.find(({ member_id }) => member_id === member)
          if (theirs !== undefined) dispatch({ kind: 'changed_meanwhile', memberId: member, theirs })
          else dispatch({ kind: 'refused', memberId: member, refusal: wordsAlone(error) })
        } catch {
          dispatch({ kind: 'unreachable', memberId: member, words: error.message })
        }
      }
    },
    [queryClient, sessionId, dispatch, readSheet],
  )

  useEffect(() => {
    if (isBusy.current || (state.pause !== null && !state.pause.isTrying)) return
    for (const memberId of state.order) {
      const row = state.rows[memberId]
      const entry = row === undefined ? null : entryToSend(state, row)
      if (entry === null) continue
      isBusy.current = true
      void send(memberId, entry).finally(() => {
        isBusy.current = false
        dispatch({ kind: 'sent' })
      })
      return
    }
  }, [state, send, dispatch])

  useEffect(() => {
    if (pause === null || pause.isTrying) return
    const tryAgain = (): void => dispatch({ kind: 'try_again' })
    const timer = setTimeout(tryAgain, waitBeforeTry(pause.tries))
    window.addEventListener('online', tryAgain)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', tryAgain)
    }
  }, [pause, dispatch])

  const readAgain = useCallback(() => {
    if (!isBusy.current) readSheet().catch(() => undefined)
  }, [readSheet])
  return { readAgain }
}

function wordsAlone(error: ProblemError) {
  return { words: error.message, atCells: {}, more: [], requestId: null }
}
