/** The arms in mixed models of every score: the crude one, and one that adjusts for what was known at the start. */

import { contrastTester } from '../../statistics/mixed-model/satterthwaite.js'
import type { Refusal } from '../../statistics/refusal.js'
import { type DesignColumn, interaction } from '../../statistics/regression/design-matrix.js'
import { mean } from '../../statistics/summary/moments.js'
import type { CourseScore } from '../trajectories/course-scores.js'
import { FEWEST_GROUPS_OF_A_LEVEL } from '../trajectories/group-level.js'
import { fitCourses, WEEK, weekColumn } from '../trajectories/growth-model.js'
import { type ArmDifferenceAtWeek, armCourses, armDifferences, structureOfArms } from './arm-courses.js'
import { ARM_COLUMN, armColumn } from './compared-members.js'
import { groupCount } from './point-estimates.js'
import type { StudyDefinition } from './study-definition.js'
import type { EstimateFigures, StudyRefusal } from './study-estimate.js'
import { lastDayRead, type TrialMember } from './target-trial.js'

const DAYS_PER_WEEK = 7
/** The week at which the arms are compared where the outcome is the last score: as the reference. */
const WEEK_OF_LAST_SCORES = 12
/** Where the courses of the crude model are compared. */
export const WEEKS_COMPARED = [0, 4, 8, 12] as const

/** One score of a member on the study's clock, which starts at joining, or at baseline where the last score counts. */
export interface StudyScore extends CourseScore {
  readonly isBaseline: boolean
  /** Not after the landmark. */
  readonly isEarly: boolean
}

/** Every score that the study reads of its members, in their order. */
export function studyScores(members: readonly TrialMember[], definition: StudyDefinition): StudyScore[] {
  const landmark = definition.landmarkDay ?? Number.NEGATIVE_INFINITY
  return members.flatMap((member) => {
    const { label, groupId, arm, joinedDay, baselineDay, episode } = member
    const start = definition.outcome.kind === 'last' ? baselineDay : joinedDay
    const end = lastDayRead(joinedDay, definition)
    return episode.scores
      .filter(({ dayNumber }) => dayNumber <= end)
      .map(({ dayNumber, total }, i) => ({
        label,
        groupId,
        arm,
        weeksSinceBaseline: (dayNumber - start) / DAYS_PER_WEEK,
        score: total,
        isBaseline: i === 0,
        isEarly: dayNumber <= joinedDay + landmark,
      }))
  })
}

/** The week at which mixed models compare the arms. */
export function comparedWeek({ outcome }: StudyDefinition): number {
  return outcome.kind === 'window' ? outcome.week : WEEK_OF_LAST_SCORES
}

/** Every score, baselines among the outcomes: score ~ week x arm. A crude difference, whatever the model. */
export function crudeCourses(scores: readonly StudyScore[]): ArmDifferenceAtWeek[] | Refusal {
  const structure = structureOfArms(groupCount(scores) >= FEWEST_GROUPS_OF_A_LEVEL)
  const fit = armCourses(scores, structure, 'reml')
  return fit.kind === 'refused' ? fit : armDifferences(fit, WEEKS_COMPARED)
}

/**
 * By how much do the arms differ at a week, at the same baseline and covariates, reading every score after baseline?
 *
 * score ~ week x arm + week x baseline + covariates; members differ in level and slope, groups in level.
 *
 * @param scores   of `members`
 * @param members  with every covariate known
 * @returns        combined minus group only in points at `comparedWeek`
 * Assumes         scores missing for reasons that the model sees; straight courses
 */
export function adjustedCourse(
  scores: readonly StudyScore[],
  members: readonly TrialMember[],
  definition: StudyDefinition,
): EstimateFigures | StudyRefusal {
  const known = new Map(members.map((member) => [member.label, member]))
  const later = scores.filter((score) => !score.isBaseline && !score.isEarly && known.has(score.label))
  const columnOf = (name: string, read: (member: TrialMember) => number | null): DesignColumn[] => {
    if (members.length === 0) return []
    const centre = mean(members.map((member) => read(member) ?? 0))
    const values = later.map(({ label }) => {
      const member = known.get(label)
      return member === undefined ? 0 : (read(member) ?? 0) - centre
    })
    return values.every((value) => value === values[0]) ? [] : [{ name, values }]
  }
  const week = weekColumn(later)
  const arm = armColumn(later)
  const baseline = columnOf('baseline_c', (member) => member.baseline)
  const others = definition.covariates
    .filter((name) => name !== 'baseline')
    .flatMap((name) => columnOf(name, (member) => member.covariates[name]))
  const hasGroupLevel = groupCount(later) >= FEWEST_GROUPS_OF_A_LEVEL
  const columns = [
    week,
    arm,
    ...baseline,
    ...others,
    interaction(week, arm),
    ...baseline.map((column) => interaction(week, column)),
  ]
  const fit = fitCourses(later, columns, structureOfArms(hasGroupLevel), 'reml')
  if (fit.kind === 'refused') return fit
  const at = comparedWeek(definition)
  const contrast = Float64Array.from(fit.fixed, ({ name }) => {
    if (name === ARM_COLUMN) return 1
    return name === `${WEEK}:${ARM_COLUMN}` ? at : 0
  })
  const { estimate, standardError, degreesOfFreedom, interval, p } = contrastTester(fit)(contrast)
  return { estimate, standardError, degreesOfFreedom, interval, p, respectsGroups: hasGroupLevel }
}
