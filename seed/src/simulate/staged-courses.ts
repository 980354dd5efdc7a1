import { type Day, weeksBetween } from '../../../api/src/core/calendar-day.js'
import type { EpisodePlan } from './episode-plans.js'
import { lastDayOf } from './simulated-calendar.js'

/** Courses placed on purpose in running groups, one for each status a caseload can show. */
const STAGED_COURSES = [
  { kind: 'worsening', weeksNeeded: 4 },
  { kind: 'unchanged', weeksNeeded: 7 },
  { kind: 'improving', weeksNeeded: 4 },
  { kind: 'absent_twice', weeksNeeded: 3 },
  { kind: 'form_missing', weeksNeeded: 2 },
  { kind: 'one_score', weeksNeeded: 1 },
] as const

export type StagedCourse = (typeof STAGED_COURSES)[number]['kind']

/**
 * Which episodes are staged: the first place of a running group may hold the first kind, and so on; of the
 * places where a kind fits, every second one takes it, the oldest group first.
 */
export function stageCourses(plans: readonly EpisodePlan[], asOf: Day): Map<EpisodePlan, StagedCourse> {
  const staged = new Map<EpisodePlan, StagedCourse>()
  const fitting = new Map<StagedCourse, number>()
  const placesSeen = new Map<string, number>()
  for (const plan of plans) {
    const place = placesSeen.get(plan.group.row.group_id) ?? 0
    placesSeen.set(plan.group.row.group_id, place + 1)
    const course = STAGED_COURSES[place]
    if (course === undefined || plan.plannedEndDate < asOf) continue
    if (weeksBetween(plan.joinDate, lastDayOf(asOf)) < course.weeksNeeded) continue
    const seen = fitting.get(course.kind) ?? 0
    fitting.set(course.kind, seen + 1)
    if (seen % 2 === 0) staged.set(plan, course.kind)
  }
  return staged
}
