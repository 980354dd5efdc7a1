/** What is refused while signing in, in plain words; none of them tells whether an address has an account. */

import { ProblemError } from '../../platform/problem.js'

export function signInFailed(): ProblemError {
  return new ProblemError(
    401,
    'sign_in_failed',
    'Not signed in',
    'E-mail address and password do not fit together, or the account is closed for now. After five failed attempts it waits for 1 to 15 minutes.',
  )
}

export function secondFactorFailed(): ProblemError {
  return new ProblemError(
    401,
    'second_factor_failed',
    'The code was not taken',
    'The code is wrong, has run out, or was used before. Wait for the next one and type that.',
  )
}

/** A code was looked at and not taken; everything else that goes wrong with one is nobody's guess. */
export function isSecondFactorFailure(error: unknown): boolean {
  return error instanceof ProblemError && error.code === 'second_factor_failed'
}

export function challengeExpired(): ProblemError {
  return new ProblemError(
    401,
    'challenge_expired',
    'The sign-in took too long',
    'Start again with your e-mail address and password.',
  )
}

export function wrongPassword(): ProblemError {
  return new ProblemError(403, 'wrong_password', 'Wrong password', 'That is not your present password.')
}

export function secondFactorAlreadyOn(): ProblemError {
  return new ProblemError(
    409,
    'second_factor_already_on',
    'The second factor is on already',
    'Switch it off first to set up another app.',
  )
}

export function secondFactorOff(): ProblemError {
  return new ProblemError(
    409,
    'second_factor_off',
    'There is no second factor',
    'Set up an authenticator app first.',
  )
}

export function passwordRefused(objections: readonly string[]): ProblemError {
  return new ProblemError(
    422,
    'password_refused',
    'The password will not do',
    'The new password cannot be used; `errors` says why.',
    objections.map((message) => ({ path: 'new_password', message })),
  )
}

const PROBLEMS: Readonly<Record<string, () => ProblemError>> = {
  INVALID_EMAIL: signInFailed,
  INVALID_EMAIL_OR_PASSWORD: signInFailed,
  INVALID_PASSWORD: wrongPassword,
  INVALID_CODE: secondFactorFailed,
  INVALID_BACKUP_CODE: secondFactorFailed,
  INVALID_TWO_FACTOR_COOKIE: challengeExpired,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: challengeExpired,
  TOTP_NOT_ENABLED: secondFactorOff,
  TWO_FACTOR_NOT_ENABLED: secondFactorOff,
  BACKUP_CODES_NOT_ENABLED: secondFactorOff,
  TOTP_ALREADY_ENABLED: secondFactorAlreadyOn,
}

/** Null for what is nobody's mistake but ours. */
export function libraryProblem(status: number, code: string): ProblemError | null {
  const known = PROBLEMS[code]
  if (known !== undefined) return known()
  switch (status) {
    case 401:
      return new ProblemError(401, 'not_signed_in', 'Not signed in', 'Sign in, then try again.')
    case 403:
      return new ProblemError(
        403,
        'cross_site',
        'Refused',
        'This may be asked from the pages of Tidemark alone.',
      )
    case 409:
      return secondFactorFailed()
    default:
      return null
  }
}
