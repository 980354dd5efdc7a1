import type { FoundMembers } from '../../../../../api/src/contracts/identity.js'
import { countOf, EN_DASH, formatNumber } from '../../../format/number.js'
import type { UserRole } from '../../../format/role-words.js'

/** Directors see members by id alone. */
export function seesNames(role: UserRole): boolean {
  return role === 'therapist' || role === 'coordinator'
}

/** What the field takes. */
export function searchLabel(role: UserRole): string {
  return seesNames(role) ? 'Find a member by id or name' : 'Find a member by id'
}

/** The page's title; what was typed is not repeated in it. */
export function foundTitle(found: FoundMembers | undefined): string {
  if (found === undefined) return 'Members'
  return found.total === 0 ? 'No member found' : `${countOf(found.total, 'member')} found`
}

/** "51 – 100 of 112" */
export function foundPageWords(found: FoundMembers): string {
  const first = (found.page - 1) * found.page_size + 1
  const last = first + found.members.length - 1
  return `${formatNumber(first)} ${EN_DASH} ${formatNumber(last)} of ${formatNumber(found.total)}`
}

export function lastPage(found: FoundMembers): number {
  return Math.max(1, Math.ceil(found.total / found.page_size))
}
