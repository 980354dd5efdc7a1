import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { EpisodeKey } from '../../../api/src/features/outcomes/episode-key.js'
import { refreshEpisodes } from '../../../api/src/features/outcomes/outcome-refresh.service.js'
import { rebuildOutcomes } from '../../../api/src/features/outcomes/rebuild.command.js'
import { aGroup, anEpisode, aSite } from '../../builders/clinic.js'
import { insertClinic, testContext } from '../support/insert-clinic.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
let keys: EpisodeKey[]

beforeAll(async () => {
  database = await createTestDatabase()
  keys = await insertClinic(database.access, {
    sites: [aSite('north')],
    groups: [aGroup('g1', 'north')],
    episodes: [
      anEpisode('recovers', 'g1', {
        attendance: 'pplp',
        forms: { phq9: [18, 14, 12, 9], gad7: [12, 10, 'no_form', 6] },
      }),
      anEpisode('stays away', 'g1', {
        attendance: 'ppua',
        forms: { phq9: [15, 'unscorable'], gad7: ['unscorable'] },
        riskAnswer: 2,
      }),
      anEpisode('without forms', 'g1', { attendance: '' }),
    ],
  })
})
afterAll(() => database.drop())

const stored = () =>
  database.ownerQuery(
    `select member_code, row_to_json(o) as outcome,
       (select json_agg(m order by measure_code) from episode_measure_outcome m
        where (m.member_id, m.episode_id) = (o.member_id, o.episode_id)) as measures
     from episode_outcome o join member using (member_id) order by member_code`,
  )

describe('the rows that are derived from the records', () => {
  test('a member who falls from 18 to 9 on PHQ-9 and from 12 to 6 on GAD-7 is reliably recovered', async () => {
    const [recovers] = await stored()
    expect(recovers).toMatchObject({
      member_code: 'recovers',
      outcome: {
        sessions_eligible: 4,
        sessions_attended: 4,
        trailing_absences: 0,
        last_attended_on: '2026-01-26',
        first_eligible_on: '2026-01-05',
        last_eligible_on: '2026-01-26',
        forms_unscored: 0,
        has_dropped_out: false,
        has_paired_scores: true,
        is_case_at_start: true,
        is_recovered: true,
        is_reliably_improved: true,
        is_reliably_deteriorated: false,
        is_reliably_recovered: true,
        risk_item: 'no',
      },
      measures: [
        { measure_code: 'gad7', n_scores: 3, baseline: 12, last: 6, change_in_points: 6 },
        {
          // Days 0, 7, 14, 21 and scores 18, 14, 12, 9, added up by hand.
          measure_code: 'phq9',
          n_scores: 4,
          sum_days: 42,
          sum_days_squared: 686,
          sum_score: 53,
          sum_days_score: 455,
          sum_score_squared: 745,
          baseline: 18,
          baseline_on: '2026-01-05',
          last: 9,
          last_on: '2026-01-26',
          best: 9,
          change_in_points: 9,
          reliable_change: 'reliably_improved',
          is_case_at_start: true,
          is_case_at_end: false,
          fitted_slope_per_week: -2.9,
          fitted_intercept: 17.6,
          forms_returned: 4,
          forms_valid: 4,
          week_numbers: [0, 1, 2, 3],
          week_n_scores: [1, 1, 1, 1],
          week_sum_scores: [18, 14, 12, 9],
        },
      ],
    })
  })

  test('a member who misses the last two sessions has dropped out once the episode has ended', async () => {
    const [, staysAway] = await stored()
    expect(staysAway).toMatchObject({
      // The GAD-7 form cannot be scored: GAD-7 has no row, and the episode keeps the form.
      outcome: {
        sessions_attended: 2,
        trailing_absences: 2,
        has_dropped_out: true,
        risk_item: 'yes',
        forms_unscored: 1,
      },
      measures: [
        {
          measure_code: 'phq9',
          n_scores: 1,
          change_in_points: null,
          reliable_change: 'not_assessable',
          forms_returned: 2,
          forms_valid: 1,
        },
      ],
    })
  })

  test('an episode without attendance and forms has a row that says so', async () => {
    const [, , withoutForms] = await stored()
    expect(withoutForms).toMatchObject({
      outcome: { sessions_eligible: 0, has_started: false, has_dropped_out: null, risk_item: null },
      measures: null,
    })
  })

  test('refreshing again writes nothing', async () => {
    const before = await stored()
    const marks = () =>
      database.ownerQuery(
        'select xmin::text from episode_outcome union all select xmin::text from episode_measure_outcome',
      )
    const written = await marks()
    await database.access.run(testContext, (transaction) => refreshEpisodes(transaction, keys))
    expect(await stored()).toEqual(before)
    expect(await marks()).toEqual(written)
  })

  test('a rebuild of what is kept up to date finds no difference', async () => {
    expect(await rebuildOutcomes(database.access, testContext, { check: true })).toEqual({
      episodes: 3,
      rows: 6,
      missing: 0,
      superfluous: 0,
      different: 0,
      first_differences: [],
      ended: 0,
      written: false,
    })
  })

  test('a rebuild names what differs by ids and columns, and mends it', async () => {
    const before = await stored()
    await database.ownerQuery(`update episode_outcome set is_recovered = false where is_recovered`)
    await database.ownerQuery(`delete from episode_measure_outcome where measure_code = 'gad7'`)
    await database.ownerQuery(
      `insert into episode_measure_outcome select member_id, $1, 'rses', 1, 0, 0, 1, 0, 1, 1, '2026-01-05', 1,
         '2026-01-05', 1, null, 'not_assessable', null, null, null, null, null, 0, 1, 0, 0, '{0}', '{1}', '{1}',
         null, null, null, null, null, '{}', '{}', '{}', '{}'
       from member where member_code = 'without forms'`,
      [keys[2]?.episodeId],
    )
    const checked = await rebuildOutcomes(database.access, testContext, { check: true })
    expect(checked).toMatchObject({ missing: 1, superfluous: 1, different: 1, written: false })
    expect(checked.first_differences).toEqual([
      {
        member_id: 'recovers',
        episode_id: keys[0]?.episodeId,
        record: 'outcome',
        measure: null,
        kind: 'different',
        columns: ['is_recovered'],
      },
      {
        member_id: 'recovers',
        episode_id: keys[0]?.episodeId,
        record: 'outcome',
        measure: 'gad7',
        kind: 'missing',
        columns: [],
      },
      {
        member_id: 'without forms',
        episode_id: keys[2]?.episodeId,
        record: 'outcome',
        measure: 'rses',
        kind: 'superfluous',
        columns: [],
      },
    ])
    expect(await rebuildOutcomes(database.access, testContext, { check: false })).toMatchObject({
      written: true,
      missing: 1,
    })
    expect(await stored()).toEqual(before)
  })

  test('a voided form no longer counts', async () => {
    await database.ownerQuery(
      `update response set is_voided = true where measure_code = 'gad7' and total = 6`,
    )
    await database.access.run(testContext, (transaction) => refreshEpisodes(transaction, keys))
    const [recovers] = await stored()
    expect(recovers).toMatchObject({
      measures: [{ measure_code: 'gad7', last: 10 }, { measure_code: 'phq9' }],
    })
  })
})
