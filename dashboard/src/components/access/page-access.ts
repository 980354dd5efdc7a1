import type { UserRole } from '../../format/role-words.js'

const EVERYBODY: readonly UserRole[] = ['director', 'therapist', 'researcher', 'coordinator', 'administrator']

/**
 * Who may open which page; the first line that matches counts. What stands here keeps menus and links short. What
 * anybody gets to see is decided by the server alone, request by request.
 */
const PAGE_ACCESS: readonly { readonly pages: RegExp; readonly roles: readonly UserRole[] }[] = [
  { pages: /^\/today\/?$/, roles: ['therapist'] },
  { pages: /^\/programme\/?$/, roles: ['director'] },
  { pages: /^\/completeness\/?$/, roles: ['director', 'coordinator'] },
  { pages: /^\/groups\/?$/, roles: ['director', 'therapist', 'coordinator'] },
  { pages: /^\/groups\/new$/, roles: ['coordinator'] },
  { pages: /^\/groups\/[^/]+\/record$/, roles: ['therapist', 'coordinator'] },
  { pages: /^\/groups\//, roles: ['director', 'therapist'] },
  { pages: /^\/members\/[^/]+\/progress\/?$/, roles: ['director', 'therapist'] },
  { pages: /^\/members\/new$/, roles: ['coordinator'] },
  { pages: /^\/members\/[^/]+\/record$/, roles: ['therapist', 'coordinator'] },
  { pages: /^\/members(\/|$)/, roles: ['director', 'therapist', 'coordinator'] },
  { pages: /^\/comparison(\/|$)/, roles: ['director'] },
  { pages: /^\/reports\/?$/, roles: ['director', 'therapist', 'coordinator'] },
  { pages: /^\/calibration\/?$/, roles: ['director', 'therapist'] },
  { pages: /^\/signals\/?$/, roles: ['director', 'therapist'] },
  { pages: /^\/signal-rules\/?$/, roles: ['director'] },
  { pages: /^\/research(\/|$)/, roles: ['researcher', 'director'] },
  { pages: /^\/entry\/import(\/|$)/, roles: ['coordinator'] },
  { pages: /^\/entry(\/|$)/, roles: ['therapist', 'coordinator'] },
  { pages: /^\/settings\/caseload$/, roles: ['administrator', 'director'] },
  { pages: /^\/(settings|audit)(\/|$)/, roles: ['administrator'] },
]

const HOMES: Readonly<Record<UserRole, string>> = {
  director: '/programme',
  therapist: '/today',
  researcher: '/research',
  coordinator: '/entry',
  administrator: '/settings',
}

/** The roles that may open the page at an address; everybody, where nothing is said against it. */
export function rolesOf(pathname: string): readonly UserRole[] {
  return PAGE_ACCESS.find(({ pages }) => pages.test(pathname))?.roles ?? EVERYBODY
}

export function mayOpen(role: UserRole, pathname: string): boolean {
  return rolesOf(pathname).includes(role)
}

/** The page that answers the first question of a role. */
export function homeOf(role: UserRole): string {
  return HOMES[role]
}
