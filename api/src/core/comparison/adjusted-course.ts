/** The arms in mixed models of every score: the crude one, and one that adjusts for what was known at the start. */

import { at } from '../../statistics/linear-algebra/matrix.js'
import { fitMixedModel, type MixedModelFit } from '../../statistics/mixed-model/fit.js'
import type { RandomStructure } from '../../statistics/mixed-model/random-structure.js'
import { contrastTester } from '../../statistics/mixed-model/satterthwaite.js'
import type { Refusal } from '../../statistics/refusal.js'
import { type DesignColumn, designMatrix, interaction } from '../../statistics/regression/design-matrix.js'
import { mean } from '../../statistics/summary/moments.js'
import { FEWEST_GROUPS_OF_A_LEVEL } from '../trajectories/group-level.js'
import { WEEK } from '../trajectories/growth-model.js'
import { type ArmDifferenceAtWeek, armDifferences, structureOfArms } from './arm-courses.js'
import { ARM_COLUMN, ASKED_ARM } from './compared-members.js'
import { groupCount } from './point-estimates.js'
import type { StudyDefinition } from './study-definition.js'
import type { EstimateFigures, StudyRefusal } from './study-estimate.js'
import { pickScores, type StudyScores } from './study-scores.js'
import type { TrialMember } from './target-trial.js'

/** The week at which the arms are compared where the outcome is the last score: as the reference. */
const WEEK_OF_LAST_SCORES = 12
/** Where the courses of the crude model are compared. */
export const WEEKS_COMPARED = [0, 4, 8, 12] as const

/** One number a score, the same for all scores of a member. */
function columnOf(
  { members, memberOf }: StudyScores,
  name: string,
  read: (member: TrialMember) => number,
): DesignColumn {
  const ofMember = Float64Array.from(members, read)
  const values = new Float64Array(memberOf.length)
  for (let i = 0; i < values.length; i += 1) values[i] = at(ofMember, memberOf[i] ?? -1)
  return { name, values }
}

function weekColumnOf({ weeks }: StudyScores): DesignColumn {
  return { name: WEEK, values: weeks }
}

function armColumnOfScores(scores: StudyScores): DesignColumn {
  return columnOf(scores, ARM_COLUMN, ({ arm }) => (arm === ASKED_ARM ? 1 : 0))
}

function fitScores(
  { members, memberOf, weeks, points }: StudyScores,
  columns: readonly DesignColumn[],
  structure: RandomStructure,
): MixedModelFit | Refusal {
  const namesOf = (read: (member: TrialMember) => string) => {
    const names = members.map(read)
    return Array.from(memberOf, (place) => names[place] ?? '')
  }
  const rows = {
    outcome: points,
    design: designMatrix(points.length, columns),
    time: weeks,
    member: namesOf(({ label }) => label),
    group: structure.group === null ? null : namesOf(({ groupId }) => groupId),
  }
  return fitMixedModel(rows, structure, 'reml')
}

function groupsWithScores({ members, memberOf }: StudyScores): number {
  const seen = new Uint8Array(members.length)
  for (const place of memberOf) seen[place] = 1
  return groupCount(members.filter((_, place) => seen[place] === 1))
}

/** The week at which mixed models compare the arms. */
export function comparedWeek({ outcome }: StudyDefinition): number {
  return outcome.kind === 'window' ? outcome.week : WEEK_OF_LAST_SCORES
}

/** Every score, baselines among the outcomes: score ~ week x arm. A crude difference, whatever the model. */
export function crudeCourses(scores: StudyScores): ArmDifferenceAtWeek[] | Refusal {
  const structure = structureOfArms(groupsWithScores(scores) >= FEWEST_GROUPS_OF_A_LEVEL)
  const week = weekColumnOf(scores)
  const arm = armColumnOfScores(scores)
  const fitted = fitScores(scores, [week, arm, interaction(week, arm)], structure)
  return fitted.kind === 'refused' ? fitted : armDifferences(fitted, WEEKS_COMPARED)
}

/**
 * By how much do the arms differ at a week, at the same baseline and covariates, reading every score after baseline?
 *
 * score ~ week x arm + week x baseline + covariates; members differ in level and slope, groups in level.
 *
 * @param scores   of `members` and of others
 * @param members  with every covariate known
 * @returns        combined minus group only in points at `comparedWeek`
 * Assumes         scores missing for reasons that the model sees; straight courses
 */
export function adjustedCourse(
  scores: StudyScores,
  members: readonly TrialMember[],
  definition: StudyDefinition,
): EstimateFigures | StudyRefusal {
  const known = new Set(members)
  const isKnown = Uint8Array.from(scores.members, (member) => (known.has(member) ? 1 : 0))
  const later = pickScores(scores, (i) => scores.isLater[i] === 1 && isKnown[scores.memberOf[i] ?? 0] === 1)
  const centredColumn = (name: string, read: (member: TrialMember) => number | null): DesignColumn[] => {
    if (members.length === 0) return []
    const centre = mean(members.map((member) => read(member) ?? 0))
    const { values } = columnOf(later, name, (member) => (read(member) ?? 0) - centre)
    return isConstant(values) ? [] : [{ name, values }]
  }
  const week = weekColumnOf(later)
  const arm = armColumnOfScores(later)
  const baseline = centredColumn('baseline_c', (member) => member.baseline)
  const others = definition.covariates
    .filter((name) => name !== 'baseline')
    .flatMap((name) => centredColumn(name, (member) => member.covariates[name]))
  const hasGroupLevel = groupsWithScores(later) >= FEWEST_GROUPS_OF_A_LEVEL
  const columns = [
    week,
    arm,
    ...baseline,
    ...others,
    interaction(week, arm),
    ...baseline.map((column) => interaction(week, column)),
  ]
  const fitted = fitScores(later, columns, structureOfArms(hasGroupLevel))
  if (fitted.kind === 'refused') return fitted
  const atWeek = comparedWeek(definition)
  const contrast = Float64Array.from(fitted.fixed, ({ name }) => {
    if (name === ARM_COLUMN) return 1
    return name === `${WEEK}:${ARM_COLUMN}` ? atWeek : 0
  })
  const { estimate, standardError, degreesOfFreedom, interval, p } = contrastTester(fitted)(contrast)
  return { estimate, standardError, degreesOfFreedom, interval, p, respectsGroups: hasGroupLevel }
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i += 1) if (values[i] !== values[0]) return false
  return true
}
