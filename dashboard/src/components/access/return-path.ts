import type { Me } from '../../../../api/src/contracts/sign-in.js'
import { type SessionEnd, sessionEndOf } from '../../api-client/shared-session.js'
import { homeOf, mayOpen } from './page-access.js'

const SIGN_IN_PATH = '/sign-in'
const RETURN_KEY = 'return'
const ENDED_KEY = 'ended'
/** Longer than every address of ours. */
const LONGEST_RETURN_PATH = 2000

/** Where signing in begins; it leads back to `from`. */
export function signInAddress(
  from: { pathname: string; search: string; hash: string },
  ended: SessionEnd | null = null,
): string {
  const search = new URLSearchParams()
  const path = `${from.pathname}${from.search}${from.hash}`
  if (path !== '/') search.set(RETURN_KEY, path)
  if (ended !== null) search.set(ENDED_KEY, ended)
  const text = search.toString()
  return text === '' ? SIGN_IN_PATH : `${SIGN_IN_PATH}?${text}`
}

/** Why the last session ended, when the address says so. */
export function endedIn(search: URLSearchParams): SessionEnd | null {
  return sessionEndOf(search.get(ENDED_KEY))
}

/** The page to go back to: a path of this origin, or null for anything that could lead elsewhere. */
export function returnPathIn(search: URLSearchParams, origin: string): string | null {
  const asked = search.get(RETURN_KEY)
  if (asked === null || asked.length > LONGEST_RETURN_PATH || !/^\/(?![/\\])/.test(asked)) return null
  try {
    const target = new URL(asked, origin)
    // Two slashes would make a host of what follows; addresses of the server are no pages.
    const isOurs = target.origin === origin && !/^\/(\/|(sign-in|api|health)(\/|$))/.test(target.pathname)
    return isOurs ? `${target.pathname}${target.search}${target.hash}` : null
  } catch {
    return null
  }
}

/** The page after signing in: first what is due, then where one was if that is still one's to see, else the home. */
export function landingOf(me: Me, returnPath: string | null): string {
  if (me.due !== null) return duePath(me.due, returnPath)
  if (me.deployment.needs_setup) return '/settings/setup'
  if (returnPath === null || returnPath === '/') return homeOf(me.role)
  return mayOpen(me.role, new URL(returnPath, 'http://here').pathname) ? returnPath : homeOf(me.role)
}

/** The page on which something due is done; it leads on to `returnPath`. */
export function duePath(due: NonNullable<Me['due']>, returnPath: string | null): string {
  const page = due === 'password_change' ? 'new-password' : 'second-factor'
  const search = returnPath === null ? '' : `?${new URLSearchParams({ [RETURN_KEY]: returnPath })}`
  return `${SIGN_IN_PATH}/${page}${search}`
}
