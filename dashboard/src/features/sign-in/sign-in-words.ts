import type { SignInPage } from '../../../../api/src/contracts/sign-in.js'
import type { ProblemError } from '../../api-client/problem-error.js'
import type { SessionEnd } from '../../api-client/shared-session.js'
import { formatTimeOfDay } from '../../format/day.js'

type DemoRole = NonNullable<SignInPage['demo_accounts']>[number]['role']

const FAILURES_BEFORE_LOCK = 5
const LONGEST_LOCK_MINUTES = 15
/** A time that is shown without its seconds must not come too early. */
const TO_THE_NEXT_MINUTE = 59_999

export const ENDED_WORDS: Readonly<Record<SessionEnd, string>> = {
  signed_out: 'You are signed out.',
  idle: 'You were signed out after 30 minutes without use.',
  ended:
    'You were signed out: 12 hours were over, your access was changed, or you were signed out from elsewhere.',
}

/** What a visitor of the demo clinic finds with each account. */
export const DEMO_WORDS: Readonly<Record<DemoRole, string>> = {
  director: 'The programme, members by code',
  therapist: 'Own groups and members, by name',
  researcher: 'Released figures, no member',
  coordinator: 'Imports and groups, no outcomes',
  administrator: 'Users and settings, no outcomes',
}

/**
 * One sentence for a wrong password, an unknown address and a locked login: the server tells them apart to nobody.
 * `failures` counts the tries on this page.
 */
export function signInFailedWords(failures: number, now: number): string {
  const first = 'The e-mail address and the password do not match.'
  if (failures < FAILURES_BEFORE_LOCK) {
    return `${first} Check both; after ${FAILURES_BEFORE_LOCK} failed tries a login is locked for a while.`
  }
  const minutes = Math.min(LONGEST_LOCK_MINUTES, 2 ** (failures - FAILURES_BEFORE_LOCK))
  const tryAgainAt = formatTimeOfDay(now + minutes * 60_000 + TO_THE_NEXT_MINUTE)
  return `${first} After so many failed tries the login is locked: even the right password is refused before ${tryAgainAt}. An administrator can help.`
}

/** Words for what no single field is to blame for. */
export function signInProblemWords(problem: ProblemError, now: number): string {
  if (problem.status !== 429) return problem.message
  const seconds = problem.retryAfterSeconds
  return seconds === null
    ? 'There were too many tries from here. Wait a few minutes.'
    : `There were too many tries from here. Try again at ${formatTimeOfDay(now + seconds * 1000 + TO_THE_NEXT_MINUTE)}.`
}
