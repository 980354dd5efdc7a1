/** Who is in a data set: one row a person, the first episode that is eligible. */

import type { ReliableChange } from '../change/reliable-change.js'
import type { Arm, Focus, Format, Gender, Modality, Structure } from '../vocabulary.js'

/** What a data set may know of one episode. The person's number serves to count persons and never goes out. */
export interface DatasetEpisode {
  readonly person: number
  readonly joinedInYear: number
  /** The order of a person's episodes: days of joining, as numbers. */
  readonly joinedOnDay: number
  readonly hasEnded: boolean
  readonly age: number | null
  readonly gender: Gender | null
  readonly modality: Modality
  readonly format: Format
  readonly structure: Structure
  readonly focus: Focus | null
  readonly arm: Arm | null
  readonly priorEpisodes: number | null
  readonly sessionsAttended: number
  /** On the measure that the data set is about; null without a valid score. */
  readonly baseline: number | null
  readonly isCaseAtStart: boolean | null
  readonly change: ReliableChange | null
  /** From first to last score, positive is improvement. Told of all together only, never of one. */
  readonly changeInPoints: number | null
  /** The last valid score of each phase (`profile.ts`); null without one, and where the profile has no phases. */
  readonly scoreEarly: number | null
  readonly scoreMiddle: number | null
  readonly scoreLate: number | null
  /** The last of at least two valid scores. */
  readonly scoreLast: number | null
}

/** Coarse on purpose: a filter that could cut out a handful of persons is a way to single them out. */
export interface CohortFilter {
  /** Empty: all of them. */
  readonly modalities: readonly Modality[]
  readonly formats: readonly Format[]
  readonly structures: readonly Structure[]
  readonly arms: readonly Arm[]
  /** First year of the first and last two-year band of joining, both included; null: no limit. */
  readonly joinedFrom: number | null
  readonly joinedTo: number | null
  readonly onlyCasesAtStart: boolean
  /** Members of substance-use groups are left out unless a director overrides with a reason. */
  readonly withSubstanceUse: boolean
}

export type CohortStep =
  | 'all_persons'
  | 'no_substance_use_group'
  | 'as_filtered'
  | 'ended'
  | 'baseline_known'
  | 'case_at_start'

export interface Cohort {
  /** By person's number; one episode each. */
  readonly episodes: readonly DatasetEpisode[]
  /** Persons with an episode that passes this step and all before it. */
  readonly flow: readonly { readonly step: CohortStep; readonly persons: number }[]
  /** One episode of every person there is: the eligible one, else the first. What a journalist could search. */
  readonly population: readonly DatasetEpisode[]
}

/** Cohorts are told apart by bands of this many years at least. */
export const COHORT_YEARS = 2

/**
 * Takes the first eligible episode of each person.
 *
 * An episode is eligible when it has ended, has a baseline on the measure, passes the filter, and is not of a
 * substance-use group. A person with several is in once: a pseudonym that links episodes would break k.
 *
 * @param episodes  all there are, in any order
 * @returns         by the person's number, so that the same episodes give the same cohort
 */
export function formCohort(episodes: readonly DatasetEpisode[], filter: CohortFilter): Cohort {
  const steps = stepsOf(filter)
  const passed = steps.map(() => 0)
  const eligible: DatasetEpisode[] = []
  const population: DatasetEpisode[] = []
  for (const ofPerson of byPerson(episodes)) {
    const reached = ofPerson.map((episode) => {
      const failed = steps.findIndex(({ passes }) => !passes(episode))
      return failed === -1 ? steps.length : failed
    })
    const furthest = Math.max(...reached)
    for (let place = 0; place < furthest; place += 1) passed[place] = (passed[place] ?? 0) + 1
    const chosen = firstOf(ofPerson.filter((_, place) => reached[place] === steps.length))
    if (chosen !== undefined) eligible.push(chosen)
    const any = chosen ?? firstOf(ofPerson)
    if (any !== undefined) population.push(any)
  }
  return {
    episodes: eligible,
    flow: steps.map(({ step }, place) => ({ step, persons: passed[place] ?? 0 })),
    population,
  }
}

/** The episodes of one person after another, by the person's number: nothing is kept of those before. */
function* byPerson(episodes: readonly DatasetEpisode[]): Generator<DatasetEpisode[]> {
  let ofPerson: DatasetEpisode[] = []
  for (const episode of [...episodes].sort((one, other) => one.person - other.person)) {
    if (ofPerson[0] !== undefined && ofPerson[0].person !== episode.person) {
      yield ofPerson
      ofPerson = []
    }
    ofPerson.push(episode)
  }
  if (ofPerson.length > 0) yield ofPerson
}

/** Of two on one day the one that came first stays, which is that of the smaller number where the caller sorts. */
function firstOf(episodes: readonly DatasetEpisode[]): DatasetEpisode | undefined {
  let first: DatasetEpisode | undefined
  for (const episode of episodes)
    if (first === undefined || episode.joinedOnDay < first.joinedOnDay) first = episode
  return first
}

interface Step {
  readonly step: CohortStep
  readonly passes: (episode: DatasetEpisode) => boolean
}

function stepsOf(filter: CohortFilter): Step[] {
  return [
    { step: 'all_persons', passes: () => true },
    ...(filter.withSubstanceUse
      ? []
      : [{ step: 'no_substance_use_group' as const, passes: isNotOfSubstanceUse }]),
    { step: 'as_filtered', passes: (episode) => isAsFiltered(episode, filter) },
    { step: 'ended', passes: ({ hasEnded }) => hasEnded },
    { step: 'baseline_known', passes: ({ baseline }) => baseline !== null },
    ...(filter.onlyCasesAtStart
      ? [
          {
            step: 'case_at_start' as const,
            passes: ({ isCaseAtStart }: DatasetEpisode) => isCaseAtStart === true,
          },
        ]
      : []),
  ]
}

function isNotOfSubstanceUse({ focus }: DatasetEpisode): boolean {
  return focus !== 'substance_use'
}

function isAsFiltered(episode: DatasetEpisode, filter: CohortFilter): boolean {
  const isAmong = <T>(wanted: readonly T[], value: T | null) =>
    wanted.length === 0 || (value !== null && wanted.includes(value))
  return (
    isAmong(filter.modalities, episode.modality) &&
    isAmong(filter.formats, episode.format) &&
    isAmong(filter.structures, episode.structure) &&
    isAmong(filter.arms, episode.arm) &&
    (filter.joinedFrom === null || episode.joinedInYear >= filter.joinedFrom) &&
    (filter.joinedTo === null || episode.joinedInYear < filter.joinedTo + COHORT_YEARS)
  )
}
