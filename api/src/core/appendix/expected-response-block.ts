/** Expected scores in the appendix: of the first members after 1 and after 3 scores, and of somebody new. */

import type { MixedModelFit } from '../../statistics/mixed-model/fit.js'
import type { CourseScore } from '../trajectories/course-scores.js'
import {
  averageStandardError,
  type CourseModel,
  courseModelOf,
  type ExpectedScore,
  expectedScore,
} from '../trajectories/expected-course.js'
import { byText } from './appendix-table.js'
import type { Json } from './change-appendix.js'
import { type Refused, refusalBlock } from './refusal-block.js'

const FEWEST_SCORES = 4
const MEMBERS_SHOWN = 3
const KNOWN_SCORES = [1, 3]
const WEEKS_AHEAD = [4, 8, 12]
const WEEKS_OF_SOMEBODY_NEW = [0, 4, 8, 12]

/** @param scores  of PHQ-9, those of an episode in time order */
export function expectedResponseBlock(
  fit: MixedModelFit | Refused,
  scores: readonly CourseScore[],
): { readonly [key: string]: Json } {
  if (fit.kind === 'refused') return refusalBlock(fit)
  const model = courseModelOf(fit)
  return {
    members: Object.fromEntries(
      coursesShown(scores).map(([label, course]) => [
        label,
        Object.fromEntries(
          KNOWN_SCORES.map((known) => [`first_${known}`, memberBlock(model, course.slice(0, known))]),
        ),
      ]),
    ),
    population: WEEKS_OF_SOMEBODY_NEW.map((week) => ({
      ...newMemberBlock(expectedScore(model, [], week)),
      se_mean: averageStandardError(fit, week),
    })),
  }
}

/** The first episodes, in text order, with enough scores. */
function coursesShown(scores: readonly CourseScore[]): [label: string, course: CourseScore[]][] {
  const courses = new Map<string, CourseScore[]>()
  for (const score of scores) {
    const course = courses.get(score.label)
    if (course === undefined) courses.set(score.label, [score])
    else course.push(score)
  }
  return [...courses]
    .filter(([, course]) => course.length >= FEWEST_SCORES)
    .sort(([one], [other]) => byText(one, other))
    .slice(0, MEMBERS_SHOWN)
}

function memberBlock(model: CourseModel, known: readonly CourseScore[]): Json {
  const { interceptDeviation, slopeDeviation } = expectedScore(model, known, 0)
  return {
    observed_weeks: known.map((score) => score.weeksSinceBaseline),
    observed_scores: known.map((score) => score.score),
    eb_intercept_deviation: interceptDeviation,
    eb_slope_deviation: slopeDeviation,
    predictions: WEEKS_AHEAD.map((week) => predictionBlock(expectedScore(model, known, week))),
  }
}

function predictionBlock(expected: ExpectedScore): Json {
  return {
    week: expected.weeksSinceBaseline,
    mean: expected.mean,
    sd_true_score: expected.trueScoreSd,
    sd_new_score: expected.newScoreSd,
    lower_80: expected.usual.low,
    upper_80: expected.usual.high,
    lower_95: expected.almostAll.low,
    upper_95: expected.almostAll.high,
  }
}

function newMemberBlock(expected: ExpectedScore): { readonly [key: string]: Json } {
  return {
    week: expected.weeksSinceBaseline,
    mean: expected.mean,
    sd_new_member_score: expected.newScoreSd,
    lower_80: expected.usual.low,
    upper_80: expected.usual.high,
  }
}
