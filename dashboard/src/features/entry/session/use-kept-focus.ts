import { type RefObject, useEffect, useRef } from 'react'

/**
 * The focus never falls to nowhere: when what held it is taken away (a notice put away, a form that was sent), it goes
 * where `find` says.
 */
export function useKeptFocus(region: RefObject<HTMLElement | null>, find: () => HTMLElement | null): void {
  const isInside = useRef(false)
  useEffect(() => {
    const follow = (event: FocusEvent): void => {
      const { target } = event
      isInside.current = target instanceof Node && region.current?.contains(target) === true
    }
    document.addEventListener('focusin', follow)
    return () => document.removeEventListener('focusin', follow)
  }, [region])
  // After every rendering: any of them may have taken it away.
  useEffect(() => {
    if (isInside.current && document.activeElement === document.body) find()?.focus()
  })
}
