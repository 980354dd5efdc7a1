import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { programmeCompletenessSchema } from '../../../api/src/contracts/completeness.js'
import { episodeListSchema } from '../../../api/src/contracts/members.js'
import {
  type ProgrammeOutcomes,
  programmeOutcomesSchema,
  programmeTrajectorySchema,
} from '../../../api/src/contracts/programme.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { asDirector } from '../support/as-director.js'
import { insertClinic } from '../support/insert-clinic.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let api: TestApi
let director: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, smallClinic)
  api = await startTestApi(database)
  director = await asDirector(api)
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const outcomesOf = (query = '') => director.read(programmeOutcomesSchema, `/programme/outcomes${query}`)

/** Member ids behind a number, in order. */
async function rowsOf(query: string): Promise<string[]> {
  const list = await director.read(episodeListSchema, `/episodes?page_size=500&${query}`)
  expect(list.total).toBe(list.episodes.length)
  return list.episodes.map((episode) => episode.member_id)
}

describe('the rates of a clinic whose episodes were counted by hand', () => {
  test('national: of finished courses', async () => {
    const { episodes, finished, national, dropout } = await outcomesOf()
    // Ten episodes; ended with two attended sessions: all but came-once, goes-on and the second of recovers.
    expect({ episodes, finished }).toEqual({ episodes: 10, finished: 7 })
    expect(await rowsOf('class=finished&family=national')).toEqual([
      'below-caseness',
      'deteriorates',
      'drops-out',
      'improves',
      'mixed',
      'recovers',
      'recovers-unreliably',
    ])
    // Not at caseness at the start: below-caseness. drops-out has no pair on GAD-7 and stays in every denominator.
    expect(fractions(national)).toEqual({
      recovery: [2, 6],
      reliable_recovery: [1, 6],
      reliable_improvement: [2, 7],
      reliable_deterioration: [1, 7],
      paired_data: [6, 7],
    })
    // Started and ended: the seven and came-once. Two missed in a row at the end: drops-out alone.
    expect(fractions(dropout)).toEqual({ by_attendance: [1, 8], as_recorded: [1, 8] })
  })

  test('paired: of episodes with paired scores, ended or not', async () => {
    const { paired } = await outcomesOf()
    // goes-on has paired scores before it has ended.
    expect(paired).toMatchObject({ n_members: 10, n_eligible: 7, caseness_at_start: 6 })
    expect(fractions(paired)).toEqual({
      recovery: [3, 6],
      reliable_recovery: [2, 6],
      reliable_improvement: [3, 7],
      reliable_deterioration: [1, 7],
    })
  })

  test('one measure alone', async () => {
    const { by_measure } = await outcomesOf()
    // PHQ-9 pairs: 18-9, 11-8, 24-17, 12-19, 17-10, 6-3, 16-15, 20-8; changes 9, 3, 7, -7, 7, 3, 1, 12.
    expect(by_measure.phq9).toMatchObject({
      n_baseline: 9,
      n_paired: 8,
      change: { n: 8, mean: 35 / 8 },
      baseline: { n: 8, mean: 124 / 8 },
      last: { n: 8, mean: 89 / 8 },
      reliably_improved: { numerator: 4, denominator: 8 },
      no_reliable_change: { numerator: 3, denominator: 8 },
      reliably_deteriorated: { numerator: 1, denominator: 8 },
      // At caseness with a pair: seven. Half of the first score gone: 18-9 and 20-8.
      response: { numerator: 2, denominator: 7 },
      // First score of 5 or more: all eight. Below 5 at the end: 6-3.
      remission: { numerator: 1, denominator: 8 },
      band_moves: [
        { from: 'mild', to: 'minimal', n: 1 },
        { from: 'moderate', to: 'mild', n: 1 },
        { from: 'moderate', to: 'moderately_severe', n: 1 },
        { from: 'moderately_severe', to: 'mild', n: 1 },
        { from: 'moderately_severe', to: 'moderate', n: 1 },
        { from: 'moderately_severe', to: 'moderately_severe', n: 1 },
        { from: 'severe', to: 'mild', n: 1 },
        { from: 'severe', to: 'moderately_severe', n: 1 },
      ],
    })
    // Attended sessions: 4 + 4 + 4 + 3 + 3 + 2 + 2 + 1 + 8; PHQ-9 at all of them, GAD-7 at 3 + 4 + 4 + 3 + 3 + 2 + 1 + 0 + 8.
    expect([by_measure.phq9?.completeness, by_measure.gad7?.completeness]).toMatchObject([
      { numerator: 31, denominator: 31 },
      { numerator: 28, denominator: 31 },
    ])
    expect(by_measure.rses).toMatchObject({ n_paired: 1, response: null, remission: null, band_moves: [] })
  })
})

describe('every number can be followed to its rows', () => {
  const filters = [
    '',
    'site=north',
    'arm=combined',
    'structure=open&arm=group_only',
    'from=2026-02-01&to=2026-12-31',
  ]

  test.each(filters)('with the filters "%s"', async (query) => {
    const { episodes, finished, national, paired, dropout, by_measure } = await outcomesOf(`?${query}`)
    expect(await rowsOf(query)).toHaveLength(episodes)
    expect(await rowsOf(`${query}&class=finished&family=national`)).toHaveLength(finished)
    const counted: [rows: string, count: number][] = [
      ...pairs('national', national),
      ...pairs('paired', paired),
      ['class=case_at_start&family=national', national.recovery.denominator],
      ['class=without_paired_data&family=national', finished - national.paired_data.numerator],
      ['class=paired_data&family=paired', paired.n_eligible],
      ['class=without_paired_data&family=paired', paired.n_members - paired.n_eligible],
      ['class=case_at_start&family=paired', paired.caseness_at_start],
      ['class=started&family=attendance', dropout.by_attendance.denominator],
      ['class=dropout_by_attendance', dropout.by_attendance.numerator],
      ['class=dropout_as_recorded', dropout.as_recorded.numerator],
      ...Object.entries(by_measure).flatMap(([code, outcomes]) => measureRows(code, episodes, outcomes)),
    ]
    for (const [rows, count] of counted) {
      expect({ rows, count: (await rowsOf(`${query}&${rows}`)).length }).toEqual({ rows, count })
    }
  })

  test.each(filters)(
    'the points of the course and the sums of sessions, with the filters "%s"',
    async (query) => {
      const { attendance, by_measure } = await outcomesOf(`?${query}`)
      for (const measure of Object.keys(by_measure)) {
        const { overall } = await director.read(
          programmeTrajectorySchema,
          `/programme/trajectory?${query}&measure=${measure}`,
        )
        const rows = `class=scored&measure=${measure}`
        expect(await rowsOf(`${query}&${rows}`)).toHaveLength(overall.n_episodes)
        for (const { week, n } of overall.points) {
          expect({ week, n: (await rowsOf(`${query}&${rows}&week=${week}`)).length }).toEqual({ week, n })
        }
        const list = await director.read(
          episodeListSchema,
          `/episodes?${query}&page_size=1&measure=${measure}`,
        )
        expect(list.attendance).toEqual(attendance)
        expect(list.completeness).toEqual(by_measure[measure]?.completeness)
        const all = await director.read(
          episodeListSchema,
          `/episodes?${query}&page_size=500&measure=${measure}`,
        )
        const sum = (of: (row: (typeof all.episodes)[number]) => number) =>
          all.episodes.reduce((total, row) => total + of(row), 0)
        expect([sum((row) => row.sessions_attended), sum((row) => row.sessions_eligible)]).toEqual([
          attendance.numerator,
          attendance.denominator,
        ])
        expect(sum((row) => row.forms_valid)).toBe(by_measure[measure]?.completeness.numerator)
      }
    },
  )

  test('a class that the measure does not define is refused, and says what there is', async () => {
    const answer = await director.get('/api/v1/episodes?class=response&measure=rses')
    expect([answer.status, answer.text]).toEqual([
      400,
      expect.stringContaining('Rosenberg alone counts all, scored'),
    ])
    const band = await director.get('/api/v1/episodes?band_from=awful&measure=phq9')
    expect([band.status, band.text]).toEqual([
      400,
      expect.stringContaining('The bands of PHQ-9 are: minimal'),
    ])
  })
})

describe('filters', () => {
  test('the parts of a whole add up to it', async () => {
    const all = await outcomesOf()
    for (const [one, other] of [
      ['site=north', 'site=south'],
      ['arm=combined', 'arm=group_only'],
      ['format=online', 'format=in_person'],
      ['to=2026-03-29', 'from=2026-03-30'],
    ]) {
      const parts = [await outcomesOf(`?${one}`), await outcomesOf(`?${other}`)]
      expect(parts.reduce((sum, part) => sum + part.finished, 0)).toBe(all.finished)
      expect(parts.reduce((sum, part) => sum + part.national.recovery.numerator, 0)).toBe(
        all.national.recovery.numerator,
      )
    }
  })

  test('the course of the programme is that of the same episodes', async () => {
    const { overall, by_arm } = await director.read(programmeTrajectorySchema, '/programme/trajectory')
    const outcomes = await outcomesOf()
    expect(overall.n_episodes).toBe(outcomes.by_measure.phq9?.n_baseline)
    expect(overall.points[0]).toMatchObject({ week: 0, n: 9, mean: 138 / 9 })
    expect(by_arm.combined.n_episodes + by_arm.group_only.n_episodes).toBe(overall.n_episodes)
  })

  test('weeks of the course are means of the scores of that week', async () => {
    const { by_arm } = await director.read(programmeTrajectorySchema, '/programme/trajectory?measure=phq9')
    // Combined: 11-10-9-8, 12-15-19 and 20-18-16-15-13-12-10-8; from week 3 on two scores are left.
    expect(by_arm.combined.points.map(({ week, n, mean }) => [week, n, mean])).toEqual([
      [0, 3, 43 / 3],
      [1, 3, 43 / 3],
      [2, 3, 44 / 3],
    ])
    expect(by_arm.combined).toMatchObject({ points_left_out: 5, n_episodes: 3 })
  })

  test.each([
    '',
    'from=2026-01-12',
    'to=2026-01-19',
    'from=2026-01-13&to=2026-01-25',
    'from=2026-01-12&to=2026-01-19&arm=combined',
    'from=2030-01-01',
  ])('counts kept with outcomes and counts of sessions agree for the period "%s"', async (query) => {
    const { attendance, overall } = await director.read(
      programmeCompletenessSchema,
      `/programme/completeness?${query}`,
    )
    const [visits] = await database.ownerQuery<{ eligible: number; attended: number }>(
      `select count(*)::int as eligible, count(*) filter (where ${CAME})::int as attended ${VISITS}`,
      partOf(query),
    )
    expect([attendance.denominator, attendance.numerator]).toEqual([visits?.eligible, visits?.attended])
    for (const { measure, expected, returned, valid } of overall) {
      const [forms] = await database.ownerQuery<{ returned: number; valid: number }>(
        `select count(*)::int as returned, count(*) filter (where form.has_score)::int as valid ${VISITS_WITH_FORMS}
           and ${CAME} and form.measure_code = $4`,
        [...partOf(query), measure],
      )
      expect({ measure, expected, returned, valid }).toEqual({
        measure,
        expected: visits?.attended,
        ...forms,
      })
    }
  })

  test('completeness goes by the day of the session', async () => {
    const { overall, groups } = await director.read(
      programmeCompletenessSchema,
      '/programme/completeness?from=2026-01-12&to=2026-01-12&measure=gad7',
    )
    // The second session: attended by the four of g1 and five of g2; deteriorates .. all but came-once, drops-out.
    expect(overall).toMatchObject([{ measure: 'gad7', expected: 8 }])
    expect(groups.map((group) => [group.group_id, group.forms[0]?.expected, group.forms[0]?.valid])).toEqual([
      ['g1', 4, 4],
      ['g2', 4, 4],
      ['g3', 0, 0],
    ])
  })
})

describe('the day', () => {
  test('an episode ends with its planned end at its site, not before', async () => {
    // 31 December 2026 begins in New York five hours after it begins in UTC.
    const before = await startTestApi(database, { now: '2026-12-31T04:59:00Z' })
    const after = await startTestApi(database, { now: '2026-12-31T05:01:00Z' })
    const finished = async (at: TestApi) =>
      (await (await asDirector(at)).read(programmeOutcomesSchema, '/programme/outcomes')).finished
    expect([await finished(before), await finished(after)]).toEqual([7, 8])
    await before.close()
    await after.close()
  })
})

/** Every number of one measure with the rows that should be behind it. */
function measureRows(
  code: string,
  episodes: number,
  outcomes: ProgrammeOutcomes['by_measure'][string],
): [rows: string, count: number][] {
  const of = (outcomeClass: string) => `class=${outcomeClass}&family=measure&measure=${code}`
  const { response, remission } = outcomes
  return [
    [of('scored'), outcomes.n_baseline],
    [of('paired_data'), outcomes.n_paired],
    [of('without_paired_data'), episodes - outcomes.n_paired],
    [of('reliably_improved'), outcomes.reliably_improved.numerator],
    [of('no_reliable_change'), outcomes.no_reliable_change.numerator],
    [of('reliably_deteriorated'), outcomes.reliably_deteriorated.numerator],
    ...ofShare(response, of('response'), of('case_at_start')),
    ...ofShare(remission, of('remission'), of('not_in_remission_at_start')),
    ...outcomes.band_moves.map(({ from, to, n }): [string, number] => [
      `${of('paired_data')}&band_from=${from}&band_to=${to}`,
      n,
    ]),
    ...[...new Set(outcomes.band_moves.map((move) => move.from))].map((from): [string, number] => [
      `${of('paired_data')}&band_from=${from}`,
      outcomes.band_moves.filter((move) => move.from === from).reduce((sum, move) => sum + move.n, 0),
    ]),
  ]
}

/** A share that the measure does not define has no rows to compare. */
function ofShare(
  share: ProgrammeOutcomes['dropout']['as_recorded'] | null,
  numeratorRows: string,
  denominatorRows: string,
): [rows: string, count: number][] {
  if (share === null) return []
  return [
    [numeratorRows, share.numerator],
    [denominatorRows, share.denominator],
  ]
}

const CAME = `attendance.status in ('present', 'late', 'left_early')`
const VISITS = `from attendance join group_session using (group_session_id) join episode using (member_id, episode_id)
  where session_on between $1 and $2 and ($3::text is null or arm = $3)`
const VISITS_WITH_FORMS = VISITS.replace(
  'where',
  `join (
     select member_id, group_session_id, measure_code, bool_or(total is not null) as has_score
     from response where not is_voided group by 1, 2, 3
   ) as form using (member_id, group_session_id)
   where`,
)

/** The period and the arm of a query, as $1 to $3. */
function partOf(query: string): [string, string, string | null] {
  const asked = new URLSearchParams(query)
  return [asked.get('from') ?? '-infinity', asked.get('to') ?? 'infinity', asked.get('arm')]
}

function fractions(rates: object): Record<string, [number, number]> {
  return Object.fromEntries(
    Object.entries(rates)
      .filter(([, rate]) => typeof rate === 'object')
      .map(([name, rate]) => [name, [rate.numerator, rate.denominator]]),
  )
}

function pairs(
  family: string,
  rates: ProgrammeOutcomes['national'] | ProgrammeOutcomes['paired'],
): [string, number][] {
  return Object.entries(fractions(rates)).map(([name, [numerator]]) => [
    `class=${name}&family=${family}`,
    numerator,
  ])
}
