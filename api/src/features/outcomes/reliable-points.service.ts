/** From how many points a change is reliable, under the rules that were asked for: for every count and every list. */

import type { OutcomeRulesContract, RulesInUse } from '../../contracts/programme-query.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { measureRegistry } from '../../core/measures/registry.js'
import { needsLimits, reliablePointsUnder } from '../../core/programme/outcome-rules.js'
import type { Transaction } from '../../database/access.js'
import { readReliableChangeLimits } from './episode-outcome.service.js'

export interface ReliablePoints {
  readonly rules: OutcomeRulesContract
  /** null: no change on the measure is assessable. */
  of(measure: Pick<MeasureDefinition, 'code'>): number | null
}

/** For every measure, since the joint rates ask for two of them whatever one measure a read is about. */
export async function readReliablePoints(
  transaction: Transaction,
  rules: OutcomeRulesContract,
): Promise<ReliablePoints> {
  const points = new Map<string, number | null>()
  for (const measure of measureRegistry) {
    const limits = needsLimits(rules, measure) ? await readReliableChangeLimits(transaction, measure) : null
    points.set(measure.code, reliablePointsUnder(rules, measure, limits))
  }
  return { rules, of: ({ code }) => points.get(code) ?? null }
}

export function rulesOnTheWire(points: ReliablePoints): RulesInUse {
  return {
    code: points.rules,
    reliable_points: Object.fromEntries(measureRegistry.map((measure) => [measure.code, points.of(measure)])),
  }
}
