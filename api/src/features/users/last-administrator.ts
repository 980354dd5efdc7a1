import { ProblemError } from '../../platform/problem.js'
import type { LockedAccount } from './accounts.repository.js'

/** @throws ProblemError when the user is the last one who can let others in */
export function refuseLastAdministrator({ isLastAdministrator }: LockedAccount): void {
  if (!isLastAdministrator) return
  throw new ProblemError(
    409,
    'last_administrator',
    'The last administrator',
    'Nobody else could manage users afterwards. Make another administrator first.',
  )
}
