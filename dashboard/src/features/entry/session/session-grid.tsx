import {
  type Dispatch,
  type FocusEvent,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
} from 'react'
import { useHiddenNames } from '../../../components/hidden-names/use-hidden-names.js'
import { EntryRowView } from './entry-row-view.js'
import { GridHead } from './grid-head.js'
import { KeyLegend } from './key-legend.js'
import { pressed } from './move-cursor.js'
import { QuestionBar } from './question-bar.js'
import styles from './session-grid.module.css'
import type { SheetAction } from './sheet-reducer.js'
import type { Cursor, SheetState } from './sheet-state.js'
import { useKeptFocus } from './use-kept-focus.js'

/**
 * The whole group, a row a member: letters for attendance, digits for answers, and the cursor goes on by itself. One
 * cell at a time can be reached by Tab; the arrows do the rest.
 */
export function SessionGrid(props: { state: SheetState; dispatch: Dispatch<SheetAction> }): ReactElement {
  const { state, dispatch } = props
  const isHidden = useHiddenNames()
  const region = useRef<HTMLElement>(null)
  useFocusAtCursor(region, state)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !isInCell(event.target)) return
    if (pressed(state, event.key) === null) return
    event.preventDefault()
    dispatch({ kind: 'key', key: event.key })
  }
  const onBlur = (event: FocusEvent<HTMLElement>): void => {
    // The focus that goes nowhere belongs to a window that is left, or to an element that was just taken away.
    const to = event.relatedTarget
    if (to instanceof Node && region.current?.contains(to) === false) dispatch({ kind: 'leave' })
  }
  return (
    <section ref={region} className={styles.region} aria-label="Entry" onBlur={onBlur}>
      <KeyLegend />
      <div className={styles.scroller}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are typed into is a grid */}
        <table role="grid" className={styles.grid} aria-label="Attendance and answers" onKeyDown={onKeyDown}>
          <GridHead state={state} />
          <tbody>
            {state.order.map((memberId) => {
              const row = state.rows[memberId]
              return row === undefined ? null : (
                <EntryRowView
                  key={memberId}
                  row={row}
                  state={state}
                  dispatch={dispatch}
                  isHidden={isHidden}
                />
              )
            })}
          </tbody>
        </table>
      </div>
      <QuestionBar state={state} dispatch={dispatch} isHidden={isHidden} />
    </section>
  )
}

function isInCell(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-cell]') !== null
}

/** The browser's focus follows the cursor, but never takes the reader away from anything else on the page. */
function useFocusAtCursor(region: RefObject<HTMLElement | null>, { cursor }: SheetState): void {
  const previous = useRef<Cursor | null>(null)
  const cell = useCallback(
    () => region.current?.querySelector<HTMLElement>('[data-cell][tabindex="0"]') ?? null,
    [region],
  )
  useKeptFocus(region, cell)
  useEffect(() => {
    const isFirst = previous.current === null
    if (previous.current === cursor) return
    previous.current = cursor
    const { activeElement } = document
    const isNowhere = activeElement === document.body || activeElement?.id === 'main'
    if (region.current?.contains(activeElement) === true || (isFirst && isNowhere)) cell()?.focus()
  }, [region, cursor, cell])
}
