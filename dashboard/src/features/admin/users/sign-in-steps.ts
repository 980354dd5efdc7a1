import type { User } from '../../../../../api/src/contracts/users.js'
import {
  disableConsequences,
  enableConsequences,
  endSessionsConsequences,
  resetPasswordConsequences,
  resetSecondFactorConsequences,
} from './change-words.js'
import { disableUser, enableUser, endSessions, resetPassword, resetSecondFactor } from './user-requests.js'

export type SignInStep = 'reset_password' | 'reset_second_factor' | 'end_sessions' | 'disable' | 'enable'

interface Step {
  readonly label: string
  /** When an administrator would take it. */
  readonly when: string
  readonly question: (user: User) => string
  readonly consequences: (user: User) => string[]
  readonly isGrave: boolean
  readonly take: (userId: string) => Promise<{ oneTimePassword: string | null }>
}

/** What an administrator can do to a login, each with its words. */
export const SIGN_IN_STEPS: Readonly<Record<SignInStep, Step>> = {
  reset_password: {
    label: 'Reset password',
    when: 'The password is forgotten, or somebody else may know it.',
    question: (user) => `Reset the password of ${user.name}?`,
    consequences: resetPasswordConsequences,
    isGrave: false,
    take: async (userId) => ({ oneTimePassword: (await resetPassword(userId)).one_time_password }),
  },
  reset_second_factor: {
    label: 'Reset second factor',
    when: 'The telephone is lost or new, and no backup code is left.',
    question: (user) => `Reset the second factor of ${user.name}?`,
    consequences: resetSecondFactorConsequences,
    isGrave: false,
    take: async (userId) => withoutPassword(await resetSecondFactor(userId)),
  },
  end_sessions: {
    label: 'End sessions',
    when: 'A device was left signed in somewhere.',
    question: (user) => `End the sessions of ${user.name}?`,
    consequences: endSessionsConsequences,
    isGrave: false,
    take: async (userId) => withoutPassword(await endSessions(userId)),
  },
  disable: {
    label: 'Disable',
    when: 'The person has left, or must not come in for now.',
    question: (user) => `Disable ${user.name}?`,
    consequences: disableConsequences,
    isGrave: true,
    take: async (userId) => withoutPassword(await disableUser(userId)),
  },
  enable: {
    label: 'Enable',
    when: 'The person is back.',
    question: (user) => `Enable ${user.name}?`,
    consequences: enableConsequences,
    isGrave: false,
    take: async (userId) => withoutPassword(await enableUser(userId)),
  },
}

/** Only what would change something. */
export function isOffered(step: SignInStep, user: User): boolean {
  switch (step) {
    case 'reset_password':
      return user.disabled_at === null
    case 'reset_second_factor':
      return user.two_factor_enabled
    case 'end_sessions':
      return user.open_sessions > 0
    case 'disable':
      return user.disabled_at === null
    case 'enable':
      return user.disabled_at !== null
  }
}

function withoutPassword(_answer: unknown): { oneTimePassword: null } {
  return { oneTimePassword: null }
}
