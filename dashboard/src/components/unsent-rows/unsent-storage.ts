/** The browser's storage of unsent rows. Where it is switched off, rows live as long as the page does. */

import {
  newestRows,
  placeOf,
  rowsOfText,
  textOfRows,
  type UnsentPlace,
  type UnsentRow,
  unsentKey,
} from './unsent-rows.js'

/** @returns whether they are kept: false when the browser keeps nothing */
export function keepUnsent(place: UnsentPlace, rows: readonly UnsentRow[]): boolean {
  try {
    if (rows.length === 0) localStorage.removeItem(unsentKey(place))
    else localStorage.setItem(unsentKey(place), textOfRows(rows))
    return true
  } catch {
    return false
  }
}

/** What other tabs, or this one before it was loaded anew, left unsent of a session. */
export function unsentOfOthers(own: UnsentPlace): {
  rows: readonly UnsentRow[]
  places: readonly UnsentPlace[]
} {
  const places = placesOf(own.userId).filter(
    ({ sessionId, tab }) => sessionId === own.sessionId && tab !== own.tab,
  )
  return { rows: newestRows(places.flatMap(rowsAt)), places }
}

/** How many rows somebody typed in this browser that the server does not have. */
export function countUnsent(userId: string): number {
  return placesOf(userId).flatMap(rowsAt).length
}

export function dropUnsent(places: readonly UnsentPlace[]): void {
  for (const place of places) keepUnsent(place, [])
}

/** At signing out. */
export function dropUnsentOf(userId: string): void {
  dropUnsent(placesOf(userId))
}

/** Whoever they belong to: a row that is too old is kept for nobody. Called once, when a page is opened. */
export function dropExpired(): void {
  for (const place of placesOf(null)) {
    const rows = rowsAt(place)
    try {
      if (localStorage.getItem(unsentKey(place)) !== textOfRows(rows)) keepUnsent(place, rows)
    } catch {
      // Nothing can be read, so nothing is kept.
    }
  }
}

function placesOf(userId: string | null): readonly UnsentPlace[] {
  try {
    return Object.keys(localStorage).flatMap((key) => {
      const place = placeOf(key)
      return place === null || (userId !== null && place.userId !== userId) ? [] : [place]
    })
  } catch {
    return []
  }
}

function rowsAt(place: UnsentPlace): readonly UnsentRow[] {
  try {
    return rowsOfText(localStorage.getItem(unsentKey(place)), Date.now())
  } catch {
    return []
  }
}
