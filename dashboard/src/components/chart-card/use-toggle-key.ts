import { type RefObject, useEffect } from 'react'

/**
 * `t` turns a chart into its table and back: the card that holds the focus, or every card of the page when none
 * does. Keys typed into a field stay in the field.
 */
export function useToggleKey(card: RefObject<HTMLElement | null>, toggle: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 't' || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTypingInto(event.target)) return
      const focusedCard = document.activeElement?.closest('[data-chart-card]') ?? null
      if (focusedCard === null || focusedCard === card.current) toggle()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [card, toggle])
}

function isTypingInto(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
}
