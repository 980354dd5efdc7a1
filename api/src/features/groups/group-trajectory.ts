/** The observed course of one group: each member's scores, their mean, and who the members are. */

import type { EpisodeRow, Group, GroupTrajectory } from '../../contracts/groups.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { meanFromSums, sumWholeNumbers } from '../../core/programme/mean-from-sums.js'
import {
  type ObservedCourse,
  observedMeansBySession,
  observedMeansByWeek,
} from '../../core/trajectories/observed-means.js'
import { weekOf } from '../../core/trajectories/scores-by-week.js'
import { wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import { meanOnTheWire, proportionOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import type { GroupScore } from './group-scores.query.js'

const DAYS_PER_WEEK = 7

type Clock = GroupTrajectory['clock']
type Course = Pick<GroupTrajectory, 'clock' | 'members' | 'mean' | 'points_left_out' | 'counts'>

/** Unless asked otherwise, members of a closed group share a clock; in an open group each has their own. */
export function groupCourse(
  group: Pick<Group, 'structure'>,
  asked: Clock | undefined,
  scores: readonly GroupScore[],
): Course {
  const clock = asked ?? (group.structure === 'closed' ? 'session_number' : 'weeks_since_baseline')
  const { points, pointsLeftOut } = observedCourse(clock, scores)
  return {
    clock,
    members: memberCourses(clock, scores),
    mean: points.map(({ at, ...mean }) => ({ x: at, estimate: meanOnTheWire(mean) })),
    points_left_out: pointsLeftOut,
    counts: membersAtPoints(clock, scores),
  }
}

/** Who the group is made of, by its episodes. */
export function composition(
  measure: MeasureDefinition,
  episodes: readonly EpisodeRow[],
): GroupTrajectory['composition'] {
  const baselines = episodes.flatMap(({ baseline }) => (baseline === null ? [] : [baseline]))
  const assessed = episodes.filter((episode) => episode.is_case_at_start !== null)
  const withArm = episodes.filter((episode) => episode.arm !== null)
  return {
    baseline: meanOnTheWire(meanFromSums(sumWholeNumbers(baselines))),
    case_at_start:
      measure.caseness === null
        ? null
        : proportionOnTheWire(
            wilsonInterval(assessed.filter((episode) => episode.is_case_at_start).length, assessed.length),
          ),
    combined: proportionOnTheWire(
      wilsonInterval(withArm.filter((episode) => episode.arm === 'combined').length, withArm.length),
    ),
  }
}

function observedCourse(clock: Clock, scores: readonly GroupScore[]): ObservedCourse {
  const observed = scores.map((score) => ({
    episodeKey: String(score.episode_id),
    score: score.score,
    sessionNumber: score.session_number,
    daysSinceBaseline: score.days_since_baseline,
  }))
  return clock === 'session_number' ? observedMeansBySession(observed) : observedMeansByWeek(observed)
}

/** How many stand behind each point of the clock, also where they are too few for a mean. */
function membersAtPoints(clock: Clock, scores: readonly GroupScore[]): GroupTrajectory['counts'] {
  const episodes = new Map<number, Set<number>>()
  for (const score of scores) {
    const x = clock === 'session_number' ? score.session_number : weekOf(score.days_since_baseline)
    episodes.set(x, (episodes.get(x) ?? new Set()).add(score.episode_id))
  }
  return [...episodes].map(([x, { size: n }]) => ({ x, n })).sort((one, other) => one.x - other.x)
}

function memberCourses(clock: Clock, scores: readonly GroupScore[]): GroupTrajectory['members'] {
  const courses = new Map<number, GroupTrajectory['members'][number]>()
  for (const score of scores) {
    const course = courses.get(score.episode_id) ?? {
      member_id: score.member_code,
      episode_id: score.episode_id,
      points: [],
    }
    courses.set(score.episode_id, course)
    course.points.push({
      x: clock === 'session_number' ? score.session_number : score.days_since_baseline / DAYS_PER_WEEK,
      score: score.score,
      responded_on: score.responded_on,
      response_id: score.response_id,
    })
  }
  return [...courses.values()]
}
