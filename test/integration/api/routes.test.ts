import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { z } from 'zod'
import { aggregateTablesSchema } from '../../../api/src/contracts/aggregate-tables.js'
import { programmeCompletenessSchema, sessionListSchema } from '../../../api/src/contracts/completeness.js'
import { datasetChoicesSchema, datasetExportListSchema } from '../../../api/src/contracts/dataset-exports.js'
import { entryDueSchema, sessionSheetSchema } from '../../../api/src/contracts/entry.js'
import { groupPageSchema } from '../../../api/src/contracts/group-records.js'
import {
  attendanceListSchema,
  groupBoardSchema,
  groupListSchema,
  groupSchema,
  groupSessionListSchema,
  groupTrajectorySchema,
  siteListSchema,
  therapistListSchema,
} from '../../../api/src/contracts/groups.js'
import { measureListSchema } from '../../../api/src/contracts/measures.js'
import {
  episodeListSchema,
  memberListSchema,
  memberSchema,
  memberTrajectorySchema,
  responseListSchema,
} from '../../../api/src/contracts/members.js'
import { modelFitListSchema } from '../../../api/src/contracts/model-fits.js'
import { problemSchema } from '../../../api/src/contracts/problem.js'
import { programmeOutcomesSchema, programmeTrajectorySchema } from '../../../api/src/contracts/programme.js'
import {
  controlChartSchema,
  doseResponseSchema,
  funnelSchema,
  timeToChangeSchema,
} from '../../../api/src/contracts/programme-charts.js'
import { equitySchema, flowSchema, missingDataSchema } from '../../../api/src/contracts/programme-parts.js'
import { reportRunListSchema } from '../../../api/src/contracts/report-runs.js'
import { ruleSetListSchema } from '../../../api/src/contracts/rule-sets.js'
import { escalatedSchema, signalBurdenSchema, signalListSchema } from '../../../api/src/contracts/signals.js'
import { studyListSchema } from '../../../api/src/contracts/studies.js'
import { isAttended } from '../../../api/src/core/vocabulary.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { asDirector } from '../support/as-director.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let api: TestApi
let director: Caller
let coordinator: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, smallClinic)
  api = await startTestApi(database)
  director = await asDirector(api)
  coordinator = await api.as(
    await makeUser(database, { role: 'coordinator', sites: smallClinic.sites.map(({ siteId }) => siteId) }),
  )
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

/** Held against their contracts where they are tested. */
const TRIED_WITH_THEIR_FEATURE =
  /^\/(imports|me|sign-in-page|users|roles|tokens|settings|caseload|identity|members\/\{id\}\/identity|audit|jobs|studies\/(runs\/)?\{id\}|report-runs\/\{id\}|dataset-exports\/(previews\/)?\{id\}|signals\/\{id\}|responses\/\{source\})/

const routes: readonly [path: string, schema: z.ZodType][] = [
  ['/measures', measureListSchema],
  ['/sites', siteListSchema],
  ['/therapists', therapistListSchema],
  ['/groups', groupListSchema],
  ['/groups?site=south&from=2026-01-10&to=2026-02-01&arm=combined', groupListSchema],
  ['/groups/g1', groupSchema],
  ['/groups/g1/trajectory', groupTrajectorySchema],
  ['/groups/g2/trajectory?measure=rses', groupTrajectorySchema],
  ['/groups/g3/trajectory', groupTrajectorySchema],
  ['/groups/g1/board', groupBoardSchema],
  ['/groups/g2/board?measure=gad7', groupBoardSchema],
  ['/group-sessions?group=g1', groupSessionListSchema],
  ['/members', memberListSchema],
  ['/members?group=g1&page_size=1', memberListSchema],
  ['/members/recovers', memberSchema],
  ['/members/goes-on/trajectory', memberTrajectorySchema],
  ['/members/goes-on/trajectory?measure=rses', memberTrajectorySchema],
  ['/members/came-once/trajectory?measure=gad7', memberTrajectorySchema],
  ['/episodes', episodeListSchema],
  ['/episodes?class=finished&family=national&sort=change&order=desc&page=2&page_size=3', episodeListSchema],
  ['/responses?member=drops-out', responseListSchema],
  ['/responses?member=drops-out&measure=gad7', responseListSchema],
  ['/attendance?group=g1', attendanceListSchema],
  ['/attendance?member=goes-on', attendanceListSchema],
  ['/programme/outcomes', programmeOutcomesSchema],
  ['/programme/outcomes?measure=rses', programmeOutcomesSchema],
  ['/programme/outcomes?site=nowhere', programmeOutcomesSchema],
  ['/programme/trajectory', programmeTrajectorySchema],
  ['/programme/completeness', programmeCompletenessSchema],
  ['/programme/completeness?by=session&measure=gad7', programmeCompletenessSchema],
  ['/programme/completeness/sessions', sessionListSchema],
  ['/programme/completeness/sessions?site=nowhere&show=all', sessionListSchema],
  ['/programme/control-chart?metric=mean_change&by=quarter', controlChartSchema],
  ['/programme/funnel?by=site', funnelSchema],
  ['/programme/time-to-change?by=format&measure=rses', timeToChangeSchema],
  ['/programme/missing-data?measure=rses', missingDataSchema],
  ['/programme/dose-response?rules=jacobson_truax', doseResponseSchema],
  ['/programme/equity', equitySchema],
  ['/programme/flow?site=nowhere', flowSchema],
  ['/signals?state=any', signalListSchema],
  ['/signals/escalated', escalatedSchema],
  ['/signals/burden', signalBurdenSchema],
  ['/rule-sets', ruleSetListSchema],
  ['/model-fits', modelFitListSchema],
  ['/studies', studyListSchema],
  ['/report-runs', reportRunListSchema],
  ['/aggregate-tables?measure=gad7', aggregateTablesSchema],
  ['/dataset-exports', datasetExportListSchema],
  ['/dataset-exports/choices', datasetChoicesSchema],
]

/** What coordinators keep, and directors do not. */
const kept: typeof routes = [
  ['/entry/due', entryDueSchema],
  ['/group-sessions/g1-1/entry', sessionSheetSchema],
  ['/groups/g1/record', groupPageSchema],
]

describe('every read answers what its contract says, and nothing beside it', () => {
  test.each(routes)('GET %s', async (path, schema) => {
    const answer = await director.get(`/api/v1${path}`)
    expect(answer.status).toBe(200)
    const body = answer.json()
    // Equal after parsing: the contract knows every field that is sent.
    expect(schema.parse(body)).toEqual(body)
  })

  test.each(kept)('GET %s, as a coordinator', async (path, schema) => {
    const answer = await coordinator.get(`/api/v1${path}`)
    expect(answer.status).toBe(200)
    const body = answer.json()
    expect(schema.parse(body)).toEqual(body)
  })

  test('no route is left out', async () => {
    const document = (await director.get('/api/openapi.json')).json()
    const described = Object.entries<object>(Object(document).paths)
      .filter(([path, methods]) => path.startsWith('/api/v1/') && 'get' in methods)
      .map(([path]) => path.replace('/api/v1', ''))
    const tried = [...routes, ...kept].map(([path]) => path.replace(/\?.*/, ''))
    const patterns = described.map((path) => new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`))
    const untried = described.filter((_, index) => !tried.some((path) => patterns[index]?.test(path)))
    expect(untried.filter((path) => !TRIED_WITH_THEIR_FEATURE.test(path))).toEqual([])
  })
})

describe('groups', () => {
  test('a closed group has one clock; forms between its members become a mean where three or more are', async () => {
    const group = await director.read(groupTrajectorySchema, '/groups/g1/trajectory')
    expect(group.clock).toBe('session_number')
    expect(group.members.map((member) => member.member_id)).toEqual([
      'deteriorates',
      'improves',
      'recovers',
      'recovers-unreliably',
    ])
    // Session 1: 18, 11, 24, 12; session 4: 9, 8, 17 (nobody else).
    expect(group.mean.map(({ x, estimate }) => [x, estimate.n, estimate.mean])).toEqual([
      [1, 4, 16.25],
      [2, 4, 14.75],
      [3, 4, 14.5],
      [4, 3, 34 / 3],
    ])
    expect(group.composition).toMatchObject({
      baseline: { n: 4, mean: 16.25 },
      case_at_start: { numerator: 4, denominator: 4 },
      combined: { numerator: 2, denominator: 4 },
    })
    expect(group.attendance).toMatchObject({ numerator: 15, denominator: 16 })
    expect(group.completeness).toMatchObject({ numerator: 15, denominator: 15 })
  })

  test.each(['g1', 'g2'])('the figures of %s are sums over its members and over its board', async (id) => {
    const group = await director.read(groupTrajectorySchema, `/groups/${id}/trajectory?measure=gad7`)
    const board = await director.read(groupBoardSchema, `/groups/${id}/board?measure=gad7`)
    const cells = board.rows.flatMap((row) => row.cells)
    const attended = cells.filter(({ attendance }) => attendance !== null && isAttended(attendance))
    const sum = (of: (episode: (typeof group.episodes)[number]) => number) =>
      group.episodes.reduce((total, episode) => total + of(episode), 0)
    expect([group.attendance.numerator, group.attendance.denominator]).toEqual([
      sum((episode) => episode.sessions_attended),
      sum((episode) => episode.sessions_eligible),
    ])
    expect([attended.length, cells.filter((cell) => cell.attendance !== null).length]).toEqual([
      group.attendance.numerator,
      group.attendance.denominator,
    ])
    expect(group.completeness.numerator).toBe(sum((episode) => episode.forms_valid))
    expect(attended.filter((cell) => cell.score !== null)).toHaveLength(group.completeness.numerator)
    expect(group.composition.baseline.n).toBe(
      group.episodes.filter((episode) => episode.baseline !== null).length,
    )
  })

  test('only measures with a form are offered, for a group and for an episode', async () => {
    const used = async (id: string) =>
      (await director.read(groupTrajectorySchema, `/groups/${id}/trajectory`)).measures_used
    expect([await used('g1'), await used('g2'), await used('g3')]).toEqual([
      ['phq9', 'gad7'],
      ['phq9', 'gad7', 'rses'],
      [],
    ])
    const cameOnce = await director.read(memberTrajectorySchema, '/members/came-once/trajectory')
    expect(cameOnce.measures_used).toEqual(['phq9'])
  })

  test('in an open group each member has a clock of their own, from baseline', async () => {
    const group = await director.read(groupTrajectorySchema, '/groups/g2/trajectory?measure=gad7')
    expect(group.clock).toBe('weeks_since_baseline')
    const dropsOut = group.members.find((member) => member.member_id === 'drops-out')
    // The first form had no score, so the baseline is the second.
    expect(dropsOut?.points).toMatchObject([{ x: 0, score: 11, responded_on: '2026-01-12' }])
  })

  test('the status of a group is that of the day', async () => {
    const { groups } = await director.read(groupListSchema, '/groups')
    expect(
      groups.map((group) => [group.group_id, group.status, group.sessions_held, group.last_session_date]),
    ).toEqual([
      ['g1', 'ended', 8, '2026-02-23'],
      ['g2', 'running', 8, '2026-02-23'],
      ['g3', 'planned', 0, null],
    ])
  })

  test('the board tells absence, a missing form and a form without a score apart', async () => {
    const board = await director.read(groupBoardSchema, '/groups/g2/board?measure=gad7')
    const cellsOf = (member: string) => board.rows.find((row) => row.member_id === member)?.cells ?? []
    const notJudged = { reliable_change: null, to_expected: null }
    expect(cellsOf('drops-out').slice(0, 4)).toEqual([
      {
        session_id: 'g2-1',
        attendance: 'present',
        score: null,
        form: 'unscorable',
        risk_item: null,
        ...notJudged,
      },
      { session_id: 'g2-2', attendance: 'present', score: 11, form: 'scored', risk_item: null, ...notJudged },
      {
        session_id: 'g2-3',
        attendance: 'absent_unnotified',
        score: null,
        form: 'not_expected',
        risk_item: null,
        ...notJudged,
      },
      {
        session_id: 'g2-4',
        attendance: 'absent_unnotified',
        score: null,
        form: 'not_expected',
        risk_item: null,
        ...notJudged,
      },
    ])
    expect(cellsOf('came-once')[0]).toMatchObject({ attendance: 'present', form: 'not_returned' })
    expect(cellsOf('drops-out').length).toBe(5)
  })

  test('item 9 above 0 is seen on the board', async () => {
    const board = await director.read(groupBoardSchema, '/groups/g1/board')
    const cell = board.rows.find((row) => row.member_id === 'deteriorates')?.cells[0]
    expect(cell?.risk_item).toBe('yes')
  })
})

describe('members', () => {
  test('are not searched for in an address', async () => {
    const answer = await director.get('/api/v1/members?search=recovers')
    expect([answer.status, Object(answer.json()).code]).toEqual([400, 'unknown_parameter'])
  })

  test('a member is seen with every episode, the latest first on their page', async () => {
    const member = await director.read(memberSchema, '/members/recovers')
    expect(member.episodes.map((episode) => episode.group_id)).toEqual(['g1', 'g2'])
    const { members } = await director.read(memberListSchema, '/members')
    expect(members.filter(({ member_id }) => member_id.startsWith('recovers'))).toMatchObject([
      { member_id: 'recovers', n_episodes: 2, latest_episode: { group_id: 'g2' } },
      { member_id: 'recovers-unreliably', n_episodes: 1 },
    ])
  })

  test('the course of a member carries marks, line and lists in time order', async () => {
    const [first] = (await director.read(memberSchema, '/members/recovers')).episodes
    const course = await director.read(
      memberTrajectorySchema,
      `/members/recovers/trajectory?episode=${first?.episode_id}`,
    )
    expect(
      course.points.map((point) => [
        point.weeks_since_baseline,
        point.score,
        point.band,
        point.reliable_change,
      ]),
    ).toEqual([
      [0, 18, 'moderately_severe', 'no_reliable_change'],
      [1, 14, 'moderate', 'no_reliable_change'],
      [2, 12, 'moderate', 'reliably_improved'],
      [3, 9, 'mild', 'reliably_improved'],
    ])
    expect(course.fitted).toMatchObject({ slope_per_week: -2.9, intercept: 17.6, n: 4 })
    expect(course.reliable_change).toMatchObject({ threshold: 6, improved_at: 12, deteriorated_at: 24 })
    expect(course.jacobson_truax).toMatchObject({ reliability: 0.89, n_reference: 9 })
    expect(course.attendance.slice(0, 4).map((session) => session.status)).toEqual([
      'present',
      'present',
      'late',
      'present',
    ])
    expect(course.responses).toHaveLength(4)
  })

  test('on a measure where higher is better, a rise is improvement', async () => {
    const course = await director.read(memberTrajectorySchema, '/members/goes-on/trajectory?measure=rses')
    expect(course.points.map((point) => point.score)).toEqual([10, 14, 19])
    expect(course.episode).toMatchObject({ change: 9, reliable_change: 'not_assessable' })
    expect(course.reliable_change).toBeNull()
  })

  test('a response says when its member was recorded as absent', async () => {
    const { responses } = await director.read(
      responseListSchema,
      '/responses?member=deteriorates&measure=phq9',
    )
    expect(responses.map((response) => response.member_was_absent)).toEqual([false, false, false])
    expect(responses[0]).toMatchObject({ total: 12, risk_item: 'yes', n_missing: 0 })
    expect(responses[0]?.answers).toHaveLength(9)
  })
})

describe('what is refused', () => {
  test.each([
    ['/api/v1/groups/nobody', 404, 'group_not_found'],
    ['/api/v1/members/Maria%20Gonzalez', 404, 'member_not_found'],
    ['/api/v1/members/recovers/trajectory?episode=999999', 404, 'episode_not_found'],
    ['/api/v1/nothing-here?name=Gonzalez', 404, 'page_not_found'],
    ['/api/v1/episodes?grup=Gonzalez', 400, 'unknown_parameter'],
    ['/api/v1/programme/outcomes?from=Gonzalez', 400, 'invalid_parameter'],
    ['/api/v1/programme/outcomes?from=2026-02-30', 400, 'invalid_parameter'],
    ['/api/v1/programme/outcomes?from=0000-01-01', 400, 'invalid_parameter'],
    ['/api/v1/programme/outcomes?site=a&site=Gonzalez', 400, 'invalid_parameter'],
    ['/api/v1/programme/trajectory?measure=Gonzalez', 400, 'unknown_measure'],
    ['/api/v1/episodes?class=reliably_improved&family=national', 400, 'invalid_parameter'],
    ['/api/v1/attendance', 400, 'invalid_parameter'],
    ['/api/v1/groups/%zzGonzalez', 400, 'bad_request'],
    ['/api/v1/sites?Gonzalez=1', 400, 'unknown_parameter'],
  ])('GET %s is answered with %i %s and repeats nothing of it', async (path, status, code) => {
    const answer = await director.get(path, { 'x-request-id': 'request-of-this-test' })
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(problemSchema.strict().parse(answer.json())).toMatchObject({
      status,
      code,
      request_id: 'request-of-this-test',
    })
    expect(answer.text).not.toMatch(/Gonzalez/i)
  })

  test('an unknown parameter is answered with the known ones', async () => {
    const answer = await director.get('/api/v1/programme/outcomes?grup=g1')
    expect(problemSchema.parse(answer.json()).detail).toContain(
      'Known: site, group, modality, format, structure, focus, arm, from, to, measure, rules.',
    )
  })
})
