/** Which counts make which share of the programme: for charts, funnels and the rows behind them alike. */

import type { OutcomeClass } from '../../contracts/programme.js'
import type { PROGRAMME_RATES } from '../../contracts/programme-charts.js'
import type { OutcomeCounts } from './outcome-counts.query.js'

export type ProgrammeRate = (typeof PROGRAMME_RATES)[number]
export type ChartedFamily = 'national' | 'paired' | 'attendance'

export interface RateDefinition {
  readonly family: ChartedFamily
  readonly numerator: (counts: OutcomeCounts) => number
  readonly denominator: (counts: OutcomeCounts) => number
  readonly classOfNumerator: OutcomeClass
  readonly classOfDenominator: OutcomeClass
  readonly better: 'higher' | 'lower'
  readonly words: string
}

const finished = (counts: OutcomeCounts) => counts.national_finished
const cases = (counts: OutcomeCounts) => counts.national_finished - counts.national_not_at_caseness
const started = (counts: OutcomeCounts) => counts.started_and_ended

const OF_FINISHED = 'of finished courses (ended, with at least two attended sessions)'
const OF_CASES = 'of finished courses, less those not at caseness at the start'
const OF_PAIRED = 'of episodes with two attended sessions and two valid scores on both measures'
const OF_PAIRED_CASES = `${OF_PAIRED}, at caseness at the start`
const OF_STARTED = 'of ended episodes with an attended session'

const national: Readonly<Record<ProgrammeRate, RateDefinition>> = {
  reliable_recovery: rate(
    'national',
    'reliable_recovery',
    'case_at_start',
    'higher',
    `Reliably recovered, ${OF_CASES}.`,
    (counts) => counts.national_reliable_recovery,
    cases,
  ),
  recovery: rate(
    'national',
    'recovery',
    'case_at_start',
    'higher',
    `Recovered, ${OF_CASES}.`,
    (counts) => counts.national_recovery,
    cases,
  ),
  reliable_improvement: rate(
    'national',
    'reliable_improvement',
    'finished',
    'higher',
    `Reliably improved, ${OF_FINISHED}.`,
    (counts) => counts.national_reliable_improvement,
    finished,
  ),
  reliable_deterioration: rate(
    'national',
    'reliable_deterioration',
    'finished',
    'lower',
    `Reliably deteriorated, ${OF_FINISHED}.`,
    (counts) => counts.national_reliable_deterioration,
    finished,
  ),
  paired_data: rate(
    'national',
    'paired_data',
    'finished',
    'higher',
    `With two valid scores on both measures, ${OF_FINISHED}.`,
    (counts) => counts.national_paired_data,
    finished,
  ),
  dropout_by_attendance: rate(
    'attendance',
    'dropout_by_attendance',
    'started',
    'lower',
    `The last two or more eligible sessions missed, ${OF_STARTED}.`,
    (counts) => counts.dropped_out_by_attendance,
    started,
  ),
  dropout_as_recorded: rate(
    'attendance',
    'dropout_as_recorded',
    'started',
    'lower',
    `Recorded as dropped out, ${OF_STARTED}.`,
    (counts) => counts.dropped_out_as_recorded,
    started,
  ),
}

const paired: Readonly<Partial<Record<ProgrammeRate, RateDefinition>>> = {
  reliable_recovery: rate(
    'paired',
    'reliable_recovery',
    'case_at_start',
    'higher',
    `Reliably recovered, ${OF_PAIRED_CASES}.`,
    (counts) => counts.paired_reliable_recovery,
    (counts) => counts.paired_case_at_start,
  ),
  recovery: rate(
    'paired',
    'recovery',
    'case_at_start',
    'higher',
    `Recovered, ${OF_PAIRED_CASES}.`,
    (counts) => counts.paired_recovery,
    (counts) => counts.paired_case_at_start,
  ),
  reliable_improvement: rate(
    'paired',
    'reliable_improvement',
    'paired_data',
    'higher',
    `Reliably improved, ${OF_PAIRED}.`,
    (counts) => counts.paired_reliable_improvement,
    (counts) => counts.paired_data,
  ),
  reliable_deterioration: rate(
    'paired',
    'reliable_deterioration',
    'paired_data',
    'lower',
    `Reliably deteriorated, ${OF_PAIRED}.`,
    (counts) => counts.paired_reliable_deterioration,
    (counts) => counts.paired_data,
  ),
}

/** Of the paired family where it counts this share; completeness and dropout have one definition. */
export function rateDefinition(rate: ProgrammeRate, family: 'national' | 'paired'): RateDefinition {
  return (family === 'paired' ? paired[rate] : undefined) ?? national[rate]
}

function rate(
  family: ChartedFamily,
  classOfNumerator: OutcomeClass,
  classOfDenominator: OutcomeClass,
  better: RateDefinition['better'],
  words: string,
  numerator: RateDefinition['numerator'],
  denominator: RateDefinition['denominator'],
): RateDefinition {
  return { family, numerator, denominator, classOfNumerator, classOfDenominator, better, words }
}
