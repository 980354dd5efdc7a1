import { useEffect, useState } from 'react'

/** `another`: a second tab of this browser has the same session open; unknown while nobody has said. */
export type TabTurn = 'unknown' | 'ours' | 'another'

/** One tab at a time has the turn; it goes to the next when the first is closed, also when it crashed. */
export function useTabTurn(name: string): TabTurn {
  const [turn, setTurn] = useState<TabTurn>('unknown')
  useEffect(() => {
    const { locks } = navigator
    // Only where the browser trusts the connection; elsewhere every tab takes itself for the only one.
    if (locks === undefined) {
      setTurn('ours')
      return
    }
    const leaving = new AbortController()
    const left = new Promise<void>((resolve) => leaving.signal.addEventListener('abort', () => resolve()))
    const hold = (): Promise<void> => {
      if (!leaving.signal.aborted) setTurn('ours')
      return left
    }
    const ask = async (): Promise<void> => {
      const isOurs = await locks.request(name, { ifAvailable: true }, async (lock) => {
        if (lock !== null) await hold()
        return lock !== null
      })
      if (isOurs || leaving.signal.aborted) return
      setTurn('another')
      await locks.request(name, { signal: leaving.signal }, hold)
    }
    // Given up because the page is left: nobody waits for it any more.
    ask().catch(() => undefined)
    return () => leaving.abort()
  }, [name])
  return turn
}
