import { useSyncExternalStore } from 'react'
import { queryClient } from './query-client.js'
import type { SessionEnd, SharedSession } from './shared-session.js'

/** What this document knows of the sign-in it works under; the cookie itself is out of its reach. */
interface KnownSession {
  /** By this device's clock, in milliseconds. */
  readonly endsAt: number
  readonly askedAt: number
}

export const ME_KEY = ['me'] as const
/** A session that had less than this to live right after a request ends because of its age, not for lack of use. */
const SHORTEST_IDLE_LIMIT_MILLISECONDS = 28 * 60_000

let known: KnownSession | null = null
let end: SessionEnd | null = null
const listeners = new Set<() => void>()
/** Tells the other tabs; nobody, until they are connected. */
let share: (shared: SharedSession) => void = () => undefined

/** The server has just said how long the session lives if nothing more is asked. */
export function sessionLivesUntil(endsAt: number): void {
  if (end !== null) return
  known = { endsAt, askedAt: Date.now() }
  share({ kind: 'open', endsAt })
}

/** Null while nobody is known to be signed in. */
export function sessionEndsAt(): number | null {
  return known?.endsAt ?? null
}

/** A request was refused because nobody is signed in. Without a session before it, that is no end of one. */
export function sessionWasRefused(): void {
  if (known === null) return
  const { endsAt, askedAt } = known
  const isForLackOfUse = Date.now() >= endsAt && endsAt - askedAt >= SHORTEST_IDLE_LIMIT_MILLISECONDS
  endSession(isForLackOfUse ? 'idle' : 'ended')
}

/** Ends what this document and the other tabs show; see `SignedOut`, which takes the page's place. */
export function endSession(reason: SessionEnd): void {
  if (end !== null) return
  share({ kind: 'ended', reason })
  endHere(reason)
}

/** Why the session of this document ended; null while it goes on. */
export function useSessionEnd(): SessionEnd | null {
  return useSyncExternalStore(subscribe, () => end)
}

/** Something must be done before anything else: the frame learns what, and leads there. */
export function tellDue(): void {
  void queryClient.invalidateQueries({ queryKey: ME_KEY })
}

/** From now on the other tabs hear what happens here. @returns what to call with what happens there */
export function shareSession(tell: (shared: SharedSession) => void): (shared: SharedSession) => void {
  share = tell
  return (shared) => {
    if (known === null) return
    if (shared.kind === 'ended') endHere(shared.reason)
    else known = { endsAt: shared.endsAt, askedAt: Date.now() }
  }
}

function endHere(reason: SessionEnd): void {
  known = null
  end = reason
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
