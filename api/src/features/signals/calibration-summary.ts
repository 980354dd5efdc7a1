/** The figures of a calibration as lines for a terminal. */

import type { Day } from '../../core/calendar-day.js'
import type { Calibration, PredictionRule } from '../../core/expected-response/calibrate.js'
import type { PredictionAccuracy } from '../../core/expected-response/prediction-accuracy.js'
import type { SharesAbove } from '../../core/expected-response/share-above.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import type { Proportion } from '../../statistics/proportion/wilson-interval.js'

const RULES: Record<PredictionRule, string> = {
  forecast: 'Forecast above .6',
  simpleChange: 'Change alone above .6',
  naive: 'No reliable improvement yet',
}

/** @param asOf  the day by which the episodes had ended */
export function calibrationSummary(
  measure: MeasureDefinition,
  calibration: Calibration,
  asOf: Day | null,
): string {
  const { fit, shareAbove, byBaselineBand, byScoreNumber, alertBurden } = calibration
  const { timeFunction, isSingular } = fit.course
  const named = [
    { name: 'all', ...shareAbove },
    ...byBaselineBand.map((row) => ({ ...row, name: `baseline ${row.band}` })),
    ...byScoreNumber.map((row) => ({ ...row, name: `score ${row.scoreNumber}` })),
  ]
  return [
    `${measure.shortName}: ${fit.scores} scores after baseline of ${fit.episodes} episodes ended by ${asOf ?? 'now'}, ${fit.members} members.`,
    `Time enters as ${timeFunction === 'week' ? 'weeks' : 'log(1 + weeks)'}${isSingular ? '; a spread is 0 (singular fit)' : ''}. Judged by 5 folds of members.`,
    '',
    columns('Share above the limit of', 'scores', '84 % (se)', '90 % (se)'),
    ...named.map((row) => columns(row.name, String(row.scores), ...shareCells(row))),
    ...named.flatMap(warningLines),
    '',
    columns('No reliable improvement', 'n', 'AUC', 'sensitivity', 'precision', 'alerts'),
    ...(['forecast', 'simpleChange', 'naive'] as const).flatMap((rule) =>
      calibration.predictions[rule].map((row) => accuracyLine(RULES[rule], row)),
    ),
    ...(fit.forecastOff === null ? [] : [`The forecast is off: ${fit.forecastOff}`]),
    '',
    columns('Alerts of the limits', 'of scores', 'of episodes'),
    columns('watch', share(alertBurden.watch.perScore), share(alertBurden.watch.perEpisode)),
    columns('not on track', share(alertBurden.notOnTrack.perScore), share(alertBurden.notOnTrack.perEpisode)),
    columns('above 90 % once', '', share(alertBurden.everAbove90)),
  ].join('\n')
}

function shareCells({ p84, p90 }: SharesAbove): string[] {
  return [p84, p90].map((each) => `${share(each)} (${number(each.standardError)})`)
}

function warningLines({ name, p84, p90 }: SharesAbove & { readonly name: string }): string[] {
  return [p84, p90]
    .filter(({ isOff }) => isOff)
    .map(
      (each) =>
        `Warning, ${name}: ${share(each)} above the limit, expected ${number(each.expected)}; more than 2 points and 2 standard errors off.`,
    )
}

function accuracyLine(rule: string, row: PredictionAccuracy): string {
  return columns(
    `${rule}, score ${row.scoreNumber}`,
    String(row.n),
    number(row.auc),
    share(row.sensitivity),
    share(row.precision),
    share(row.alertRate),
  )
}

function columns(first: string, ...others: string[]): string {
  return `${first.padEnd(38)}${others.map((cell) => cell.padStart(15)).join('')}`
}

function share({ proportion }: Proportion): string {
  return number(proportion)
}

function number(value: number | null): string {
  return value === null ? '-' : value.toFixed(3)
}
