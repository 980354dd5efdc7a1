import { FILTER_KEYS } from './filter-keys.js'
import { type CarriedFilters, filterLink } from './filter-link.js'

/**
 * The programme's address holds filters, rules and the choices of its cards: ids and codes, never a name. What does
 * not look like one is not remembered, with all that stands beside it: half a view would be another view.
 */
const ID_OR_CODE = /^\S{1,64}$/
const PARAMETER = /^[a-z_]{1,32}$/
/** Where in the browser; one entry for each user, who may share the browser with others. */
const LAST_VIEW_KEY = 'tidemark-programme-view'
const THIS_TAB_KEY = 'tidemark-programme-of-this-tab'

/** Keeps the view for the way back in this tab and, unless it is the plain one, for the next visit of this user. */
export function rememberProgrammeView(userId: string, search: string): void {
  const view = safeView(search)
  try {
    sessionStorage.setItem(THIS_TAB_KEY, view)
    if (view !== '') localStorage.setItem(`${LAST_VIEW_KEY}:${userId}`, view)
  } catch {
    // Storage is switched off: the way back goes by the filters alone, and no last view is offered.
  }
}

/** The next one to sign in in this tab comes by a way of their own. */
export function forgetProgrammeOfThisTab(): void {
  try {
    sessionStorage.removeItem(THIS_TAB_KEY)
  } catch {
    // Storage is switched off: nothing was kept.
  }
}

/** The last view with filters or choices of this user in this browser, as a search; null for none. */
export function lastProgrammeView(userId: string): string | null {
  try {
    const view = safeView(localStorage.getItem(`${LAST_VIEW_KEY}:${userId}`) ?? '')
    return view === '' ? null : view
  } catch {
    return null
  }
}

/**
 * The way back to the programme as this tab showed it; where its filters are not those at hand (a copied link, another
 * way here), the programme with the filters at hand.
 */
export function programmeAddress(
  filters: CarriedFilters,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  const view = viewOfThisTab()
  return view !== null && isWiderThan(view, filters)
    ? `/programme${view === '' ? '' : `?${view}`}`
    : filterLink('/programme', filters, more)
}

/** Whether the rows may have been reached from the view: the way down only ever adds filters and narrows the period. */
export function isWiderThan(view: string, filters: CarriedFilters): boolean {
  const seen = new URLSearchParams(view)
  const others = FILTER_KEYS.filter((key) => key !== 'from' && key !== 'to' && key !== 'measure')
  return (
    others.every((key) => !seen.has(key) || seen.get(key) === filters[key]) &&
    (seen.get('rules') ?? 'standard') === (filters.rules ?? 'standard') &&
    isWithin(seen, filters)
  )
}

function isWithin(seen: URLSearchParams, { from, to }: CarriedFilters): boolean {
  const [first, last] = [seen.get('from'), seen.get('to')]
  return (
    (first === null || (from !== undefined && from >= first)) &&
    (last === null || (to !== undefined && to <= last))
  )
}

function viewOfThisTab(): string | null {
  try {
    const view = sessionStorage.getItem(THIS_TAB_KEY)
    return view === null ? null : safeView(view)
  } catch {
    return null
  }
}

function safeView(search: string): string {
  const parts = [...new URLSearchParams(search)]
  const isSafe = parts.every(([key, value]) => PARAMETER.test(key) && ID_OR_CODE.test(value))
  return isSafe ? new URLSearchParams(parts).toString() : ''
}
