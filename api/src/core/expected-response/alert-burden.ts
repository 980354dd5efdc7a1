/** How often would the limits speak up? What a therapist has to bear. */

import {
  type ClusteredProportion,
  clusteredWilsonInterval,
  type Proportion,
  wilsonInterval,
} from '../../statistics/proportion/wilson-interval.js'
import { type CrossingLevel, crossingLevel } from './crossings.js'
import type { JudgedScore } from './share-above.js'

interface BurdenOfLevel {
  /** Scores after which the level stood, of all scores after baseline. */
  readonly perScore: ClusteredProportion
  /** Episodes in which it stood at least once. */
  readonly perEpisode: Proportion
}

export interface AlertBurden {
  readonly watch: BurdenOfLevel
  readonly notOnTrack: BurdenOfLevel
  /** Episodes with a score above the 90 % limit at least once: why one crossing is not enough. */
  readonly everAbove90: Proportion
}

/** @param judged  scores after baseline, those of an episode in time order */
export function alertBurden(judged: readonly JudgedScore[]): AlertBurden {
  const episodes = new Map<string, JudgedScore[]>()
  for (const score of judged) {
    const known = episodes.get(score.episodeKey)
    if (known === undefined) episodes.set(score.episodeKey, [score])
    else known.push(score)
  }
  const courses = [...episodes.values()].map((scores) => {
    const crossings = scores.map(({ crossing }) => crossing)
    return {
      memberId: scores[0]?.memberId ?? '',
      levels: crossings.map((_, place) => crossingLevel(crossings.slice(0, place + 1)).level),
      isEverAbove90: crossings.some(({ isAbove90 }) => isAbove90),
    }
  })
  const everAbove90 = courses.filter(({ isEverAbove90 }) => isEverAbove90).length
  return {
    watch: burdenOf(courses, 'watch'),
    notOnTrack: burdenOf(courses, 'not_on_track'),
    everAbove90: wilsonInterval(everAbove90, courses.length),
  }
}

function burdenOf(
  courses: readonly { readonly memberId: string; readonly levels: readonly CrossingLevel[] }[],
  level: CrossingLevel,
): BurdenOfLevel {
  const members = new Map<string, { successes: number; total: number }>()
  let episodes = 0
  for (const { memberId, levels } of courses) {
    const standing = levels.filter((each) => each === level).length
    if (standing > 0) episodes += 1
    const { successes, total } = members.get(memberId) ?? { successes: 0, total: 0 }
    members.set(memberId, { successes: successes + standing, total: total + levels.length })
  }
  return {
    perScore: clusteredWilsonInterval([...members.values()]),
    perEpisode: wilsonInterval(episodes, courses.length),
  }
}
