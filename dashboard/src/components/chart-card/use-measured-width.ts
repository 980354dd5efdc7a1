import { type RefCallback, useCallback, useRef, useState } from 'react'

/** The width of an element in whole pixels, kept up to date; null until it has been laid out. */
export function useMeasuredWidth(): [RefCallback<HTMLElement>, number | null] {
  const [width, setWidth] = useState<number | null>(null)
  const observer = useRef<ResizeObserver | null>(null)
  const measure = useCallback((node: HTMLElement | null) => {
    observer.current?.disconnect()
    if (node === null) return
    observer.current = new ResizeObserver(([entry]) => {
      const measured = Math.floor(entry?.contentRect.width ?? 0)
      if (measured > 0) setWidth(measured)
    })
    observer.current.observe(node)
  }, [])
  return [measure, width]
}
