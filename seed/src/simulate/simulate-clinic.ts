import type { Day } from '../../../api/src/core/calendar-day.js'
import { type Rng, seededRng } from '../../../api/src/statistics/random/rng.js'
import type { ClinicParameters } from './clinic-parameters.js'
import type {
  AttendanceRow,
  ConcurrentTreatmentRow,
  GroupRow,
  GroupSessionRow,
  MemberRow,
  ResponseRow,
  SimulatedClinic,
} from './clinic-rows.js'
import { drawGroupSizes, type EpisodePlan, planEpisodes } from './episode-plans.js'
import { simulateGroupSessions } from './group-sessions.js'
import { type GroupPlan, padded, planGroups, simulateSites, simulateTherapists } from './groups.js'
import { childRng } from './random-draws.js'
import { simulateEpisode } from './simulate-episode.js'
import { lastDayOf, later } from './simulated-calendar.js'
import { stageCourses } from './staged-courses.js'

export interface ClinicSize {
  /** Persons; a few of them have a second episode. At least 1. */
  readonly members: number
  readonly seed: number
  /** The reference day: everything lies before it, but for planned sessions and planned ends. */
  readonly asOf: Day
}

interface MutableRows {
  readonly groups: GroupRow[]
  readonly members: MemberRow[]
  readonly concurrentTreatments: ConcurrentTreatmentRow[]
  readonly sessions: GroupSessionRow[]
  readonly attendance: AttendanceRow[]
  readonly responses: ResponseRow[]
}

const RESPONSE_ID_WIDTH = 7

/**
 * A clinic that never was, with effects that are known because they were put in.
 *
 * The same parameters, size, seed and day give the same rows in the same order.
 *
 * @param parameters  what is true of the clinic; see `ClinicParameters` for every unit
 * @returns           rows of all eight import files, ordered by group, member and day, which the import accepts
 * @throws            RangeError when there are no members to simulate
 */
export function simulateClinic(
  parameters: ClinicParameters,
  { members, seed, asOf }: ClinicSize,
): SimulatedClinic {
  if (!Number.isInteger(members) || members < 1) {
    throw new RangeError(`A simulated clinic needs a whole number of members from 1; got ${members}.`)
  }
  const rng = seededRng(seed)
  const places = drawGroupSizes(parameters, members, childRng(rng))
  const sites = simulateSites(parameters)
  const therapists = simulateTherapists(parameters, sites, places.length)
  const groups = planGroups(parameters, therapists, places, asOf, childRng(rng))
  const plans = planEpisodes(parameters, groups, members, asOf, childRng(rng))
  return { sites, therapists, ...simulateGroups(parameters, groups, plans, asOf, childRng(rng)) }
}

function simulateGroups(
  parameters: ClinicParameters,
  groups: readonly GroupPlan[],
  plans: readonly EpisodePlan[],
  asOf: Day,
  rng: Rng,
): MutableRows {
  const staged = parameters.stagesCaseload ? stageCourses(plans, asOf) : new Map()
  const plansOfGroup = byGroup(plans)
  const rows: MutableRows = {
    groups: [],
    members: [],
    concurrentTreatments: [],
    sessions: [],
    attendance: [],
    responses: [],
  }
  for (const group of groups) {
    const own = childRng(rng)
    const members = plansOfGroup.get(group) ?? []
    const lastEnd = members.map(({ plannedEndDate }) => plannedEndDate).reduce(later, group.row.start_date)
    const sessions = simulateGroupSessions(parameters, group.row, lastEnd, asOf, childRng(own))
    rows.groups.push({ ...group.row, end_date: lastEnd <= lastDayOf(asOf) ? lastEnd : null })
    rows.sessions.push(...sessions)
    for (const plan of members) {
      const setting = { plan, staged: staged.get(plan) ?? null, groupSessions: sessions, asOf }
      const episode = simulateEpisode(parameters, setting, childRng(own))
      rows.members.push(episode.member)
      rows.concurrentTreatments.push(...episode.treatments)
      rows.attendance.push(...episode.attendance)
      for (const response of episode.responses) {
        rows.responses.push({
          response_id: `R${padded(rows.responses.length + 1, RESPONSE_ID_WIDTH)}`,
          ...response,
        })
      }
    }
  }
  return rows
}

function byGroup(plans: readonly EpisodePlan[]): Map<GroupPlan, EpisodePlan[]> {
  const plansOfGroup = new Map<GroupPlan, EpisodePlan[]>()
  for (const plan of plans) {
    const ofGroup = plansOfGroup.get(plan.group)
    if (ofGroup) ofGroup.push(plan)
    else plansOfGroup.set(plan.group, [plan])
  }
  return plansOfGroup
}
