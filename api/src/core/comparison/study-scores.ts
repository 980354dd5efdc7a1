/** The scores of a study's members, in lists of numbers. */

import { at } from '../../statistics/linear-algebra/matrix.js'
import type { StudyDefinition } from './study-definition.js'
import { lastDayRead, type TrialMember } from './target-trial.js'

const DAYS_PER_WEEK = 7

/**
 * Every score that a study reads, on its clock, which starts at joining, or at baseline where the last score counts: the
 * scores of a member one after another, each kind of number in a list of its own, because there may be a million.
 */
export interface StudyScores {
  readonly members: readonly TrialMember[]
  /** Whose score it is: a place in `members`. */
  readonly memberOf: Int32Array
  readonly weeks: Float64Array
  /** Points. */
  readonly points: Float64Array
  /** 1 for scores after the baseline and after the landmark: outcomes of a model that starts there. */
  readonly isLater: Uint8Array
}

/** In the order of the members. */
export function studyScores(members: readonly TrialMember[], definition: StudyDefinition): StudyScores {
  const landmark = definition.landmarkDay ?? Number.NEGATIVE_INFINITY
  const most = members.reduce((sum, { episode }) => sum + episode.scores.length, 0)
  const memberOf = new Int32Array(most)
  const weeks = new Float64Array(most)
  const points = new Float64Array(most)
  const isLater = new Uint8Array(most)
  let n = 0
  for (const [place, { joinedDay, baselineDay, episode }] of members.entries()) {
    const start = definition.outcome.kind === 'last' ? baselineDay : joinedDay
    const end = lastDayRead(joinedDay, definition)
    let isBaseline = true
    for (const { dayNumber, total } of episode.scores) {
      if (dayNumber > end) continue
      memberOf[n] = place
      weeks[n] = (dayNumber - start) / DAYS_PER_WEEK
      points[n] = total
      isLater[n] = isBaseline || dayNumber <= joinedDay + landmark ? 0 : 1
      isBaseline = false
      n += 1
    }
  }
  return {
    members,
    memberOf: memberOf.slice(0, n),
    weeks: weeks.slice(0, n),
    points: points.slice(0, n),
    isLater: isLater.slice(0, n),
  }
}

/** The scores that are picked, of the same members. */
export function pickScores(scores: StudyScores, isPicked: (score: number) => boolean): StudyScores {
  const memberOf = new Int32Array(scores.memberOf.length)
  const weeks = new Float64Array(memberOf.length)
  const points = new Float64Array(memberOf.length)
  const isLater = new Uint8Array(memberOf.length)
  let n = 0
  for (let i = 0; i < memberOf.length; i += 1) {
    if (!isPicked(i)) continue
    memberOf[n] = scores.memberOf[i] ?? -1
    weeks[n] = at(scores.weeks, i)
    points[n] = at(scores.points, i)
    isLater[n] = scores.isLater[i] ?? 0
    n += 1
  }
  return {
    members: scores.members,
    memberOf: memberOf.subarray(0, n),
    weeks: weeks.subarray(0, n),
    points: points.subarray(0, n),
    isLater: isLater.subarray(0, n),
  }
}
