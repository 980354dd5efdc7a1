/** The outcomes of a programme for those outside it, from the answers that directors get. */

import type { MeanContract, ProportionContract } from '../../../contracts/estimates.js'
import type { MeasureOutcomes, ProgrammeOutcomes } from '../../../contracts/programme.js'
import type { Equity } from '../../../contracts/programme-parts.js'
import type { PublishedProgramme } from '../../../contracts/published-programme.js'
import {
  hiddenCounts,
  PUBLISHED_COUNTS_ARE_MULTIPLES_OF,
  publishedCount,
  type Whole,
} from '../../../core/disclosure/published-counts.js'
import {
  type Hidden,
  hiddenStrata,
  isSmall,
  LARGEST_SMALL_NUMBER,
} from '../../../core/programme/small-numbers.js'
import { wilsonInterval } from '../../../statistics/proportion/wilson-interval.js'
import { proportionOnTheWire } from '../../outcomes/estimates-on-the-wire.js'

type Rates = Pick<ProgrammeOutcomes, 'episodes' | 'finished' | 'national' | 'dropout' | 'attendance'>
type PublishedRates = Pick<
  PublishedProgramme,
  'episodes' | 'finished' | 'national' | 'dropout' | 'attendance'
>
type PublishedMeasure = PublishedProgramme['by_measure'][number]
type Suppressed = { suppressed: true; reason: Hidden }

export function publishProgramme(outcomes: ProgrammeOutcomes, equity: Equity): PublishedProgramme {
  const { previous_period: previous, benchmarks, rules, state, provenance } = outcomes
  const published = {
    ...publishedRates(outcomes),
    by_measure: Object.entries(outcomes.by_measure).map(publishedMeasure),
    previous_period:
      previous === null ? null : { ...publishedRates(previous), from: previous.from, to: previous.to },
    equity: equity.dimensions.map(({ dimension, strata }) => ({
      dimension,
      strata: strata.map(({ stratum, finished, rates }) => ({
        stratum,
        finished: typeof finished === 'number' ? publishedCount(finished) : finished,
        rates: {
          reliable_recovery: again(rates.reliable_recovery),
          recovery: again(rates.recovery),
          reliable_improvement: again(rates.reliable_improvement),
          reliable_deterioration: again(rates.reliable_deterioration),
          paired_data: again(rates.paired_data),
        },
      })),
    })),
  }
  return {
    ...published,
    suppressed_up_to: LARGEST_SMALL_NUMBER,
    rounded_to: PUBLISHED_COUNTS_ARE_MULTIPLES_OF,
    suppressed: numberSuppressed(published),
    benchmarks,
    rules,
    // How many there would be under other filters is for those who may ask.
    state: { ...state, relax: [] },
    provenance,
  }
}

type Counted =
  | 'episodes'
  | 'finished'
  | 'cases'
  | 'recovery'
  | 'reliable_recovery'
  | 'reliable_improvement'
  | 'reliable_deterioration'
  | 'paired_data'
  | 'started'
  | 'dropout_by_attendance'
  | 'dropout_as_recorded'

const holds = (whole: Counted, parts: readonly Counted[], giveUp: Counted): Whole<Counted> => ({
  whole,
  parts,
  giveUp,
})

/** Which people are among which others. The number of finished courses stands under every rate: it goes last. */
const WHOLES: readonly Whole<Counted>[] = [
  holds('episodes', ['finished'], 'episodes'),
  holds('episodes', ['started'], 'episodes'),
  holds('started', ['finished'], 'started'),
  holds('started', ['dropout_by_attendance'], 'dropout_by_attendance'),
  holds('started', ['dropout_as_recorded'], 'dropout_as_recorded'),
  holds('finished', ['cases'], 'cases'),
  holds('finished', ['paired_data'], 'paired_data'),
  holds('finished', ['reliable_improvement'], 'reliable_improvement'),
  holds('finished', ['reliable_deterioration'], 'reliable_deterioration'),
  holds('finished', ['reliable_improvement', 'reliable_deterioration'], 'reliable_deterioration'),
  holds('cases', ['recovery'], 'recovery'),
  holds('cases', ['reliable_recovery'], 'reliable_recovery'),
  holds('recovery', ['reliable_recovery'], 'recovery'),
  holds('reliable_improvement', ['reliable_recovery'], 'reliable_improvement'),
  holds('paired_data', ['reliable_improvement'], 'paired_data'),
  holds('paired_data', ['reliable_deterioration'], 'paired_data'),
  holds('paired_data', ['reliable_improvement', 'reliable_deterioration'], 'reliable_deterioration'),
]

function publishedRates({ episodes, finished, national, dropout, attendance }: Rates): PublishedRates {
  const hidden = hiddenCounts(
    {
      episodes,
      finished,
      cases: national.recovery.denominator,
      recovery: national.recovery.numerator,
      reliable_recovery: national.reliable_recovery.numerator,
      reliable_improvement: national.reliable_improvement.numerator,
      reliable_deterioration: national.reliable_deterioration.numerator,
      paired_data: national.paired_data.numerator,
      started: dropout.by_attendance.denominator,
      dropout_by_attendance: dropout.by_attendance.numerator,
      dropout_as_recorded: dropout.as_recorded.numerator,
    },
    WHOLES,
  )
  const count = (name: Counted, value: number) => {
    const reason = hidden.get(name)
    return reason === undefined ? publishedCount(value) : suppressed(reason)
  }
  const share = (name: Counted, of: Counted, value: ProportionContract) => {
    const reason = hidden.get(name) ?? hidden.get(of)
    return reason === undefined ? roundedShare(value) : suppressed(reason)
  }
  return {
    episodes: count('episodes', episodes),
    finished: count('finished', finished),
    national: {
      reliable_recovery: share('reliable_recovery', 'cases', national.reliable_recovery),
      recovery: share('recovery', 'cases', national.recovery),
      reliable_improvement: share('reliable_improvement', 'finished', national.reliable_improvement),
      reliable_deterioration: share('reliable_deterioration', 'finished', national.reliable_deterioration),
      paired_data: share('paired_data', 'finished', national.paired_data),
    },
    dropout: {
      by_attendance: share('dropout_by_attendance', 'started', dropout.by_attendance),
      as_recorded: share('dropout_as_recorded', 'started', dropout.as_recorded),
    },
    attendance: alone(attendance),
  }
}

function publishedMeasure([measure, outcomes]: [string, MeasureOutcomes]): PublishedMeasure {
  const classes = [
    outcomes.reliably_improved,
    outcomes.no_reliable_change,
    outcomes.reliably_deteriorated,
  ] as const
  // The three add up to the denominator that stands beside each of them.
  const hidden = hiddenStrata(classes.map(({ numerator }) => [numerator]))
  const [improved, unchanged, deteriorated] = classes.map((share, place) => {
    const reason = hidden[place] ?? (isSmall(share.denominator) ? 'small_number' : null)
    return reason === null ? roundedShare(share) : suppressed(reason)
  })
  if (improved === undefined || unchanged === undefined || deteriorated === undefined)
    throw new Error('Reliable change has three classes.')
  return {
    measure,
    baseline: publishedMean(outcomes.baseline),
    last: publishedMean(outcomes.last),
    change: publishedMean(outcomes.change),
    reliably_improved: improved,
    no_reliable_change: unchanged,
    reliably_deteriorated: deteriorated,
    completeness: alone(outcomes.completeness),
  }
}

function publishedMean(mean: MeanContract): MeanContract | Suppressed {
  if (mean.n <= LARGEST_SMALL_NUMBER) return suppressed('small_number')
  return { n: publishedCount(mean.n), mean: toTenth(mean.mean), sd: toTenth(mean.sd), interval: null }
}

/** More decimals of a mean would tell how many it is of. */
function toTenth(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10
}

/** A share of a whole that occurs nowhere else. */
function alone(share: ProportionContract): ProportionContract | Suppressed {
  const { numerator, denominator } = share
  if (isSmall(numerator) || isSmall(denominator)) return suppressed('small_number')
  return isSmall(denominator - numerator) ? suppressed('would_reveal_a_small_number') : roundedShare(share)
}

/** What a stratum showed after its own suppression. */
function again(share: ProportionContract | Suppressed): ProportionContract | Suppressed {
  return 'suppressed' in share ? share : roundedShare(share)
}

function roundedShare({ numerator, denominator }: ProportionContract): ProportionContract {
  return proportionOnTheWire(wilsonInterval(publishedCount(numerator), publishedCount(denominator)))
}

function suppressed(reason: Hidden): Suppressed {
  return { suppressed: true, reason }
}

/** However deep they lie. */
function numberSuppressed(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  if ('suppressed' in value) return 1
  return Object.values(value).reduce((sum: number, part) => sum + numberSuppressed(part), 0)
}
