/** time_to_reliable_improvement.csv: days from baseline to the first observed reliable improvement on PHQ-9. */

import {
  type TimeToReliableImprovement,
  timeToReliableImprovement,
} from '../change/time-to-reliable-improvement.js'
import { scoredInOrder } from '../episodes/measure-outcome.js'
import { phq9 } from '../measures/phq-9.js'
import type { AppendixTable } from './appendix-table.js'
import type { EpisodeCase } from './clinic-episodes.js'

/** An episode in which a reliable improvement could have been seen. */
export interface TimedEpisode extends EpisodeCase {
  readonly time: TimeToReliableImprovement
}

/** Keeps the order of the cases. */
export function timedEpisodes(cases: readonly EpisodeCase[]): TimedEpisode[] {
  return cases.flatMap((each) => {
    const time = timeToReliableImprovement(phq9, scoredInOrder(phq9, each.history.responses))
    return time === null ? [] : [{ ...each, time }]
  })
}

export function timeToImprovementTable(timed: readonly TimedEpisode[]): AppendixTable {
  return {
    columns: ['member_id', 'group_id', 'join_date', 'arm', 'n', 'base', 'day', 'event'],
    rows: timed.map(({ episode, time }) => [
      episode.memberId,
      episode.groupId,
      episode.joinedOn,
      episode.arm,
      time.nScores,
      time.baseline,
      time.days,
      time.isObserved ? 1 : 0,
    ]),
  }
}
