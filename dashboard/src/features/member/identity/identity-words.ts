import type { MemberIdentity } from '../../../../../api/src/contracts/identity.js'
import { formatDay } from '../../../format/day.js'

export const SHORTEST_REASON = 10
export const LONGEST_REASON = 500

/** "born 3 May 1984", or that it is not recorded. */
export function birthWords(identity: MemberIdentity): string {
  return identity.date_of_birth === null
    ? 'no date of birth recorded'
    : `born ${formatDay(identity.date_of_birth)}`
}

/** "14:05" to go; never below zero. */
export function remainingTime(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Counted in characters, as the server counts: blanks at the ends and doubled ones are not among them. */
export function reasonLength(typed: string): number {
  return [...typed.normalize('NFC').replace(/\s+/gu, ' ').trim()].length
}
