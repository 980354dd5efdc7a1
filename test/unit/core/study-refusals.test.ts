// What the screen says of answers that were kept back, and of curves that thin out.
import { expect, test } from '@jest/globals'
import { confoundingRange } from '../../../api/src/core/comparison/confounding-range.js'
import { runStudy } from '../../../api/src/core/comparison/run-study.js'
import { DEFAULT_STUDY } from '../../../api/src/core/comparison/study-definition.js'
import type { StudyEpisode } from '../../../api/src/core/comparison/study-episode.js'
import { curvesOfArms } from '../../../api/src/core/comparison/study-times.js'
import type { TrialMember } from '../../../api/src/core/comparison/target-trial.js'
import { seededRng } from '../../../api/src/statistics/random/rng.js'
import { aStudyEpisode, chosenArms, STUDY_AS_OF, scoresByWeek } from '../../builders/study.js'

const run = (episodes: readonly StudyEpisode[], changes = {}) =>
  runStudy({ ...DEFAULT_STUDY, ...changes }, episodes, STUDY_AS_OF)

/** 30 with group therapy alone, `combined` with both. */
function episodesOfArms(combined: number): StudyEpisode[] {
  return Array.from({ length: 30 + combined }, (_, i) =>
    aStudyEpisode({
      label: `M${String(i).padStart(3, '0')}`,
      groupId: `G${i % 6}`,
      recordedArm: i < 30 ? 'group_only' : 'combined',
      age: 30 + (i % 7),
      gender: i % 2 === 0 ? 'female' : 'male',
      priorEpisodes: i % 3,
      scores: scoresByWeek([15 + (i % 5), 14, 13, 12, 11, 10, 9, 8 + (i % 4), 7 + (i % 4)]),
    }),
  )
}

test('an arm that is too small is refused with how many are needed, how many there are, and what to relax first', () => {
  // Five more members of the combined arm began below the threshold, two left before the landmark.
  const mild = episodesOfArms(9)
    .slice(-5)
    .map((each) => ({ ...each, label: `mild-${each.label}`, scores: scoresByWeek([9, 8, 7, 6, 5, 5, 5, 5]) }))
  const leavers = episodesOfArms(9)
    .slice(-2)
    .map((each) => ({ ...each, label: `left-${each.label}`, exitedOn: '2024-01-09' }))
  const { refusals } = run([...episodesOfArms(9), ...mild, ...leavers], { graceDays: 7 })
  expect(refusals.find(({ estimates }) => estimates.includes('main'))).toMatchObject({
    reason: 'too_few_in_arm',
    limit: { what: 'members_in_each_arm', needed: 10, combined: 9, groupOnly: 30, all: null },
    relax: [
      { setting: 'definition.baseline_threshold', leftOut: 5 },
      { setting: 'definition.landmark_day', leftOut: 2 },
    ],
  })
})

test('a landmark at the end of the grace period is not to be relaxed', () => {
  const left = episodesOfArms(9).map((each) => ({ ...each, exitedOn: '2024-01-09' }))
  const [refusal] = run(left).refusals
  expect(refusal?.relax).toEqual([])
})

test('one group is refused with the count of groups, and asks for more of them', () => {
  const together = episodesOfArms(20).map((each) => ({ ...each, groupId: 'G1' }))
  expect(run(together).refusals.find(({ estimates }) => estimates.includes('main'))).toMatchObject({
    reason: 'one_group',
    limit: { what: 'groups', needed: 2, all: 1 },
    relax: [{ setting: 'sites', leftOut: null }],
  })
})

test('every refused estimate stands in exactly one explanation', () => {
  const result = run(episodesOfArms(9))
  const refused = [
    ...result.estimates,
    ...result.subgroups.flatMap(({ subgroups }) => subgroups),
    ...result.laterAdjunct.estimates,
  ].filter(({ refusal }) => refusal !== null)
  expect(refused.length).toBeGreaterThan(5)
  expect(result.refusals.flatMap(({ estimates }) => estimates).sort()).toEqual(
    refused.map(({ name }) => name).sort(),
  )
})

test('the range of confounding spans the comparison at the same baseline and both true baselines', () => {
  const { estimates, confoundingRange: range } = run(chosenArms(seededRng(5), 200, 1))
  const at = (name: string) => estimates.find((each) => each.name === name)?.estimate ?? Number.NaN
  const three = [at('ancova_baseline'), at('true_score_84'), at('true_score_64')]
  expect(range).toEqual({
    low: Math.min(...three),
    high: Math.max(...three),
    estimates: ['ancova_baseline', 'true_score_84', 'true_score_64'],
  })
  expect(confoundingRange(estimates.slice(0, 1))).toBeNull()
})

test('a curve stops where fewer than 5 are at risk, and both arms are counted on the same days', () => {
  const member = (arm: TrialMember['arm']): TrialMember => ({
    episode: aStudyEpisode(),
    label: 'M',
    groupId: 'G1',
    arm,
    combination: null,
    joinedDay: 0,
    baseline: 16,
    baselineDay: 0,
    covariates: { baseline: 16, baseline_other: null, age: null, female: null, prior_episodes: null },
    outcome: null,
    carriedForward: 16,
  })
  const timed = [
    // At risk on day 10: 7, on 20: 6, on 30: 4 of the combined arm.
    ...[10, 20, 20, 30, 40, 41, 42].map((days) => ({ member: member('combined'), days, isObserved: true })),
    ...[7, 14, 21, 28, 35, 84].map((days) => ({ member: member('group_only'), days, isObserved: false })),
  ]
  const [groupOnly, combined] = curvesOfArms(timed).sort((one) => (one.arm === 'group_only' ? -1 : 1))
  expect(combined?.stoppedAt).toBe(30)
  expect(combined?.steps.map(({ time, atRisk }) => [time, atRisk])).toEqual([
    [10, 7],
    [20, 6],
  ])
  expect(combined?.steps[1]?.survival).toBeCloseTo(4 / 7, 12)
  expect(groupOnly?.steps).toEqual([])
  expect(groupOnly?.risk.map(({ time, atRisk }) => [time, atRisk])).toEqual([
    [0, 6],
    [14, 5],
    [28, 3],
    [42, 1],
    [56, 1],
    [70, 1],
    [84, 1],
  ])
  expect(combined?.risk.map(({ atRisk }) => atRisk)).toEqual([7, 6, 4, 1, 0, 0, 0])
})
