import { shareSession } from './session.js'
import { type SharedSession, sharedSessionOf, sharedText } from './shared-session.js'

const STORAGE_KEY = 'tidemark-session'

/** Tabs follow each other's session, and none shows a page that the browser kept from before. Called once. */
export function connectTabs(): void {
  const follow = shareSession(tell)
  window.addEventListener('storage', (event) => {
    const shared = event.key === STORAGE_KEY ? sharedSessionOf(event.newValue) : null
    if (shared !== null) follow(shared)
  })
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })
}

function tell(shared: SharedSession): void {
  try {
    localStorage.setItem(STORAGE_KEY, sharedText(shared))
  } catch {
    // Storage is switched off: other tabs learn of it by their next request.
  }
}
