// Ended episodes with a known true course, for what needs many of them.
import type { Course } from '../../../../api/src/core/expected-response/course.js'
import { normalDeviate, seededRng } from '../../../../api/src/statistics/random/rng.js'

export interface SimulatedCourses {
  episodes: number
  /** Persons among whom the episodes are shared out. */
  members?: number
  scores?: number
  /** Points a week. */
  slope?: number
  /** The same baseline for everybody. */
  baseline?: number
  seed?: number
}

/** Weekly whole scores, 0 to 27, falling by `slope`; members differ in level and slope. */
export function simulatedCourses(options: SimulatedCourses): Course[] {
  const { episodes, members = episodes, scores = 6, slope = -0.5, baseline: fixed, seed = 1 } = options
  const rng = seededRng(seed)
  return Array.from({ length: episodes }, (_, place) => {
    const start = 14 + 5 * normalDeviate(rng)
    const own = slope + 0.35 * normalDeviate(rng)
    const scoreAt = (week: number) => whole(start + own * week + 2.5 * normalDeviate(rng))
    const baseline = fixed ?? scoreAt(0)
    return {
      memberId: `M${place % members}`,
      episodeKey: `E${place}`,
      baseline,
      later: Array.from({ length: scores }, (_week, index) => ({
        week: index + 1,
        points: scoreAt(index + 1),
      })),
      plannedWeeks: scores + 1,
    }
  })
}

function whole(points: number): number {
  return Math.min(27, Math.max(0, Math.round(points)))
}
