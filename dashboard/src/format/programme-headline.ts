import type { ProportionContract } from '../../../api/src/contracts/estimates.js'
import type { ProgrammeOutcomes } from '../../../api/src/contracts/programme.js'
import { formatPeriod } from './day.js'
import { naturalFrequency } from './natural-frequency.js'
import { countOf } from './number.js'
import { formatFraction } from './percent.js'

export type RateFamilyOfPage = 'national' | 'paired'

/** The page's finding in one sentence, from the same shares as the figures below it. */
export function headline(outcomes: ProgrammeOutcomes, family: RateFamilyOfPage): string {
  const { reliable_recovery, reliable_deterioration } =
    family === 'national' ? outcomes.national : outcomes.paired
  if (reliable_deterioration.denominator === 0) return emptyHeadline(outcomes, family)
  const worse = `${shareWords(reliable_deterioration)} reliably deteriorated`
  if (reliable_recovery.denominator === 0) return capitalise(`${worse}; nobody started at caseness`)
  return capitalise(`${shareWords(reliable_recovery)} at caseness reliably recovered; ${worse}`)
}

/** What, when and how many, in parts: the two counts lead to their episodes. */
export interface Subline {
  /** "All sites · courses ended 1 Oct 2025 – 31 Oct 2026". */
  readonly scope: string
  /** "642 finished courses". */
  readonly finished: string
  /** "701 episodes". */
  readonly episodes: string
  /** "58 groups". */
  readonly groups: string
}

export function subline(outcomes: ProgrammeOutcomes, filterWords: readonly string[]): Subline {
  const { filters, period_found, n_groups } = outcomes.provenance
  const from = filters.from ?? period_found?.from ?? null
  const to = filters.to ?? period_found?.to ?? null
  const scope = filterWords.length === 0 ? ['All sites'] : filterWords
  return {
    scope: [...scope, `courses ended ${formatPeriod(from, to)}`].join(' · '),
    finished: countOf(outcomes.finished, 'finished course'),
    episodes: countOf(outcomes.episodes, 'episode'),
    groups: countOf(n_groups, 'group'),
  }
}

function emptyHeadline(outcomes: ProgrammeOutcomes, family: RateFamilyOfPage): string {
  const isFiltered = Object.keys(outcomes.provenance.filters).length > 0
  if (outcomes.episodes === 0 && isFiltered) return 'No ended episode matches these filters'
  if (outcomes.episodes === 0) return 'No episode has ended here yet'
  return family === 'national'
    ? 'No course has been finished here yet'
    : 'Nobody here has two scores on both measures yet'
}

/** A natural frequency, or the bare fraction where there are too few people for one. */
function shareWords(share: ProportionContract): string {
  return naturalFrequency(share) ?? formatFraction(share)
}

function capitalise(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
