import type { AccessContext } from '../../database/access.js'
import { ProblemError } from '../../platform/problem.js'
import type { LockedAccount } from './accounts.repository.js'

/**
 * Nobody takes their own access, by a slip or under pressure, and somebody can always let others in.
 *
 * @throws ProblemError when the user is the caller, or the last one who can let others in
 */
export function refuseOwnAccess(
  { actor }: Pick<AccessContext, 'actor'>,
  userId: string,
  { isLastAdministrator }: LockedAccount,
): void {
  if (isLastAdministrator) {
    throw new ProblemError(
      409,
      'last_administrator',
      'The last administrator',
      'Nobody else could manage users afterwards. Make another administrator first.',
    )
  }
  if (actor.kind === 'user' && actor.id === userId) {
    throw new ProblemError(
      409,
      'own_login',
      'Your own login',
      'You cannot disable your own login or change its role. Another administrator can.',
    )
  }
}
