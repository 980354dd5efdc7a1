/** The observed course of all selected episodes, overall and by arm. */

import type { ObservedTrajectory, ProgrammeTrajectory } from '../../contracts/programme.js'
import { observedMeansByWeek } from '../../core/trajectories/observed-means.js'
import type { EpisodeScores } from './scores-since-baseline.query.js'

export function programmeCourses(
  measureCode: string,
  episodes: readonly EpisodeScores[],
): Pick<ProgrammeTrajectory, 'overall' | 'by_arm'> {
  const ofArm = (arm: 'group_only' | 'combined') =>
    observedCourse(
      measureCode,
      episodes.filter((episode) => episode.arm === arm),
    )
  return {
    overall: observedCourse(measureCode, episodes),
    by_arm: { group_only: ofArm('group_only'), combined: ofArm('combined') },
  }
}

function observedCourse(measureCode: string, episodes: readonly EpisodeScores[]): ObservedTrajectory {
  const course = observedMeansByWeek(
    episodes.flatMap(({ episode_id, scores }) =>
      scores.map(([daysSinceBaseline, score]) => ({
        episodeKey: String(episode_id),
        score,
        daysSinceBaseline,
      })),
    ),
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
