import type { CalibrationContract, ModelFit } from '../../../../api/src/contracts/model-fits.js'
import { formatDay, formatInstant } from '../../format/day.js'
import { measureName } from '../../format/measure-words.js'
import { countOf, formatNumber } from '../../format/number.js'
import { formatPercent } from '../../format/percent.js'

/** The finding of one measure: whether its limits hold. */
export function calibrationTitle(fit: ModelFit | undefined): string {
  if (fit === undefined) return 'No expected response has been fitted yet'
  const name = measureName(fit.measure)
  if (fit.calibration === null) return `The expected response of ${name} is off`
  const off = warnings(fit.calibration)
  return off.length === 0
    ? `The expected range of ${name} holds: as many scores lie above it as should`
    : `The expected range of ${name} misses its mark in ${countOf(off.length, 'place')}`
}

/** "Fitted 1 Dec 2026, 02:10 on 1,412 ended episodes of 1,304 members, 9,020 scores, ..". */
export function fitFacts(fit: ModelFit, timeZone: string): { label: string; words: string }[] {
  const fact = (label: string, words: string | null) => (words === null ? [] : [{ label, words }])
  return [
    ...fact('State', fit.state === 'on' ? 'on' : `off: ${fit.message ?? 'no reason was kept'}`),
    ...fact('Fitted', formatInstant(fit.fitted_at, timeZone)),
    ...fact('Ended episodes', formatNumber(fit.episodes)),
    ...fact('Members', fit.members === null ? null : formatNumber(fit.members)),
    ...fact('Scores', fit.scores === null ? null : formatNumber(fit.scores)),
    ...fact('Course over', timeWords(fit.time_function)),
    ...fact('Forms recorded until', formatInstant(fit.data_until, timeZone)),
    ...fact('Episodes ended by', formatDay(fit.as_of)),
    ...fact('Reliable from', fit.reliable_points === null ? null : countOf(fit.reliable_points, 'point')),
    ...fact(
      'Forecast',
      fit.state === 'off' ? null : fit.forecast_off === null ? 'on' : `off: ${fit.forecast_off}`,
    ),
    ...fact('Rules', `rule set ${fit.rules_version}, calculation ${fit.calculation_version}`),
  ]
}

function timeWords(time: ModelFit['time_function']): string | null {
  if (time === null) return null
  return time === 'week' ? 'weeks' : 'the logarithm of weeks'
}

/** Every share that is off by more than 2 points and 2 standard errors, in words. */
export function warnings(calibration: CalibrationContract): string[] {
  return [
    ...warningsOf('All scores', calibration.all),
    ...calibration.by_baseline_band.flatMap((row) => warningsOf(`First score ${row.band}`, row)),
    ...calibration.by_score_number.flatMap((row) => warningsOf(`Score number ${row.score_number}`, row)),
  ]
}

function warningsOf(where: string, shares: CalibrationContract['all']): string[] {
  return (
    [
      ['84', shares.p84],
      ['90', shares.p90],
    ] as const
  ).flatMap(([level, share]) => {
    if (!share.is_off || share.proportion === null) return []
    const found = `${formatPercent(share.proportion, 1)} lie above the ${level} % limit, not ${formatPercent(share.expected)}`
    const meaning =
      share.proportion > share.expected
        ? 'too many alerts are raised here'
        : 'members who do badly are found too seldom here'
    return [`${where}: ${found}; ${meaning}.`]
  })
}

/** What the figures mean to somebody who does not know the method; never more than they show. */
export function plainWords(calibration: CalibrationContract): string[] {
  const { not_on_track: red, ever_above_90: ever } = calibration.alerts
  return [
    'The range is worked out from the first score alone, by the courses of members of this deployment whose episodes have ended, those who dropped out included. Each member was judged by a fit that had not seen them.',
    `A red alert stood at least once in ${formatPercent(red.per_episode.proportion)} of episodes, and after ${formatPercent(red.per_score.proportion)} of scores. One score above the 90 % limit is not enough: that happens in ${formatPercent(ever.proportion)} of episodes.`,
    forecastWords(calibration),
    'In trials, feedback of this kind had small effects for members who were not on track. It is a reason to look, not a verdict.',
  ]
}

/** What these figures show of the forecast beside change alone; that the range beats it is never claimed. */
function forecastWords({ forecast, simple_change }: CalibrationContract): string {
  const pairs = forecast.flatMap(({ score_number, auc }) => {
    const simple = simple_change.find((row) => row.score_number === score_number)?.auc ?? null
    return auc === null || simple === null ? [] : [{ auc, simple }]
  })
  const order = 'The forecast is there to order a list.'
  const range = 'That the expected range finds more than change alone is not claimed.'
  if (pairs.length === 0)
    return `${order} There are too few members to compare it with change alone. ${range}`
  const better = pairs.filter(({ auc, simple }) => auc > simple).length
  return `${order} Here its AUC is higher than that of change alone at ${formatNumber(better)} of ${countOf(pairs.length, 'score')} compared. ${range}`
}
