/** What the naive analysis of a trap says, and what the comparison from the week of the start says. */

import { compareArms } from '../../api/src/core/comparison/adjusted-difference.js'
import { laterAdjunct } from '../../api/src/core/comparison/later-adjunct.js'
import { AS_REFERENCE } from '../../api/src/core/comparison/study-definition.js'
import type { StudyEpisode } from '../../api/src/core/comparison/study-episode.js'
import { targetTrial } from '../../api/src/core/comparison/target-trial.js'
import { phq9 } from '../../api/src/core/measures/phq-9.js'
import { type TrapName, traps } from './scenarios/traps.js'
import { simulateTrapClinic } from './simulate/trap-clinic.js'
import { studyEpisodesOf } from './study-episodes-of-clinic.js'

const AS_OF = '2025-06-30'
const MEMBERS = 600
const RELIABLE_FALL = 6

export interface TrapAnswers {
  /** Last score at the same baseline, those who ever started against the others, in points. */
  readonly naive: number
  /** Share reliably improved, those who ever started minus the others. */
  readonly naiveImproved: number
  readonly landmarkCrude: number
  readonly landmark: number
}

/** One draw of 60 groups of 10. */
export function trapAnswers(name: TrapName, seed: number): TrapAnswers {
  const episodes = studyEpisodesOf(simulateTrapClinic(traps[name], { members: MEMBERS, seed, asOf: AS_OF }))
  const { eligible } = targetTrial(AS_REFERENCE, phq9, episodes, AS_OF)
  const [crude, landmark] = laterAdjunct(eligible).estimates
  return {
    ...naiveAnswers(episodes),
    landmarkCrude: crude?.estimate ?? Number.NaN,
    landmark: landmark?.estimate ?? Number.NaN,
  }
}

function naiveAnswers(episodes: readonly StudyEpisode[]): Pick<TrapAnswers, 'naive' | 'naiveImproved'> {
  const rows = episodes.flatMap(({ scores, treatments }) => {
    const [first] = scores
    const last = scores.at(-1)
    if (first === undefined || last === undefined || scores.length < 2) return []
    return [{ ever: treatments.length > 0 ? 1 : 0, first: first.total, last: last.total }]
  })
  const compared = compareArms({
    outcome: rows.map(({ last }) => last),
    arm: { name: 'ever', values: rows.map(({ ever }) => ever) },
    baseline: { name: 'first', values: rows.map(({ first }) => first) },
    covariates: [],
    groups: rows.map(() => ''),
    programmeGroups: 0,
    errorsOf: 'difference',
  })
  const shareImproved = (wanted: number) => {
    const of = rows.filter(({ ever }) => ever === wanted)
    return of.filter(({ first, last }) => first - last >= RELIABLE_FALL).length / of.length
  }
  return {
    naive: compared.kind === 'refused' ? Number.NaN : compared.ancova.difference.estimate,
    naiveImproved: shareImproved(1) - shareImproved(0),
  }
}
