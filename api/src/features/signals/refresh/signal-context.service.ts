/** What signals are raised by at the moment: the rules in use and the latest expected response of each measure. */

import type { SignalContext } from '../../../core/signals/measure-standing.js'
import type { Transaction } from '../../../database/access.js'
import { queryLatestFits, queryRulesInUse } from './signal-context.query.js'

export interface SignalContextInUse extends Omit<SignalContext, 'asOf'> {
  /** By measure code: the fit behind `expectedResponses` and `reliableChangeLimits`. */
  readonly modelFitIds: ReadonlyMap<string, number>
}

/**
 * Rules and fits in use. Spreads of baselines are those of the fit, not of today: a signal does not move because
 * somebody else's form came in.
 */
export async function readSignalContext(transaction: Transaction): Promise<SignalContextInUse> {
  const rules = await queryRulesInUse(transaction)
  const fits = await queryLatestFits(transaction)
  return {
    rules,
    expectedResponses: new Map(
      fits.flatMap(({ measure_code, content: { fit } }) =>
        fit.kind === 'fitted' ? [[measure_code, fit] as const] : [],
      ),
    ),
    reliableChangeLimits: new Map(
      fits.flatMap(({ measure_code, content: { reliableChangeLimits: limits } }) =>
        limits === null ? [] : [[measure_code, limits] as const],
      ),
    ),
    modelFitIds: new Map(fits.map(({ measure_code, model_fit_id }) => [measure_code, model_fit_id])),
  }
}
