import { useSyncExternalStore } from 'react'

/** Whether names are hidden on this screen, for a beamer or a colleague beside. The browser remembers the choice, no name. */
const STORAGE_KEY = 'tidemark-hide-names'
const HIDDEN = 'yes'

let isHidden = readChoice()
const listeners = new Set<() => void>()

export function useHiddenNames(): boolean {
  return useSyncExternalStore(subscribe, () => isHidden)
}

export function hideNames(hide: boolean): void {
  follow(hide)
  try {
    if (hide) localStorage.setItem(STORAGE_KEY, HIDDEN)
    else localStorage.removeItem(STORAGE_KEY)
  } catch {
    // Storage is switched off: the choice holds as long as the page.
  }
}

function readChoice(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === HIDDEN
  } catch {
    return false
  }
}

function follow(hide: boolean): void {
  isHidden = hide
  for (const listener of listeners) listener()
}

/** Another tab on the same screen hides them here too. */
function followOtherTab(event: StorageEvent): void {
  if (event.key === STORAGE_KEY) follow(event.newValue === HIDDEN)
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('storage', followOtherTab)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('storage', followOtherTab)
  }
}
