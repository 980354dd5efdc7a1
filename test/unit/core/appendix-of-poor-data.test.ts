// What cannot be worked out is refused by name, never NaN and never a crash. Each case is the simulated clinic "small"
// with one thing taken away or made alike.
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { latestDay } from '../../../api/src/core/appendix/clinic-episodes.js'
import type {
  ClinicEpisode,
  ClinicRecords,
  ClinicResponse,
} from '../../../api/src/core/appendix/clinic-records.js'
import { statisticalAppendix } from '../../../api/src/core/appendix/statistical-appendix.js'
import { readReferenceClinic } from '../../builders/reference-clinic.js'

const clinic = readReferenceClinic(
  fileURLToPath(new URL('../../fixtures/reference-small/data', import.meta.url)),
)

const documentsOf = (records: ClinicRecords) =>
  statisticalAppendix(records, latestDay(records) ?? '2024-01-01').documents

const withEpisodes = (change: (episode: ClinicEpisode) => ClinicEpisode): ClinicRecords => ({
  ...clinic,
  episodes: clinic.episodes.map(change),
})
const withResponses = (keep: (response: ClinicResponse) => boolean): ClinicRecords => ({
  ...clinic,
  responses: clinic.responses.filter(keep),
})
const ofMembers = (belongs: (episode: ClinicEpisode) => boolean): ClinicRecords => {
  const episodes = clinic.episodes.filter(belongs)
  const members = new Set(episodes.map(({ memberId }) => memberId))
  const isTheirs = ({ episode }: { episode: { memberId: string } }) => members.has(episode.memberId)
  return {
    ...clinic,
    episodes,
    attendance: clinic.attendance.filter(isTheirs),
    responses: clinic.responses.filter(isTheirs),
  }
}
/** Every form answered so that its total is the one asked for. */
const withTotals = (totalOf: (response: ClinicResponse) => number): ClinicRecords => ({
  ...clinic,
  responses: clinic.responses.map((response) => ({
    ...response,
    answers: (response.answers ?? []).map((_, i) => Math.max(0, Math.min(3, totalOf(response) - 3 * i))),
  })),
})
const numberOf = (id: string) => Number(id.slice(1))
const firstForm = new Map<string, ClinicResponse>()
for (const response of clinic.responses) {
  const key = `${response.episode.memberId} ${response.measureCode}`
  const known = firstForm.get(key)
  if (known === undefined || response.respondedOn < known.respondedOn) firstForm.set(key, response)
}

/** Paths of numbers that are none. */
function notFinite(value: unknown, path: string): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path]
  if (value === undefined) return [path]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => notFinite(part, `${path}.${key}`))
}

/** Path and code of every refusal, each with its sentence. */
function refusals(value: unknown, path: string): [path: string, code: string][] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]): [string, string][] => {
    if (key !== 'refused') return refusals(part, `${path}.${key}`)
    expect(part).toEqual({ code: expect.any(String), message: expect.stringMatching(/^[A-Z0-9].*\.$/) })
    return [[path, part.code]]
  })
}

const cases: { what: string; records: ClinicRecords; refused: Record<string, string> }[] = [
  {
    what: 'no members',
    records: ofMembers(() => false),
    refused: {
      'growth.models.phq9_slope_reml': 'too_few_members',
      'growth.icc.three_level': 'too_few_groups',
      'arms.ancova.baseline_only': 'too_few_members',
      'arms.mixed_models.all_scores_reml': 'too_few_members',
    },
  },
  {
    what: 'no rows at all',
    records: { groups: [], episodes: [], sessions: [], attendance: [], responses: [] },
    refused: { 'growth.expected_response': 'too_few_members', 'arms.e_value': 'no_events' },
  },
  {
    what: 'no forms',
    records: withResponses(() => false),
    refused: { 'growth.models.gad7_slope_reml': 'too_few_members', 'arms.pre_post.phq9': 'too_few_members' },
  },
  {
    what: 'members of one arm only',
    records: withEpisodes((episode) => ({ ...episode, arm: 'group_only' })),
    refused: {
      'arms.hedges_g.last_group_only_minus_combined': 'too_few_members',
      'arms.ancova.baseline_only': 'rank_deficient',
      'arms.propensity': 'constant_outcome',
      'arms.e_value': 'no_events',
      'arms.mixed_models.arm_difference_at_week': 'rank_deficient',
    },
  },
  {
    what: 'arms that nobody recorded',
    records: withEpisodes((episode) => ({ ...episode, arm: null })),
    refused: {
      'arms.pre_post.phq9_by_arm.combined': 'too_few_members',
      'arms.mixed_models.all_scores_ml': 'too_few_members',
    },
  },
  {
    what: 'one member of the combined arm',
    records: withEpisodes((episode) => ({
      ...episode,
      arm: episode.memberId === 'M00006' ? 'combined' : 'group_only',
    })),
    refused: { 'arms.hedges_g.change_combined_minus_group_only': 'too_few_members' },
  },
  {
    what: 'an arm that age decides',
    records: withEpisodes((episode) => ({
      ...episode,
      arm: (episode.age ?? 0) > 40 ? 'combined' : 'group_only',
    })),
    refused: { 'arms.propensity': 'separation' },
  },
  {
    what: 'members who are all female',
    records: withEpisodes((episode) => ({ ...episode, gender: 'female' })),
    refused: { 'arms.ancova.covariates': 'rank_deficient', 'arms.propensity': 'rank_deficient' },
  },
  {
    what: 'covariates that nobody recorded',
    records: withEpisodes((episode) => ({ ...episode, age: null, gender: 'unknown', priorEpisodes: null })),
    refused: { 'arms.ancova.covariates': 'too_few_members', 'arms.propensity': 'too_few_members' },
  },
  {
    what: 'no GAD-7',
    records: withResponses(({ measureCode }) => measureCode !== 'gad7'),
    refused: {
      'growth.models.gad7_slope_reml': 'too_few_members',
      'arms.pre_post.gad7': 'too_few_members',
      'arms.ancova.baseline_only': 'too_few_members',
    },
  },
  {
    what: 'one score a member',
    records: withResponses((response) => [...firstForm.values()].includes(response)),
    refused: {
      'growth.models.phq9_slope_reml': 'too_few_scores',
      'growth.icc.last_score_by_group.lmm': 'too_few_members',
      'arms.pre_post.phq9': 'too_few_members',
      'arms.mixed_models.post_baseline_with_covariate_reml': 'too_few_members',
    },
  },
  {
    what: 'one score for everybody',
    records: withTotals(() => 10),
    refused: {
      'growth.models.phq9_slope_reml': 'constant_outcome',
      'growth.icc.last_score_by_group.anova': 'constant_outcome',
      'arms.pre_post.phq9': 'constant_outcome',
      'arms.ancova.unadjusted': 'constant_outcome',
    },
  },
  {
    what: 'members who never move from their own score',
    records: withTotals(({ episode }) => numberOf(episode.memberId) % 20),
    refused: {
      'growth.models.phq9_slope_reml': 'constant_outcome',
      'growth.likelihood_ratio_tests.0': 'constant_outcome',
      'arms.hedges_g.change_combined_minus_group_only': 'constant_outcome',
    },
  },
  {
    what: 'all forms of one day',
    records: {
      ...clinic,
      responses: clinic.responses.map((form) => ({ ...form, respondedOn: form.episode.joinedOn })),
    },
    refused: { 'growth.models.phq9_slope_reml': 'rank_deficient' },
  },
  {
    what: 'one group',
    records: ofMembers(({ groupId }) => groupId === 'G001'),
    refused: {
      'growth.models.phq9_group_slope_ml': 'too_few_groups',
      'growth.icc.last_score_by_group': 'too_few_groups',
      'arms.ancova.baseline_only_cluster_robust': 'too_few_groups',
    },
  },
  {
    what: 'three groups',
    records: ofMembers(({ groupId }) => ['G001', 'G002', 'G003'].includes(groupId)),
    refused: { 'arms.propensity.effects.ate.cluster_robust': 'too_few_groups' },
  },
  {
    what: 'one member',
    records: ofMembers(({ memberId }) => memberId === 'M00001'),
    refused: { 'growth.models.phq9_slope_reml': 'too_few_members' },
  },
  {
    what: 'one member a group',
    records: ofMembers(({ memberId }) => numberOf(memberId) % 10 === 1),
    refused: { 'growth.icc.last_score_by_group.lmm': 'too_few_scores' },
  },
]

describe('an appendix of data with', () => {
  test.each(cases)('$what has every file, no NaN, and says what is refused', ({ records, refused }) => {
    const documents = documentsOf(records)
    expect(Object.keys(documents)).toEqual([
      'change.json',
      'process.json',
      'growth.json',
      'arms.json',
      'survival.json',
    ])
    expect(notFinite(documents, '')).toEqual([])
    const found = Object.fromEntries([
      ...refusals(documents['growth.json'], 'growth'),
      ...refusals(documents['arms.json'], 'arms'),
    ])
    expect(found).toMatchObject(refused)
  })

  test('plenty of members refuses nothing', () => {
    const documents = documentsOf(clinic)
    expect(notFinite(documents, '')).toEqual([])
    expect(refusals(documents, '')).toEqual([])
  })

  test('too few groups for a level leaves the level out of the models of the arms', () => {
    const documents = documentsOf(ofMembers(({ groupId }) => groupId === 'G001'))
    expect(documents['arms.json']).toMatchObject({
      mixed_models: { all_scores_reml: { formula: 'score ~ week * arm_combined + (1 + week | member_id)' } },
    })
    expect(documents['growth.json']).toMatchObject({ likelihood_ratio_tests: [{ df: 2 }] })
  })
})

test('the order of rows does not matter, down to the last bit', () => {
  const turned = <Row>(rows: readonly Row[]) => [...rows].reverse()
  const { groups, episodes, sessions, attendance, responses } = clinic
  const again = documentsOf({
    groups: turned(groups),
    episodes: turned(episodes),
    sessions: turned(sessions),
    attendance: turned(attendance),
    responses: turned(responses),
  })
  expect(JSON.stringify(again)).toBe(JSON.stringify(documentsOf(clinic)))
})

test('two episodes of one member are two courses, each named by group and joining day', () => {
  const [first] = clinic.episodes.filter(({ memberId }) => memberId === 'M00001')
  const [other] = clinic.episodes.filter(({ memberId }) => memberId === 'M00115')
  if (first === undefined || other === undefined) throw new Error('the clinic has lost two members')
  const isOther = ({ episode }: { episode: { memberId: string } }) => episode.memberId === other.memberId
  const key = { memberId: first.memberId, groupId: other.groupId, joinedOn: other.joinedOn }
  const documents = documentsOf({
    ...clinic,
    episodes: clinic.episodes.map((each) => (each === other ? { ...each, ...key } : each)),
    attendance: clinic.attendance.map((each) => (isOther(each) ? { ...each, episode: key } : each)),
    responses: clinic.responses.map((each) => (isOther(each) ? { ...each, episode: key } : each)),
  })
  const growth = JSON.parse(JSON.stringify(documents['growth.json']))
  const model = growth.models.phq9_slope_reml
  expect(model.n_levels).toEqual({ member_id: 117 })
  expect(Object.keys(model.blups.member_id).slice(0, 2)).toEqual(
    [first, other].map(({ groupId, joinedOn }) => `M00001 ${groupId} ${joinedOn}`),
  )
})
