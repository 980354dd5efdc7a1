import { addDays, type Day } from '../../../api/src/core/calendar-day.js'
import { normalDeviate, pick, type Rng } from '../../../api/src/statistics/random/rng.js'
import type { ClinicParameters, GroupTemplate } from './clinic-parameters.js'
import type { GroupRow, SiteRow, TherapistRow } from './clinic-rows.js'
import { childRng, dealt, happens, wholeBetween } from './random-draws.js'
import { earlier, lastDayOf, mondayOf, weekdayName } from './simulated-calendar.js'

/** A group before its members are known. */
export interface GroupPlan {
  readonly row: Omit<GroupRow, 'end_date'>
  readonly template: GroupTemplate
  /** Members it takes in. */
  readonly places: number
  /** Deviation of the group's mean true baseline, in baseline SDs (positive = worse). */
  readonly baselineDeviation: number
  /** Deviation of the group's mean improvement, in improvement SDs (positive = better). */
  readonly improvementDeviation: number
}

const SMALLEST_STAFF = 12
const DAYS_PER_WEEK = 7
const WORKING_DAYS = 5

export function simulateSites(parameters: ClinicParameters): SiteRow[] {
  return parameters.sites.map((site, index) => ({
    site_id: `S${index + 1}`,
    name: site.name,
    time_zone: site.timeZone,
  }))
}

/** Therapists, dealt over the sites. */
export function simulateTherapists(
  parameters: ClinicParameters,
  sites: readonly SiteRow[],
  groupCount: number,
): TherapistRow[] {
  const count = Math.max(SMALLEST_STAFF, Math.ceil(groupCount / parameters.groupsPerTherapist))
  return Array.from({ length: count }, (_, index) => ({
    therapist_id: `T${padded(index + 1, 3)}`,
    display_name: `Therapist ${index + 1}`,
    site_id: dealt(sites, index).site_id,
  }))
}

/**
 * Groups in the order of their starts, spread evenly over the history with some jitter.
 *
 * @param places  members of each group; its length is the number of groups
 */
export function planGroups(
  parameters: ClinicParameters,
  therapists: readonly TherapistRow[],
  places: readonly number[],
  asOf: Day,
  rng: Rng,
): GroupPlan[] {
  const starts = places.map((_, index) => groupStart(parameters, index, places.length, asOf, rng)).sort()
  return starts.map((start, index) => {
    const own = childRng(rng)
    const template = dealt(parameters.groupTemplates, index)
    const therapist = dealt(therapists, index)
    return {
      row: {
        group_id: `G${padded(index + 1, 3)}`,
        site_id: therapist.site_id,
        therapist_id: therapist.therapist_id,
        co_therapist_id: coTherapistId(parameters, therapists, therapist, own),
        name: `${weekdayName(start)} ${template.label}`,
        modality: template.modality,
        format: dealt(parameters.formats, index),
        structure: template.structure,
        focus: template.focus,
        start_date: start,
        planned_sessions: template.plannedSessions,
        session_minutes: template.sessionMinutes,
        capacity: parameters.groupSize.high,
      },
      template,
      places: places[index] ?? 0,
      baselineDeviation: parameters.courses.groupBaselineSd * normalDeviate(own),
      improvementDeviation: parameters.courses.groupImprovementSd * normalDeviate(own),
    }
  })
}

/** Number with leading zeros, so that ids of a usual clinic sort as text. */
export function padded(number: number, width: number): string {
  return String(number).padStart(width, '0')
}

function groupStart(parameters: ClinicParameters, index: number, count: number, asOf: Day, rng: Rng): Day {
  const weeksAgo = parameters.historyWeeks * (1 - (index + rng.next()) / count) ** parameters.growthExponent
  const monday = mondayOf(addDays(asOf, -Math.ceil(weeksAgo * DAYS_PER_WEEK)))
  return earlier(addDays(monday, wholeBetween(rng, 0, WORKING_DAYS - 1)), lastDayOf(asOf))
}

function coTherapistId(
  parameters: ClinicParameters,
  therapists: readonly TherapistRow[],
  leader: TherapistRow,
  rng: Rng,
): string | null {
  const colleagues = therapists.filter(
    ({ therapist_id, site_id }) => site_id === leader.site_id && therapist_id !== leader.therapist_id,
  )
  if (!happens(rng, parameters.coTherapistShare) || colleagues.length === 0) return null
  return pick(rng, colleagues).therapist_id
}
