import type { Me } from '../../../../api/src/contracts/sign-in.js'
import type { UserRole } from '../../format/role-words.js'

/** The server asks these for a second factor before anything else; the others may choose. */
const ROLES_WITH_SECOND_FACTOR: readonly UserRole[] = ['director', 'researcher', 'administrator']

export function needsSecondFactor(me: Me): boolean {
  return ROLES_WITH_SECOND_FACTOR.includes(me.role)
}

/** A key for typing, in groups of four. */
export function keyInFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ')
}

/** What a role sees by sites or groups; null for roles without either. */
export function scopeWords(me: Me): string | null {
  switch (me.role) {
    case 'director':
    case 'coordinator':
      return me.sites.length === 0
        ? 'No site is given to you yet: an administrator can do it.'
        : `Sites: ${me.sites.map((site) => site.name).join(', ')}`
    case 'therapist':
      return me.therapist_id === null
        ? 'Your login is not linked to a therapist yet: an administrator can do it.'
        : 'Groups that you lead, co-lead or cover'
    default:
      return null
  }
}

/** The file of the codes; it names no login, so that a found sheet opens nothing by itself. */
export function backupCodeFile(codes: readonly string[]): string {
  return ['Tidemark backup codes. Each works once.', '', ...codes, ''].join('\r\n')
}
