import type { Me } from '../../../api/src/contracts/sign-in.js'

export type UserRole = Me['role']

/** The roles of users as the screen names them. */
export const ROLE_LABELS: Readonly<Record<UserRole, string>> = {
  director: 'Clinical director',
  therapist: 'Therapist',
  researcher: 'Researcher',
  coordinator: 'Coordinator',
  administrator: 'Administrator',
}

const ROLE_PLURALS: Readonly<Record<UserRole, string>> = {
  director: 'clinical directors',
  therapist: 'therapists',
  researcher: 'researchers',
  coordinator: 'coordinators',
  administrator: 'administrators',
}

const listFormat = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** "clinical directors and therapists" */
export function rolesInWords(roles: readonly UserRole[]): string {
  return listFormat.format(roles.map((role) => ROLE_PLURALS[role]))
}
