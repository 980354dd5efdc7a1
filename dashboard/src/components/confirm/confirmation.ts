import type { Confirm } from '../../../../api/src/contracts/sign-in.js'
import type { ProblemError } from '../../api-client/problem-error.js'
import { brokenRules, type FieldErrors, type FieldValues } from '../form/field-errors.js'

export type ConfirmField = 'password' | 'code'

/** What is still to be typed. */
export function missingConfirmation(
  value: FieldValues<ConfirmField>,
  hasSecondFactor: boolean,
): FieldErrors<ConfirmField> {
  return brokenRules(
    ['password', value('password') !== '', 'Enter your password.'],
    ['code', !hasSecondFactor || plainCode(value('code')) !== '', 'Enter the code that the app shows now.'],
  )
}

export function confirmationOf(value: FieldValues<ConfirmField>, hasSecondFactor: boolean): Confirm {
  return hasSecondFactor
    ? { password: value('password'), code: plainCode(value('code')) }
    : { password: value('password') }
}

/** A refusal at the field that it is about. */
export function confirmationErrors(problem: ProblemError): FieldErrors<ConfirmField> {
  switch (problem.code) {
    case 'wrong_password':
      return [{ field: 'password', words: 'This is not your password.' }]
    case 'second_factor_failed':
      return [{ field: 'code', words: WRONG_CODE }]
    default:
      return []
  }
}

export const WRONG_CODE =
  'This code is not right, or it was used already. The app shows a new one every 30 seconds.'

/** Apps show "123 456"; the server wants the digits alone. */
export function plainCode(typed: string): string {
  return typed.replace(/\s/g, '')
}
