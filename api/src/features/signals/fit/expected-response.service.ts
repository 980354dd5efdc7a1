/** What was to be expected of one episode, by the fit in use: the one that signals are raised by. */

import type { ExpectedResponseContract, ExpectedScore } from '../../../contracts/member-standing.js'
import { type ExpectedTotals, expectedTotalsAt } from '../../../core/expected-response/expected-totals.js'
import type { MeasureDefinition } from '../../../core/measures/measure-definition.js'
import { isSwitchedOn } from '../../../core/signals/signal-rules.js'
import type { Transaction } from '../../../database/access.js'
import { queryRulesInUse } from '../refresh/signal-context.query.js'
import { queryModelFits } from './model-fits.repository.js'

/** A curve of more points than this is drawn no better. */
const MOST_WEEKS_SHOWN = 104

export interface ExpectedOfEpisode {
  readonly onTheWire: ExpectedResponseContract
  /** null on the day of the baseline, and while there is no expected response. */
  readonly at: (week: number) => ExpectedScore | null
}

/**
 * @param baseline   total of the first valid score; null without one
 * @param lastWeek   the range is given up to it, in whole weeks since the baseline
 */
export async function readExpectedResponse(
  transaction: Transaction,
  measure: MeasureDefinition,
  { baseline, lastWeek }: { readonly baseline: number | null; readonly lastWeek: number },
): Promise<ExpectedOfEpisode> {
  const rules = await queryRulesInUse(transaction)
  if (!isSwitchedOn(rules, 'worse_than_expected')) {
    return off('The rules in use do not ask about the expected response.')
  }
  const fits = await queryModelFits(transaction)
  const stored = fits.find(({ measure_code }) => measure_code === measure.code)
  if (stored === undefined) return off(`The expected response of ${measure.shortName} was never fitted.`)
  const { fit } = stored.content
  if (fit.kind === 'off') return off(fit.message)
  if (baseline === null) return off(`Without a first ${measure.shortName} score nothing can be expected.`)
  const at = (week: number) => onTheWire(expectedTotalsAt(measure, fit, baseline, week))
  return {
    onTheWire: {
      kind: 'fitted',
      model_fit_id: stored.model_fit_id,
      fitted_at: stored.fitted_at.toISOString(),
      episodes: fit.episodes,
      as_of: stored.as_of,
      last_week: fit.course.lastWeek,
      weeks: weeksUpTo(lastWeek).map((week) => ({ week, ...at(week) })),
    },
    at: (week) => (week > 0 ? at(week) : null),
  }
}

function off(reason: string): ExpectedOfEpisode {
  return { onTheWire: { kind: 'off', reason }, at: () => null }
}

function onTheWire({ expected, limit84, limit90 }: ExpectedTotals): ExpectedScore {
  return { expected, limit_84: limit84, limit_90: limit90 }
}

function weeksUpTo(lastWeek: number): number[] {
  const step = Math.max(1, Math.ceil(lastWeek / MOST_WEEKS_SHOWN))
  return Array.from({ length: Math.ceil(Math.max(1, lastWeek) / step) }, (_, index) => (index + 1) * step)
}
