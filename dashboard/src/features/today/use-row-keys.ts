import { type RefObject, useEffect } from 'react'

/**
 * Moves through rows by keyboard: j and k, or the arrows while the focus is in the list; w and a press the buttons of
 * the row that holds the focus. Enter opens, because the focus lies on a link. Keys typed into a field, a menu or a
 * dialog stay there.
 */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (list.current === null || isElsewhere(event)) return
      const row = document.activeElement?.closest<HTMLElement>('[data-row]') ?? null
      const isInList = row !== null && list.current.contains(row)
      const step = STEPS[event.key]
      if (step !== undefined && (isInList || !event.key.startsWith('Arrow'))) {
        event.preventDefault()
        move(list.current, isInList ? row : null, step)
      }
      if (isInList && (event.key === 'w' || event.key === 'a')) {
        const button = row.querySelector<HTMLElement>(`[data-key="${event.key}"]`)
        if (button === null) return
        event.preventDefault()
        button.click()
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [list])
}

const STEPS: Readonly<Record<string, 1 | -1>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

/** True for keys that are not meant for the list. */
export function isElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  const { target } = event
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, dialog, [role="dialog"], [role="menu"], [contenteditable]') !==
      null
  )
}

/** To the next row that is shown; the ends hold. Without a row: to the first one down, to the last one up. */
function move(list: HTMLElement, from: HTMLElement | null, step: 1 | -1): void {
  const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')].filter(
    (row) => row.offsetParent !== null,
  )
  const place = from === null ? (step === 1 ? -1 : rows.length) : rows.indexOf(from)
  const next = rows[Math.min(rows.length - 1, Math.max(0, place + step))]
  next?.querySelector<HTMLElement>('[data-row-link]')?.focus()
}
