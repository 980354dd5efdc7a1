import { normalDeviate, type Rng } from '../../../api/src/statistics/random/rng.js'
import type { ClinicParameters, MeasureParameters } from './clinic-parameters.js'
import type { EpisodePlan } from './episode-plans.js'
import { between, childRng, happens } from './random-draws.js'
import type { SimulatedMeasure } from './simulated-measure.js'
import type { StagedCourse } from './staged-courses.js'

/** Everything that decides the totals of one episode. */
export interface CourseSetting {
  readonly plan: EpisodePlan
  readonly isCombined: boolean
  /** SDs, positive = worse; see `episodeDistress`. */
  readonly distress: number
  readonly staged: StagedCourse | null
  /** Weeks since joining of each occasion, in order of time; below 0 before joining. */
  readonly weeks: readonly number[]
  /** Weeks from joining to the planned end. */
  readonly plannedWeeks: number
}

/** What members bring to all measures alike. */
interface SharedDraws {
  readonly generalImprovement: number
  readonly isWorsening: boolean
  /** One value an occasion, in SDs. */
  readonly noise: readonly number[]
  /** Sudden gain so far at each occasion, in baseline SDs. */
  readonly gains: readonly number[]
}

/** The course of one measure, in points: how much worse than the mean at joining, how much better by the end. */
interface Course {
  readonly baselineExcess: number
  readonly improvement: number
}

// Staged courses in baseline SDs, with a third of the usual noise: they cannot be mistaken.
const STAGED_IN_BASELINE_SDS: Partial<Record<StagedCourse, Course>> = {
  worsening: { baselineExcess: -0.6, improvement: -2.6 },
  unchanged: { baselineExcess: 0.5, improvement: 0 },
  improving: { baselineExcess: 0.4, improvement: 1.8 },
}
const STAGED_NOISE = 0.33

/** Distress at one episode: a lasting part of the member and a part of the time. */
export function episodeDistress(parameters: ClinicParameters, plan: EpisodePlan, rng: Rng): number {
  const correlation = parameters.courses.episodeCorrelation
  return Math.sqrt(correlation) * plan.person.distress + Math.sqrt(1 - correlation) * normalDeviate(rng)
}

/**
 * Totals that a member would report at each occasion, whether or not a form was filled in. The model is in
 * `ClinicParameters`.
 *
 * @returns one list a measure, in the order of `measures`, each in the order of `weeks`
 */
export function simulateTotals(
  parameters: ClinicParameters,
  measures: readonly SimulatedMeasure[],
  setting: CourseSetting,
  rng: Rng,
): number[][] {
  const { occasionLoading } = parameters.courses
  const shared = drawShared(parameters, setting, rng)
  const staged = setting.staged === null ? undefined : STAGED_IN_BASELINE_SDS[setting.staged]
  return measures.map(({ definition, parameters: measure }) => {
    const isHigherBetter = definition.direction === 'higher_is_better'
    const { low, high } = definition.totalRange
    const own = childRng(rng)
    const drawn = drawCourse(parameters, measure, setting, shared, own)
    const course = staged === undefined ? drawn : inPoints(staged, measure)
    const ownNoise = noiseSeries(parameters, setting.weeks.length, own)
    const noiseSd = measure.occasionSd * (staged === undefined ? 1 : STAGED_NOISE)
    return setting.weeks.map((week, occasion) => {
      const gain = staged === undefined ? (shared.gains[occasion] ?? 0) * measure.baselineSd : 0
      const noise =
        Math.sqrt(occasionLoading) * (shared.noise[occasion] ?? 0) +
        Math.sqrt(1 - occasionLoading) * (ownNoise[occasion] ?? 0)
      const improved = course.improvement * shareReached(week, setting.plannedWeeks) + gain
      const worseThanMean = course.baselineExcess - improved + noiseSd * noise
      const total = measure.baselineMean + (isHigherBetter ? -worseThanMean : worseThanMean)
      return Math.min(high, Math.max(low, Math.round(total)))
    })
  })
}

function drawShared(parameters: ClinicParameters, setting: CourseSetting, rng: Rng): SharedDraws {
  const traits = childRng(rng)
  return {
    generalImprovement: generalImprovement(parameters, traits),
    isWorsening: happens(traits, parameters.courses.worseningShare),
    noise: noiseSeries(parameters, setting.weeks.length, childRng(rng)),
    gains: suddenGains(parameters, setting.weeks, childRng(rng)),
  }
}

/** A draw from two normal humps with mean 0 and SD 1 together. */
function generalImprovement(parameters: ClinicParameters, rng: Rng): number {
  const { respondingShare, respondingGap } = parameters.courses
  const isResponding = happens(rng, respondingShare)
  const hump = respondingGap * ((isResponding ? 1 : 0) - respondingShare)
  const varianceWithin = 1 - respondingGap ** 2 * respondingShare * (1 - respondingShare)
  return hump + Math.sqrt(varianceWithin) * normalDeviate(rng)
}

function drawCourse(
  parameters: ClinicParameters,
  measure: MeasureParameters,
  setting: CourseSetting,
  shared: SharedDraws,
  rng: Rng,
): Course {
  const { group } = setting.plan
  const baselineExcess =
    measure.baselineSd *
    (mixed(setting.distress, normalDeviate(rng), measure.baselineLoading) + group.baselineDeviation)
  const improvementDeviation =
    mixed(shared.generalImprovement, normalDeviate(rng), measure.improvementLoading) +
    group.improvementDeviation +
    group.template.extraImprovement
  const expected =
    measure.improvementMean +
    measure.improvementPerBaselinePoint * baselineExcess +
    measure.improvementSd * improvementDeviation
  const usual = shared.isWorsening ? -parameters.courses.worseningSds * measure.baselineSd : expected
  return { baselineExcess, improvement: usual + (setting.isCombined ? measure.combinedEffect : 0) }
}

/** A standard normal value that correlates with the shared one as the loading says. */
function mixed(shared: number, own: number, loading: number): number {
  return loading * shared + Math.sqrt(1 - loading ** 2) * own
}

function inPoints(inBaselineSds: Course, measure: MeasureParameters): Course {
  return {
    baselineExcess: inBaselineSds.baselineExcess * measure.baselineSd,
    improvement: inBaselineSds.improvement * measure.baselineSd,
  }
}

/** Fast at first: log(1 + w) / log(1 + W), 0 before joining, 1 from the planned end on. */
function shareReached(week: number, plannedWeeks: number): number {
  const clamped = Math.min(plannedWeeks, Math.max(0, week))
  return Math.log1p(clamped) / Math.log1p(plannedWeeks)
}

/** Standard normal values, each correlated with the one before. */
function noiseSeries(parameters: ClinicParameters, length: number, rng: Rng): number[] {
  const correlation = parameters.courses.occasionCorrelation
  const series: number[] = []
  let last = normalDeviate(rng)
  for (let occasion = 0; occasion < length; occasion += 1) {
    series.push(last)
    last = correlation * last + Math.sqrt(1 - correlation ** 2) * normalDeviate(rng)
  }
  return series
}

function suddenGains(parameters: ClinicParameters, weeks: readonly number[], rng: Rng): number[] {
  const { suddenGainShare, suddenGainSds } = parameters.courses
  const hasGain = happens(rng, suddenGainShare)
  const size = between(rng, suddenGainSds.low, suddenGainSds.high)
  // neither at the first three occasions nor at the last two, so that scores on both sides show it
  const at = 3 + Math.floor(rng.next() * Math.max(1, weeks.length - 5))
  return weeks.map((_, occasion) => (hasGain && occasion >= at ? size : 0))
}
