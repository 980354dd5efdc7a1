/** What a package says of its rows, by profile. */

import { type DatasetProfile, PHASE_LABELS, PHASES, type Phase } from '../../../core/dataset/profile.js'

/** What a row is: the first sentence of README and codebook. */
export function rowWords(rowsAPerson: number): string {
  return rowsAPerson === 1 ? 'One row a person' : `${rowsAPerson} rows a person, one for each phase`
}

/** What it says of scores. */
export function scoreWords(phases: readonly Phase[], measure: string): string {
  if (phases.length === 0) return `how their ${measure} changed`
  const ofPhases = phases.length === 1 ? 'one phase' : `each of ${phases.length} phases`
  return `the band of their ${measure} score in ${ofPhases}`
}

export function mainTableWords(profile: DatasetProfile): string {
  return profile === 'bands' ? 'persons by arm and change' : 'persons by phase and band of the score'
}

/** What k is counted on. */
export function alikeWords(profile: DatasetProfile): string {
  switch (profile) {
    case 'bands':
      return 'rows look alike in everything that others may know of a person'
    case 'phases_wide':
      return 'rows look alike in everything, scores included'
    case 'phases_long':
      return 'persons look alike in all their rows, scores included'
  }
}

/** Within what l and t are asked for, and of what. */
export function sensitiveWords(profile: DatasetProfile): string {
  return profile === 'bands'
    ? 'the sensitive column in each class'
    : 'each score among the rows that somebody who knows no score cannot tell apart'
}

const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  start: 'the start (the first valid score)',
  early: 'weeks 1 to 4 since then (the last valid score in them)',
  middle: 'weeks 5 to 12 since then (likewise)',
  late: 'week 13 and later (likewise)',
  last: 'the last valid score of the episode',
}

/** Definitions of the phases, for the methods section. */
export function phaseMethods(phases: readonly Phase[]): string {
  return `Phases are counted from the first valid score: ${PHASES.map((phase) => PHASE_WORDS[phase]).join('; ')}. In the data set are ${phases.length === PHASES.length ? 'all of them' : phases.map((phase) => `"${PHASE_LABELS[phase]}"`).join(' and ')}. A phase without a score is "Not known", a category of its own. Those who sat in a group may have heard the scores of the others, so that k-anonymity was counted on the scores of all these phases together with everything else; what somebody who was not there could learn of a score was bounded by l-diversity and t-closeness. The profile was approved by a director against its measured risk.`
}
