/** The arms in a mixed model of all scores, in the appendix. */

import type { MixedModelFit } from '../../statistics/mixed-model/fit.js'
import type { Method } from '../../statistics/mixed-model/profiled-deviance.js'
import {
  armCourses,
  armCoursesAfterBaseline,
  armDifferences,
  structureOfArms,
} from '../comparison/arm-courses.js'
import { phq9 } from '../measures/phq-9.js'
import { type CourseScore, courseScores } from '../trajectories/course-scores.js'
import { FEWEST_GROUPS_OF_A_LEVEL } from '../trajectories/group-level.js'
import type { Json } from './change-appendix.js'
import type { EpisodeCase } from './clinic-episodes.js'
import { episodeLabels } from './episode-labels.js'
import { courseWords, mixedModelBlock } from './mixed-model-block.js'
import { answerBlock } from './refusal-block.js'

const WEEKS_COMPARED = [0, 4, 8, 12]
const MODES = 5
const ALL_SCORES = 'week * arm_combined'
const AFTER_BASELINE = 'week * arm_combined + baseline_c'

/** @param programmeGroups  with few, the models have no group level */
export function armCoursesBlock(cases: readonly EpisodeCase[], programmeGroups: number): Json {
  const scores = scoresInArms(cases)
  const structure = structureOfArms(programmeGroups >= FEWEST_GROUPS_OF_A_LEVEL)
  const all = (method: Method) => armCourses(scores, structure, method)
  const afterBaseline = (method: Method) => armCoursesAfterBaseline(scores, structure, method)
  const allByReml = all('reml')
  return {
    all_scores_reml: answerBlock(allByReml, written(ALL_SCORES, MODES)),
    arm_difference_at_week: answerBlock(allByReml, differencesBlock),
    all_scores_ml: answerBlock(all('ml'), written(ALL_SCORES, 0)),
    post_baseline_with_covariate_reml: answerBlock(afterBaseline('reml'), written(AFTER_BASELINE, MODES)),
    post_baseline_with_covariate_ml: answerBlock(afterBaseline('ml'), written(AFTER_BASELINE, 0)),
  }
}

function scoresInArms(cases: readonly EpisodeCase[]): CourseScore[] {
  const labelOf = episodeLabels(cases)
  return cases.flatMap((each) => {
    const { groupId, arm } = each.episode
    if (arm === null) return []
    return courseScores(phq9, { label: labelOf(each), groupId, arm }, each.history.responses)
  })
}

function written(fixed: string, nModes: number): (fit: MixedModelFit) => Json {
  return (fit) => mixedModelBlock(fit, courseWords(fit, fixed, nModes))
}

function differencesBlock(fit: MixedModelFit): Json {
  return armDifferences(fit, WEEKS_COMPARED).map((each) => ({
    week: each.week,
    arm_difference: each.estimate,
    se: each.standardError,
    satterthwaite_df: each.degreesOfFreedom,
    t: each.t,
    p: each.p,
  }))
}
