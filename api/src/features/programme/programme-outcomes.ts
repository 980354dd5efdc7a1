/** From counts to the rates of the programme, in the words of the wire. */

import type { MeasureOutcomes, ProgrammeOutcomes } from '../../contracts/programme.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { attendanceRate, dropoutRates } from '../../core/programme/attendance-rates.js'
import { completeness } from '../../core/programme/form-completeness.js'
import { type BandMove, measureRates } from '../../core/programme/measure-rates.js'
import { nationalRates } from '../../core/programme/national-rates.js'
import { pairedRates } from '../../core/programme/paired-rates.js'
import type { Proportion } from '../../statistics/proportion/wilson-interval.js'
import { meanOnTheWire, proportionOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import type { MeasureChange } from './measure-changes.query.js'
import { measureCounts } from './measure-counts.js'
import { effectSize, severityAdjusted } from './measure-effects.js'
import type { OutcomeCounts } from './outcome-counts.query.js'

export type Rates = Pick<
  ProgrammeOutcomes,
  'episodes' | 'finished' | 'national' | 'paired' | 'dropout' | 'attendance'
>

export function programmeRates(groups: readonly OutcomeCounts[]): Rates {
  const sum = (count: (group: OutcomeCounts) => number) =>
    groups.reduce((total, group) => total + count(group), 0)
  const national = nationalRates(groups.map(nationalCounts))
  const dropout = dropoutRates({
    started: sum((group) => group.started_and_ended),
    byAttendance: sum((group) => group.dropped_out_by_attendance),
    asRecorded: sum((group) => group.dropped_out_as_recorded),
  })
  return {
    episodes: sum((group) => group.episodes),
    finished: national.finished,
    national: {
      reliable_recovery: proportionOnTheWire(national.reliableRecovery),
      recovery: proportionOnTheWire(national.recovery),
      reliable_improvement: proportionOnTheWire(national.reliableImprovement),
      reliable_deterioration: proportionOnTheWire(national.reliableDeterioration),
      paired_data: proportionOnTheWire(national.pairedData),
    },
    paired: pairedOnTheWire(sum),
    dropout: {
      by_attendance: proportionOnTheWire(dropout.byAttendance),
      as_recorded: proportionOnTheWire(dropout.asRecorded),
    },
    attendance: proportionOnTheWire(
      attendanceRate({
        eligible: sum((group) => group.sessions_eligible),
        attended: sum((group) => group.sessions_attended),
      }),
    ),
  }
}

/**
 * @param reference      of the episodes that severity is adjusted by: every one in reach
 * @param formsExpected  attended sessions of all selected episodes, one form of the measure each
 * @param points         from which a change is reliable
 */
export function measureOutcomes(
  measure: MeasureDefinition,
  changes: readonly MeasureChange[],
  reference: readonly MeasureChange[],
  formsExpected: number,
  points: number | null,
): MeasureOutcomes {
  const rates = measureRates(measure, measureCounts(measure, changes, points))
  const orNull = (proportion: Proportion | null) =>
    proportion === null ? null : proportionOnTheWire(proportion)
  return {
    n_baseline: rates.nBaseline,
    n_paired: rates.nPaired,
    baseline: meanOnTheWire(rates.baseline),
    last: meanOnTheWire(rates.last),
    change: meanOnTheWire(rates.change),
    reliably_improved: proportionOnTheWire(rates.reliablyImproved),
    no_reliable_change: proportionOnTheWire(rates.noReliableChange),
    reliably_deteriorated: proportionOnTheWire(rates.reliablyDeteriorated),
    response: orNull(rates.response),
    remission: orNull(rates.remission),
    effect_size: effectSize(measure, changes),
    severity_adjusted: severityAdjusted(measure, changes, reference),
    band_moves: inOrderOfBands(measure, rates.bandMoves),
    completeness: proportionOnTheWire(
      completeness({
        expected: formsExpected,
        valid: changes.reduce((sum, change) => sum + change.forms_valid, 0),
      }),
    ),
  }
}

/** Shares of both families that the rules move, as they are by the standard rules and by those asked for. */
export function movesOf(standard: Rates, chosen: Rates): ProgrammeOutcomes['moves'] {
  const moved = ['reliable_recovery', 'reliable_improvement', 'reliable_deterioration'] as const
  return (['national', 'paired'] as const).flatMap((family) =>
    moved.map((rate) => ({
      family,
      rate,
      standard: standard[family][rate],
      chosen: chosen[family][rate],
      difference: chosen[family][rate].numerator - standard[family][rate].numerator,
    })),
  )
}

export function nationalCounts(group: OutcomeCounts) {
  return {
    finished: group.national_finished,
    notAtCaseness: group.national_not_at_caseness,
    pairedData: group.national_paired_data,
    recovered: group.national_recovery,
    reliablyRecovered: group.national_reliable_recovery,
    reliablyImproved: group.national_reliable_improvement,
    reliablyDeteriorated: group.national_reliable_deterioration,
  }
}

function pairedOnTheWire(
  sum: (count: (group: OutcomeCounts) => number) => number,
): ProgrammeOutcomes['paired'] {
  const rates = pairedRates({
    nEpisodes: sum((group) => group.episodes),
    nEligible: sum((group) => group.paired_data),
    caseAtStart: sum((group) => group.paired_case_at_start),
    recovered: sum((group) => group.paired_recovery),
    reliablyRecovered: sum((group) => group.paired_reliable_recovery),
    reliablyImproved: sum((group) => group.paired_reliable_improvement),
    reliablyDeteriorated: sum((group) => group.paired_reliable_deterioration),
  })
  return {
    n_members: rates.nEpisodes,
    n_eligible: rates.nEligible,
    caseness_at_start: rates.caseAtStart,
    recovery: proportionOnTheWire(rates.recovery),
    reliable_recovery: proportionOnTheWire(rates.reliableRecovery),
    reliable_improvement: proportionOnTheWire(rates.reliableImprovement),
    reliable_deterioration: proportionOnTheWire(rates.reliableDeterioration),
  }
}

function inOrderOfBands(
  measure: MeasureDefinition,
  moves: readonly BandMove[],
): MeasureOutcomes['band_moves'] {
  const place = new Map(measure.bands.map((band, index) => [band.code, index]))
  const placeOf = (code: string) => place.get(code) ?? 0
  return [...moves].sort(
    (one, other) => placeOf(one.from) - placeOf(other.from) || placeOf(one.to) - placeOf(other.to),
  )
}
