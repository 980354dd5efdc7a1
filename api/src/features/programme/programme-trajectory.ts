/** The observed course of all selected episodes, overall and by arm. */

import type { ObservedTrajectory, ProgrammeTrajectory } from '../../contracts/programme.js'
import { observedMeansFromSums } from '../../core/trajectories/observed-means-from-sums.js'
import type { Arm } from '../../core/vocabulary.js'
import type { WeeklyScores } from './weekly-scores.query.js'

type Sums = Pick<WeeklyScores, 'arms' | 'weeks'>

export function programmeCourses(
  measureCode: string,
  sums: Sums,
): Pick<ProgrammeTrajectory, 'overall' | 'by_arm'> {
  const ofArm = (arm: Arm) =>
    observedCourse(measureCode, {
      arms: sums.arms.filter((entry) => entry.arm === arm),
      weeks: sums.weeks.filter((entry) => entry.arm === arm),
    })
  return {
    overall: observedCourse(measureCode, sums),
    by_arm: { group_only: ofArm('group_only'), combined: ofArm('combined') },
  }
}

function observedCourse(measureCode: string, { arms, weeks }: Sums): ObservedTrajectory {
  const course = observedMeansFromSums(
    weeks.map((entry) => ({
      week: entry.week,
      scoresPerEpisode: entry.n_scores,
      sums: { n: entry.episodes, sum: entry.sum, sumSquared: entry.sum_squared },
    })),
    arms.reduce((sum, entry) => sum + entry.episodes, 0),
  )
  return {
    measure: measureCode,
    points: course.points.map(({ at, n, mean, standardDeviation, interval }) => ({
      week: at,
      n,
      mean,
      sd: standardDeviation,
      interval,
    })),
    points_left_out: course.pointsLeftOut,
    n_episodes: course.nEpisodes,
  }
}
