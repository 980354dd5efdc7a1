import { addDays, type Day, daysBetween } from '../../../api/src/core/calendar-day.js'
import type { Gender } from '../../../api/src/core/vocabulary.js'
import { normalDeviate, pick, poissonDeviate, type Rng } from '../../../api/src/statistics/random/rng.js'
import type { ClinicParameters } from './clinic-parameters.js'
import type { GroupPlan } from './groups.js'
import { padded } from './groups.js'
import { inventName } from './invented-names.js'
import { childRng, pickWeighted, wholeBetween } from './random-draws.js'
import { lastDayOf } from './simulated-calendar.js'

/** What stays the same over the episodes of a member. */
export interface Person {
  readonly memberId: string
  readonly fullName: string
  readonly dateOfBirth: Day
  readonly gender: Gender
  /** Lasting distress, in SDs (positive = worse). */
  readonly distress: number
  /** Episodes before the first one here. */
  readonly earlierEpisodes: number
}

/** One member's place in one group, before anything has happened in it. */
export interface EpisodePlan {
  readonly person: Person
  readonly group: GroupPlan
  readonly joinDate: Day
  readonly plannedEndDate: Day
  /** 0 for the first episode here, 1 for the second. */
  readonly episodeIndex: number
  /** Where the member joins a group again later. */
  nextJoinDate: Day | null
}

/**
 * Days between the planned end of one episode and the joining of the next: more than twice 28, so that a form
 * without a session falls into the window of one episode only, and one week to spare.
 */
export const DAYS_BETWEEN_EPISODES = 63

const DAYS_PER_WEEK = 7
const DAYS_PER_YEAR = 365.25
const AGE = { mean: 39, sd: 12, low: 18, high: 75 }
const MEAN_EARLIER_EPISODES = 0.8
const FOUNDING_MEMBERS = 5
/** Below this a clinic has too few ended groups to return from. */
const FEWEST_FOR_RETURNS = 100
const GENDERS: readonly (readonly [Gender, number])[] = [
  ['female', 0.6],
  ['male', 0.34],
  ['nonbinary', 0.03],
  ['other', 0.01],
  ['unknown', 0.02],
]

/** Fills the places of all groups, in order of their starts: new members, and a few who come back. */
export function planEpisodes(
  parameters: ClinicParameters,
  groups: readonly GroupPlan[],
  memberCount: number,
  asOf: Day,
  rng: Rng,
): EpisodePlan[] {
  const places = groups.reduce((sum, group) => sum + group.places, 0)
  const returns = placesOfReturn(groups, places - memberCount, rng)
  const plans: EpisodePlan[] = []
  const ended: EpisodePlan[] = []
  let placesSeen = 0
  let memberNumber = 0
  for (const group of groups) {
    const firstOfGroup = plans.length
    for (let place = 0; place < group.places; place += 1) {
      const own = childRng(rng)
      const joinDate = joiningDay(parameters, group, place, asOf, own)
      const former = returns.has(placesSeen) ? takeFormer(ended, joinDate, own) : null
      placesSeen += 1
      if (former) former.nextJoinDate = joinDate
      else memberNumber += 1
      plans.push({
        person: former?.person ?? inventPerson(memberNumber, joinDate, own),
        group,
        joinDate,
        plannedEndDate: addDays(joinDate, DAYS_PER_WEEK * (group.row.planned_sessions - 1)),
        episodeIndex: former ? 1 : 0,
        nextJoinDate: null,
      })
    }
    ended.push(...plans.slice(firstOfGroup).filter(({ episodeIndex }) => episodeIndex === 0))
  }
  return plans
}

/**
 * Sizes of the groups: within the limits (smaller only where the number of members allows nothing else), and
 * together as many places as there are members and returns.
 */
export function drawGroupSizes(parameters: ClinicParameters, memberCount: number, rng: Rng): number[] {
  const { low, high } = parameters.groupSize
  const returns = memberCount < FEWEST_FOR_RETURNS ? 0 : Math.round(memberCount * parameters.returningShare)
  const places = memberCount + returns
  const groups = Math.max(1, Math.round(places / ((low + high) / 2)), Math.ceil(places / high))
  const smallest = places < groups * low ? 1 : low
  const sizes = Array.from({ length: groups }, () => wholeBetween(rng, low, high))
  let excess = sizes.reduce((sum, size) => sum + size, 0) - places
  for (let turn = 0; excess !== 0; turn += 1) {
    const index = turn % groups
    const size = sizes[index] ?? 0
    const step = Math.sign(excess)
    if (step > 0 ? size <= smallest : size >= high) continue
    sizes[index] = size - step
    excess -= step
  }
  return sizes
}

/** Which places (counted over all groups) are taken by former members: in the later part of the history. */
function placesOfReturn(groups: readonly GroupPlan[], count: number, rng: Rng): Set<number> {
  const firstStart = groups[0]?.row.start_date
  const longest = longestEpisode(groups)
  const candidates: number[] = []
  let seen = 0
  for (const group of groups) {
    const isLate = firstStart !== undefined && daysBetween(firstStart, group.row.start_date) > longest
    for (let place = 0; place < group.places; place += 1) {
      if (isLate) candidates.push(seen)
      seen += 1
    }
  }
  const chosen = new Set<number>()
  while (chosen.size < Math.min(count, candidates.length)) chosen.add(pick(rng, candidates))
  return chosen
}

/** Days after which a member of the first group can have ended and be free to come back. */
function longestEpisode(groups: readonly GroupPlan[]): number {
  const sessions = groups.reduce((most, { row }) => Math.max(most, row.planned_sessions), 0)
  return sessions * DAYS_PER_WEEK + DAYS_BETWEEN_EPISODES
}

function joiningDay(parameters: ClinicParameters, group: GroupPlan, place: number, asOf: Day, rng: Rng): Day {
  const start = group.row.start_date
  if (group.template.structure === 'closed' || place < FOUNDING_MEMBERS) return start
  const week = wholeBetween(rng, 0, parameters.openJoiningWeeks)
  const weeksSoFar = Math.floor(daysBetween(start, lastDayOf(asOf)) / DAYS_PER_WEEK)
  return addDays(start, DAYS_PER_WEEK * Math.min(week, weeksSoFar))
}

function takeFormer(ended: EpisodePlan[], joinDate: Day, rng: Rng): EpisodePlan | null {
  const latestEnd = addDays(joinDate, -DAYS_BETWEEN_EPISODES)
  const free = ended.filter(
    ({ plannedEndDate, nextJoinDate }) => nextJoinDate === null && plannedEndDate <= latestEnd,
  )
  return free.length === 0 ? null : pick(rng, free)
}

function inventPerson(number: number, joinDate: Day, rng: Rng): Person {
  const age = Math.min(AGE.high, Math.max(AGE.low, AGE.mean + AGE.sd * normalDeviate(rng)))
  return {
    memberId: `M${padded(number, 5)}`,
    fullName: inventName(rng),
    // one more day, so that the youngest are of age on the day they join
    dateOfBirth: addDays(joinDate, -Math.ceil(age * DAYS_PER_YEAR) - 1),
    gender: pickWeighted(rng, GENDERS),
    distress: normalDeviate(rng),
    earlierEpisodes: poissonDeviate(rng, MEAN_EARLIER_EPISODES),
  }
}
