import { useSyncExternalStore } from 'react'
import type { OpenedIdentity } from '../../../../../api/src/contracts/identity.js'

/**
 * Identities that this document opened with a reason, and when each closes by this device's clock. In memory alone: a
 * reload closes them here, however long the server would still allow.
 */
const closesAt = new Map<string, { readonly at: number; readonly timer: ReturnType<typeof setTimeout> }>()
const listeners = new Set<() => void>()

/** The span counts, not the instants: the two clocks may differ. */
export function openFor(opened: OpenedIdentity): void {
  const span = Date.parse(opened.expires_at) - Date.parse(opened.opened_at)
  const memberId = opened.member_id
  clearTimeout(closesAt.get(memberId)?.timer)
  closesAt.set(memberId, { at: Date.now() + span, timer: setTimeout(() => closeIdentity(memberId), span) })
  tell()
}

export function closeIdentity(memberId: string): void {
  clearTimeout(closesAt.get(memberId)?.timer)
  closesAt.delete(memberId)
  tell()
}

/** When the identity of a member closes, in milliseconds; null while it is closed. */
export function useClosesAt(memberId: string): number | null {
  return useSyncExternalStore(subscribe, () => closesAt.get(memberId)?.at ?? null)
}

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
