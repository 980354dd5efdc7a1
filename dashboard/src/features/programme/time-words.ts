import type {
  SurvivalStratum,
  TimeToChange,
  TimeToChangeQuery,
} from '../../../../api/src/contracts/programme-charts.js'
import type { TimedEvent } from '../../../../api/src/contracts/programme-query.js'
import { type EventCurve, isTooSmall, shareWords } from '../../charts/event-curves.model.js'
import {
  ARM_LABELS,
  FORMAT_LABELS,
  MODALITY_LABELS,
  STRUCTURE_LABELS,
} from '../../format/enumeration-labels.js'
import { naturalFrequency } from '../../format/natural-frequency.js'
import { countOf, EN_DASH, formatNumber, HARD_SPACE } from '../../format/number.js'
import { isImprovementEvent } from '../../format/outcome-words.js'
import { formatP } from '../../format/p-value.js'

export type SplitBy = TimeToChangeQuery['by']

export const SPLIT_LABELS: Readonly<Record<SplitBy, string>> = {
  none: 'Everybody',
  arm: 'By arm',
  modality: 'By modality',
  format: 'By format',
  structure: 'By structure',
}

/** What happened, after "members had". */
const EVENT_VERBS: Readonly<Record<TimedEvent, string>> = {
  first_observed: 'improved reliably',
  sustained: 'improved reliably and held it',
  dropout_by_attendance: 'dropped out',
  dropout_as_recorded: 'dropped out as recorded',
}

const STRATUM_LABELS: Readonly<Record<string, string>> = {
  all: 'All members',
  ...ARM_LABELS,
  ...MODALITY_LABELS,
  ...FORMAT_LABELS,
  ...STRUCTURE_LABELS,
}

export function stratumLabel(stratum: string): string {
  return STRATUM_LABELS[stratum] ?? stratum
}

/** Of how many strata a title can speak and still be a sentence. */
const MOST_IN_A_TITLE = 2
const DAYS_PER_WEEK = 7

/** The answer in one sentence: by when half of the members had the event, or how many had it by the end. */
export function timeFinding(answer: TimeToChange, curve: EventCurve): string {
  const { overall, event } = answer
  if (overall === null || isTooSmall(overall)) {
    return isImprovementEvent(event) ? 'When do members improve reliably?' : 'When do members drop out?'
  }
  const start = curve === 'kaplan_meier' ? 'As if nobody left first, ' : ''
  const told = `${start}${findingOf(overall, answer, curve)}`
  const strata = answer.strata.filter((stratum) => !isTooSmall(stratum))
  const parts =
    strata.length === MOST_IN_A_TITLE
      ? strata.map(
          (stratum) => `${stratumLabel(stratum.stratum).toLowerCase()} ${shortOf(stratum, answer, curve)}`,
        )
      : []
  const whole = parts.length === 0 ? told : `${told}; ${parts.join(', ')}`
  return whole.charAt(0).toUpperCase() + whole.slice(1)
}

function findingOf(stratum: SurvivalStratum, answer: TimeToChange, curve: EventCurve): string {
  const half = halfWords(stratum, answer, curve)
  const verb = EVENT_VERBS[answer.event]
  if (half !== null) return `half of the members had ${verb} by ${half}`
  const last = lastPoint(stratum, curve)
  if (last === null)
    return `none of ${formatNumber(stratum.n)} members had ${verb} by ${endWords(stratum, answer)}`
  const frequency = naturalFrequency({
    numerator: stratum.events,
    denominator: stratum.n,
    proportion: last.share,
    interval: null,
  })
  const who = frequency === null ? 'members' : `${frequency} members`
  return frequency === null
    ? `${shareWords(last)} of the members had ${verb} by ${endWords(stratum, answer)}`
    : `${who} had ${verb} by ${endWords(stratum, answer)}: ${shareWords(last)}`
}

function shortOf(stratum: SurvivalStratum, answer: TimeToChange, curve: EventCurve): string {
  const half = halfWords(stratum, answer, curve)
  if (half !== null) return `by ${half}`
  const last = lastPoint(stratum, curve)
  return last === null ? 'none' : shareWords(last)
}

/** "week 7 (6 – 8)", "session 12 (9 – beyond 20)"; null where fewer than half had it. */
export function halfWords(stratum: SurvivalStratum, answer: TimeToChange, curve: EventCurve): string | null {
  const { time, low, high } = curve === 'incidence' ? stratum.half : stratum.median
  if (time === null) return null
  const at = (moment: number): string => formatNumber(inUnits(moment, answer))
  const from = low === null ? at(time) : at(low)
  const to = high === null ? `beyond ${formatNumber(endOf(stratum, answer))}` : at(high)
  return `${unitWord(answer)} ${at(time)} (${from}${HARD_SPACE}${EN_DASH}${HARD_SPACE}${to})`
}

/** The last step that is told, as a share with the event; null before any. */
export function lastPoint(
  stratum: SurvivalStratum,
  curve: EventCurve,
): { readonly share: number; readonly low: number | null; readonly high: number | null } | null {
  if (stratum.events === 0) return null
  if (curve === 'incidence') {
    const last = stratum.incidence.at(-1)
    return last === undefined ? null : { share: last.event, low: last.low, high: last.high }
  }
  const last = stratum.curve.at(-1)
  if (last === undefined) return null
  return {
    share: 1 - last.share_without,
    low: last.high === null ? null : 1 - last.high,
    high: last.low === null ? null : 1 - last.low,
  }
}

/** "week 17": the last whole one that the curve reaches. */
export function endWords(stratum: SurvivalStratum, answer: TimeToChange): string {
  return `${unitWord(answer)} ${formatNumber(endOf(stratum, answer))}`
}

function endOf({ incidence, risk_table, stopped_at }: SurvivalStratum, { unit }: TimeToChange): number {
  const lastEvent = Math.max(0, ...incidence.map(({ time }) => time))
  const lastTold = Math.max(lastEvent, ...risk_table.map(({ time }) => time))
  // A cut curve holds up to the moment of the cut, and not at it.
  const end = stopped_at === null ? lastTold : Math.max(lastEvent, stopped_at - 1)
  return unit === 'sessions'
    ? end
    : Math.max(Math.floor(end / DAYS_PER_WEEK), Math.ceil(lastEvent / DAYS_PER_WEEK))
}

/** A day belongs to the week it falls in: day 49 is the end of week 7. */
function inUnits(time: number, { unit }: TimeToChange): number {
  return unit === 'days' ? Math.ceil(time / DAYS_PER_WEEK) : time
}

function unitWord({ unit }: TimeToChange): string {
  return unit === 'days' ? 'week' : 'session'
}

/** What to read with the curves: who competes, who is missing, who is not drawn, what the test says and does not. */
export function timeNotes(answer: TimeToChange, curve: EventCurve): string[] {
  const { overall, left_out, log_rank, strata } = answer
  if (overall === null) return []
  const small = strata.filter(isTooSmall)
  return [
    competingNote(answer, overall, curve),
    ...(left_out.n === 0 ? [] : [`${countOf(left_out.n, 'episode')} not in the picture. ${left_out.reason}`]),
    ...(small.length === 0
      ? []
      : [
          `Not drawn, fewer than 5 members: ${small
            .map(({ stratum, n }) => `${stratumLabel(stratum)} (n ${formatNumber(n)})`)
            .join(', ')}.`,
        ]),
    ...(strata.length < 2 ? [] : [logRankNote(log_rank)]),
  ]
}

function competingNote(answer: TimeToChange, overall: SurvivalStratum, curve: EventCurve): string {
  const left = countOf(overall.competing_events, 'member')
  const what = `What competes: ${answer.competing.charAt(0).toLowerCase()}${answer.competing.slice(1)}`
  const verb = isImprovementEvent(answer.event) ? 'improved' : 'dropped out'
  if (overall.competing_events === 0)
    return `${what} It happened to nobody here, so both ways of counting agree.`
  return curve === 'incidence'
    ? `${what} ${left} left so; they stay in the count as not ${verb}.`
    : `${what} ${left} left so and are taken out of the count then: how fast members get there while in care, not how many do.`
}

function logRankNote(test: TimeToChange['log_rank']): string {
  if ('refused' in test) return test.message
  const degrees = countOf(test.df, 'degree of freedom', 'degrees of freedom')
  return `Log-rank test: ${formatP(test.p)} (chi-square ${formatNumber(test.chi_square, 1)}, ${degrees}). ${test.note}`
}
