import { addDays, type Day, daysBetween } from '../../../api/src/core/calendar-day.js'
import type { ConcurrentTreatmentKind } from '../../../api/src/core/vocabulary.js'
import type { Rng } from '../../../api/src/statistics/random/rng.js'
import type { ClinicParameters } from './clinic-parameters.js'
import type { ConcurrentTreatmentRow } from './clinic-rows.js'
import type { EpisodePlan } from './episode-plans.js'
import { happens, logistic, pickWeighted, wholeBetween } from './random-draws.js'
import { earlier, lastDayOf } from './simulated-calendar.js'

/** Days from joining within which a treatment that runs decides the arm. */
export const ARM_WINDOW_DAYS = 14

// Every date keeps clear of the window's edges: an early start lies in its first 10 days, a late one after 3 weeks.
const LATEST_EARLY_START_DAYS = 10
const EARLIEST_LATE_START_DAYS = 21
const LONGEST_RUNNING_DAYS = 180
const LONGEST_RUNNING_RETURNED_DAYS = 40
const DAYS_BEFORE_NEXT_EPISODE = 45
const STILL_RUNNING_SHARE = 0.4

const KINDS: readonly (readonly [readonly ConcurrentTreatmentKind[], number])[] = [
  [['individual_therapy'], 0.4],
  [['medication'], 0.35],
  [['individual_therapy', 'medication'], 0.25],
]

/** True for an episode that begins in the combined arm; likelier the more distressed the member is. */
export function drawsCombined(
  parameters: ClinicParameters,
  plan: EpisodePlan,
  episodeDistress: number,
  rng: Rng,
): boolean {
  const { logOdds, logOddsPerDistressSd, logOddsPerPriorEpisode } = parameters.combined
  const earlierEpisodes = plan.person.earlierEpisodes + plan.episodeIndex
  return happens(
    rng,
    logistic(logOdds + logOddsPerDistressSd * episodeDistress + logOddsPerPriorEpisode * earlierEpisodes),
  )
}

/** Dated treatments around one episode, in keeping with its arm. */
export function simulateTreatments(
  parameters: ClinicParameters,
  plan: EpisodePlan,
  isCombined: boolean,
  asOf: Day,
  rng: Rng,
): ConcurrentTreatmentRow[] {
  const kinds = pickWeighted(rng, KINDS)
  if (isCombined) return kinds.map((kind) => treatmentAtJoining(plan, kind, asOf, rng))
  const [kind = 'medication'] = kinds
  const hasEarlier = happens(rng, parameters.combined.earlierTreatmentShare) && plan.episodeIndex === 0
  const hasLate = happens(rng, parameters.combined.lateAdjunctShare)
  return [
    ...(hasEarlier ? [treatmentBefore(plan, kind, rng)] : []),
    ...(hasLate ? lateAdjunct(plan, kind, asOf, rng) : []),
  ]
}

/** Which kinds of treatment run on at least one of the first days of an episode. */
export function kindsAtStart(
  treatments: readonly ConcurrentTreatmentRow[],
  joinDate: Day,
): ReadonlySet<ConcurrentTreatmentKind> {
  const windowEnd = addDays(joinDate, ARM_WINDOW_DAYS - 1)
  const running = treatments.filter(
    ({ started_on, ended_on }) => started_on <= windowEnd && (ended_on === null || ended_on >= joinDate),
  )
  return new Set(running.map(({ kind }) => kind))
}

function treatmentAtJoining(
  plan: EpisodePlan,
  kind: ConcurrentTreatmentKind,
  asOf: Day,
  rng: Rng,
): ConcurrentTreatmentRow {
  const longest = plan.episodeIndex === 0 ? LONGEST_RUNNING_DAYS : LONGEST_RUNNING_RETURNED_DAYS
  const startDays = wholeBetween(rng, -longest, LATEST_EARLY_START_DAYS)
  const start = earlier(addDays(plan.joinDate, startDays), lastDayOf(asOf))
  const earliestEnd = addDays(plan.joinDate, EARLIEST_LATE_START_DAYS)
  return {
    member_id: plan.person.memberId,
    kind,
    started_on: start,
    ended_on: endOf(plan, earliestEnd, asOf, rng),
  }
}

function treatmentBefore(plan: EpisodePlan, kind: ConcurrentTreatmentKind, rng: Rng): ConcurrentTreatmentRow {
  const end = addDays(plan.joinDate, -wholeBetween(rng, ARM_WINDOW_DAYS, LONGEST_RUNNING_DAYS))
  const start = addDays(end, -wholeBetween(rng, EARLIEST_LATE_START_DAYS, LONGEST_RUNNING_DAYS))
  return { member_id: plan.person.memberId, kind, started_on: start, ended_on: end }
}

function lateAdjunct(
  plan: EpisodePlan,
  kind: ConcurrentTreatmentKind,
  asOf: Day,
  rng: Rng,
): ConcurrentTreatmentRow[] {
  const lastStartDays = Math.max(
    EARLIEST_LATE_START_DAYS,
    daysBetween(plan.joinDate, plan.plannedEndDate) - 7,
  )
  const start = addDays(plan.joinDate, wholeBetween(rng, EARLIEST_LATE_START_DAYS, lastStartDays))
  if (start > lastDayOf(asOf)) return []
  return [
    { member_id: plan.person.memberId, kind, started_on: start, ended_on: endOf(plan, start, asOf, rng) },
  ]
}

/** Null while it runs. A member who comes back has ended it well before, so that it cannot decide the next arm. */
function endOf(plan: EpisodePlan, earliestEnd: Day, asOf: Day, rng: Rng): Day | null {
  const latestEnd =
    plan.nextJoinDate === null ? lastDayOf(asOf) : addDays(plan.nextJoinDate, -DAYS_BEFORE_NEXT_EPISODE)
  const end = addDays(earliestEnd, wholeBetween(rng, 0, LONGEST_RUNNING_DAYS))
  const isStillRunning = happens(rng, STILL_RUNNING_SHARE)
  if (plan.nextJoinDate === null) return isStillRunning || end > latestEnd ? null : end
  return earlier(end, latestEnd)
}
