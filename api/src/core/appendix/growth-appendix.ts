/** growth.json: fitted courses of scores, tests between them, likeness inside groups, expected response. */

import type { MixedModelFit } from '../../statistics/mixed-model/fit.js'
import { intraclassCorrelation } from '../../statistics/mixed-model/intraclass-correlation.js'
import { likelihoodRatioTest } from '../../statistics/mixed-model/likelihood-ratio.js'
import { gad7 } from '../measures/gad-7.js'
import { phq9 } from '../measures/phq-9.js'
import { type CourseScore, courseScores } from '../trajectories/course-scores.js'
import { refuseGroupCount } from '../trajectories/group-level.js'
import { fitGrowthModel, type GrowthModel, WEEK } from '../trajectories/growth-model.js'
import type { Json } from './change-appendix.js'
import type { EpisodeCase } from './clinic-episodes.js'
import { episodeLabels } from './episode-labels.js'
import { expectedResponseBlock } from './expected-response-block.js'
import { groupResemblanceBlock } from './group-resemblance-block.js'
import { courseWords, mixedModelBlock } from './mixed-model-block.js'
import { answerBlock, type Refused, refusalBlock } from './refusal-block.js'

const MODES = 5

interface NamedModel extends GrowthModel {
  readonly name: string
  readonly measure: 'phq9' | 'gad7'
  /** Conditional modes written. */
  readonly nModes: number
}

const LEVEL = { member: 'intercept', group: null } as const
const LINE = { member: 'intercept_and_slope', group: null } as const
const GROUP_LEVEL = { member: 'intercept_and_slope', group: 'intercept' } as const
const GROUP_LINE = { member: 'intercept_and_slope', group: 'intercept_and_slope' } as const

const LINE_MODEL = 'phq9_slope_reml'
const LEVEL_MODEL = 'phq9_intercept_only_reml'
const THREE_LEVEL_MODEL = 'phq9_three_level_intercept_only_reml'

const MODELS: readonly NamedModel[] = [
  model(LEVEL_MODEL, 'level', LEVEL, 'reml'),
  { ...model('phq9_random_intercept_ml', 'line', LEVEL, 'ml'), nModes: 0 },
  model(LINE_MODEL, 'line', LINE, 'reml'),
  model('phq9_slope_ml', 'line', LINE, 'ml'),
  { ...model('gad7_slope_reml', 'line', LINE, 'reml'), measure: 'gad7' },
  model(THREE_LEVEL_MODEL, 'level', { member: 'intercept', group: 'intercept' }, 'reml'),
  model('phq9_group_intercept_reml', 'line', GROUP_LEVEL, 'reml'),
  model('phq9_group_intercept_ml', 'line', GROUP_LEVEL, 'ml'),
  model('phq9_group_slope_reml', 'line', GROUP_LINE, 'reml'),
  model('phq9_group_slope_ml', 'line', GROUP_LINE, 'ml'),
]

/** Each against the next richer one: is the added spread needed? Left out where there are too few groups to ask. */
const TESTED = [
  ['phq9_random_intercept_ml', 'phq9_slope_ml'],
  ['phq9_slope_ml', 'phq9_group_intercept_ml'],
  ['phq9_group_intercept_ml', 'phq9_group_slope_ml'],
] as const

type Fits = ReadonlyMap<string, MixedModelFit | Refused>

/** @param cases  in order of member */
export function growthAppendix(cases: readonly EpisodeCase[]): { readonly [key: string]: Json } {
  const scores = { phq9: scoresOf(cases, phq9), gad7: scoresOf(cases, gad7) }
  const groups = new Set(cases.map(({ episode }) => episode.groupId)).size
  const fits: Fits = new Map(MODELS.map((each) => [each.name, fitNamed(each, scores[each.measure], groups)]))
  return {
    n_rows_phq9: scores.phq9.length,
    n_rows_gad7: scores.gad7.length,
    models: Object.fromEntries(MODELS.map((each) => [each.name, modelBlock(each, fits)])),
    likelihood_ratio_tests: TESTED.flatMap(([smaller, larger]) => testBlocks(smaller, larger, fits)),
    icc: {
      member_all_scores: memberShare(fitOf(fits, LEVEL_MODEL)),
      three_level: answerBlock(fitOf(fits, THREE_LEVEL_MODEL), threeLevelBlock),
      last_score_by_group: groupResemblanceBlock(cases, groups),
    },
    expected_response: {
      model: LINE_MODEL,
      ...expectedResponseBlock(fitOf(fits, LINE_MODEL), scores.phq9),
    },
  }
}

function model(
  name: string,
  course: GrowthModel['course'],
  structure: GrowthModel['structure'],
  method: GrowthModel['method'],
): NamedModel {
  return { name, measure: 'phq9', course, structure, method, nModes: MODES }
}

function scoresOf(cases: readonly EpisodeCase[], measure: typeof phq9): CourseScore[] {
  const labelOf = episodeLabels(cases)
  return cases.flatMap((each) => {
    const { groupId, arm } = each.episode
    return courseScores(measure, { label: labelOf(each), groupId, arm }, each.history.responses)
  })
}

function fitNamed(
  named: NamedModel,
  scores: readonly CourseScore[],
  groups: number,
): MixedModelFit | Refused {
  const refusal = named.structure.group === null ? null : refuseGroupCount('A group level', groups)
  return refusal ?? fitGrowthModel(scores, named)
}

function fitOf(fits: Fits, name: string): MixedModelFit | Refused {
  const fit = fits.get(name)
  if (fit === undefined) throw new RangeError(`The appendix has no model ${name}.`)
  return fit
}

function modelBlock({ name, course, nModes }: NamedModel, fits: Fits): Json {
  return answerBlock(fitOf(fits, name), (fit) =>
    mixedModelBlock(fit, courseWords(fit, course === 'level' ? '1' : WEEK, nModes)),
  )
}

function testBlocks(smaller: string, larger: string, fits: Fits): Json[] {
  const [one, other] = [fitOf(fits, smaller), fitOf(fits, larger)]
  if (one.kind === 'refused') return refusedTest(smaller, larger, one)
  if (other.kind === 'refused') return refusedTest(smaller, larger, other)
  const test = likelihoodRatioTest(one, other)
  return [
    {
      smaller,
      larger,
      chisq: test.chiSquare,
      df: test.degreesOfFreedom,
      p_naive: test.p,
      p_boundary_mixture: test.pBoundaryMixture,
    },
  ]
}

function refusedTest(smaller: string, larger: string, refusal: Refused): Json[] {
  return refusal.reason === 'too_few_groups' ? [] : [{ smaller, larger, ...refusalBlock(refusal) }]
}

function memberShare(fit: MixedModelFit | Refused): Json {
  return fit.kind === 'refused' ? null : intraclassCorrelation(fit).member
}

function threeLevelBlock(fit: MixedModelFit): Json {
  const { sameGroup, member, sameMember } = intraclassCorrelation(fit)
  return { group: sameGroup, member_within_group: member, same_member_same_group: sameMember }
}
