import type { AccessContext, Transaction } from '../../database/access.js'
import { ProblemError } from '../../platform/problem.js'
import { readSettings } from './settings-reader.service.js'

/**
 * Figures by therapist are for directors of a deployment that chose to have them.
 *
 * @throws ProblemError 403 where the setting is off
 */
export async function requireTherapistFigures(
  transaction: Transaction,
  { role }: Pick<AccessContext, 'role'>,
): Promise<void> {
  if (role === 'director' && !(await readSettings(transaction)).therapist_funnel) {
    throw new ProblemError(
      403,
      'therapist_figures_off',
      'Figures by therapist are switched off',
      'This deployment does not show outcomes by therapist. An administrator can change that in the settings.',
    )
  }
}
