import type * as contract from '../../../../api/src/contracts/sign-in.js'

// Written again because only types may come from the contracts; the types hold both together.
const SHORTEST: typeof contract.SHORTEST_PASSWORD = 15
const SHORTEST_WITH_SECOND_FACTOR: typeof contract.SHORTEST_PASSWORD_WITH_SECOND_FACTOR = 12

/** What a new password needs, told before it is chosen. The server judges; these are its rules. */
export function policyRules(hasSecondFactor: boolean): readonly string[] {
  const shorter = hasSecondFactor ? '' : `; ${SHORTEST_WITH_SECOND_FACTOR} once a second factor is set up`
  return [
    `At least ${shortestPassword(hasSecondFactor)} characters${shorter}. A few words in a row will do.`,
    'None of the passwords that are tried first, with or without digits behind them.',
    'Not your name, your e-mail address or “Tidemark”.',
  ]
}

export function shortestPassword(hasSecondFactor: boolean): number {
  return hasSecondFactor ? SHORTEST_WITH_SECOND_FACTOR : SHORTEST
}

/** "6 of 15 characters", then "16 characters, long enough". */
export function lengthWords(password: string, hasSecondFactor: boolean): string {
  const characters = [...password].length
  const shortest = shortestPassword(hasSecondFactor)
  return characters < shortest
    ? `${characters} of ${shortest} characters`
    : `${characters} characters, long enough`
}
