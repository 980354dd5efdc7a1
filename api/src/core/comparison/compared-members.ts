/** Who stands in a comparison of the two arms, and with which quantities known at the start. */

import type { DesignColumn } from '../../statistics/regression/design-matrix.js'
import type { MeasureOutcome } from '../episodes/measure-outcome.js'
import { gad7 } from '../measures/gad-7.js'
import type { MeasureDefinition } from '../measures/measure-definition.js'
import { phq9 } from '../measures/phq-9.js'
import type { Arm, Gender } from '../vocabulary.js'

/** The arm whose effect is asked; the other is what it is compared with. */
export const ASKED_ARM: Arm = 'combined'
export const ARM_COLUMN = 'arm_combined'

/** What a comparison reads of an episode. */
export interface EpisodeToCompare {
  /** Names the episode. */
  readonly label: string
  readonly groupId: string
  readonly arm: Arm | null
  /** Whole years at joining. */
  readonly age: number | null
  readonly gender: Gender | null
  readonly priorEpisodes: number | null
  readonly measures: readonly MeasureOutcome[]
}

/** Two or more PHQ-9 scores, and an arm that is known. */
export interface ArmMember {
  readonly label: string
  readonly groupId: string
  readonly arm: Arm
  /** PHQ-9 points. */
  readonly baseline: number
  readonly last: number
  /** Positive = improvement. */
  readonly changeInPoints: number
  readonly isReliablyImproved: boolean
}

/** With a GAD-7 baseline too: the set of every adjusted comparison. */
export interface ComparedMember extends ArmMember {
  readonly baselineGad7: number
  /** null when the record does not say. */
  readonly age: number | null
  readonly isFemale: boolean | null
  readonly priorEpisodes: number | null
}

/** Every covariate known: the set of the propensity model and of the comparison with covariates. */
export interface CompleteMember extends ComparedMember {
  readonly age: number
  readonly isFemale: boolean
  readonly priorEpisodes: number
}

/** Keeps the order of the episodes. */
export function armMembers(episodes: readonly EpisodeToCompare[]): ArmMember[] {
  return episodes.flatMap((episode) => armMember(episode) ?? [])
}

/** Keeps the order of the episodes. */
export function comparedMembers(episodes: readonly EpisodeToCompare[]): ComparedMember[] {
  return episodes.flatMap((episode) => {
    const member = armMember(episode)
    const second = outcomeOf(episode, gad7)
    if (member === null || second === undefined) return []
    const { age, gender, priorEpisodes } = episode
    return [{ ...member, baselineGad7: second.baseline, age, isFemale: isFemale(gender), priorEpisodes }]
  })
}

/** Members whose record says everything that the covariates ask. */
export function completeMembers(members: readonly ComparedMember[]): CompleteMember[] {
  return members.flatMap((member) => {
    const { age, isFemale: female, priorEpisodes } = member
    return age === null || female === null || priorEpisodes === null
      ? []
      : [{ ...member, age, isFemale: female, priorEpisodes }]
  })
}

/** 1 in the combined arm, 0 in the other. */
export function armColumn(members: readonly { readonly arm: Arm | null }[]): DesignColumn {
  return { name: ARM_COLUMN, values: members.map(({ arm }) => (arm === ASKED_ARM ? 1 : 0)) }
}

/** Beside the PHQ-9 baseline: GAD-7 baseline, age, female (yes or no), prior episodes. */
export function covariateColumns(members: readonly CompleteMember[]): DesignColumn[] {
  return [
    { name: 'baseline_gad7', values: members.map((member) => member.baselineGad7) },
    { name: 'age', values: members.map((member) => member.age) },
    { name: 'female', values: members.map((member) => (member.isFemale ? 1 : 0)) },
    { name: 'prior_episodes', values: members.map((member) => member.priorEpisodes) },
  ]
}

export function groupsOf(members: readonly ArmMember[]): string[] {
  return members.map((member) => member.groupId)
}

function armMember(episode: EpisodeToCompare): ArmMember | null {
  const { label, groupId, arm } = episode
  const outcome = outcomeOf(episode, phq9)
  if (arm === null || outcome === undefined || outcome.changeInPoints === null) return null
  const { baseline, last, changeInPoints, reliableChange } = outcome
  const isReliablyImproved = reliableChange === 'reliably_improved'
  return { label, groupId, arm, baseline, last, changeInPoints, isReliablyImproved }
}

function outcomeOf({ measures }: EpisodeToCompare, measure: MeasureDefinition): MeasureOutcome | undefined {
  return measures.find(({ measureCode }) => measureCode === measure.code)
}

function isFemale(gender: Gender | null): boolean | null {
  return gender === null || gender === 'unknown' ? null : gender === 'female'
}
