/** Strata of a clinic that was made to differ by arm, the test between them, and the rows behind the arms. */

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { episodeListSchema } from '../../../api/src/contracts/members.js'
import { programmeOutcomesSchema } from '../../../api/src/contracts/programme.js'
import { type Equity, equityRateSchema, equitySchema } from '../../../api/src/contracts/programme-parts.js'
import { aGroup, anEpisode, aSite, type ClinicSeed } from '../../builders/clinic.js'
import { asDirector } from '../support/as-director.js'
import { insertClinic } from '../support/insert-clinic.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

const GROUPS = ['g1', 'g2', 'g3', 'g4', 'g5', 'g6']

/** In each of six groups 5 of 7 of one arm recover reliably, and 2 of 7 of the other: 30 of 42 and 12 of 42. */
const clinic: ClinicSeed = {
  sites: [aSite('north')],
  groups: GROUPS.map((group) => aGroup(group, 'north')),
  episodes: GROUPS.flatMap((group) =>
    (['group_only', 'combined'] as const).flatMap((arm) =>
      Array.from({ length: 7 }, (_, place) => {
        const recovers = place < (arm === 'group_only' ? 5 : 2)
        return anEpisode(`${group}-${arm}-${place}`, group, {
          arm,
          attendance: 'pp',
          forms: recovers ? { phq9: [18, 4], gad7: [12, 3] } : { phq9: [18, 17], gad7: [12, 12] },
        })
      }),
    ),
  ),
}

let database: TestDatabase
let api: TestApi
let director: Caller
let equity: Equity

beforeAll(async () => {
  database = await createTestDatabase()
  await insertClinic(database.access, clinic)
  api = await startTestApi(database)
  director = await asDirector(api)
  equity = await director.read(equitySchema, '/programme/equity')
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

const dimensionOf = (name: string) => equity.dimensions.find(({ dimension }) => dimension === name)

describe('strata that differ', () => {
  test('do so by more than chance, and by how much is said with what was allowed for', () => {
    // scipy 1.17.1: chi2_contingency([[30, 12], [12, 30]], correction=False) is 15.428571428571429, p 8.5683e-05.
    // Every group has the same mix, so that grouping adds nothing: a design effect of 1.
    expect(dimensionOf('arm')?.differences.reliable_recovery).toEqual({
      strata: 2,
      statistic: expect.closeTo(15.428571428571429, 9),
      degrees_of_freedom: 1,
      p: expect.closeTo(8.5683e-5, 8),
      p_adjusted: expect.closeTo(3 * 8.5683e-5, 7),
      design_effect: 1,
      is_beyond_chance: true,
    })
  })

  test('are compared once for each rate that somebody reached and somebody did not', () => {
    // Both recoveries and improvement of the arms; nobody deteriorated, everybody has paired scores.
    expect(equity.comparisons).toBe(3)
    expect(dimensionOf('arm')?.differences).toMatchObject({
      reliable_deterioration: { refused: true, reason: 'constant_outcome' },
      paired_data: { refused: true, reason: 'constant_outcome' },
    })
  })

  test('of which nothing is known are compared with nothing', () => {
    expect(dimensionOf('gender')?.strata.map(({ stratum }) => stratum)).toEqual(['unknown'])
    expect(dimensionOf('gender')?.differences.recovery).toMatchObject({ refused: true, reason: 'one_group' })
  })
})

test('everybody has the rates and intervals of the first tab', async () => {
  const { finished, national } = await director.read(programmeOutcomesSchema, '/programme/outcomes')
  expect(equity.total).toEqual({ finished, rates: national })
})

test('each number of an arm has as many episodes as the list behind it', async () => {
  const listed = async (query: Record<string, string>) => {
    const search = new URLSearchParams({ family: 'national', ...query })
    return (await director.read(episodeListSchema, `/episodes?${search}`)).total
  }
  const strata = dimensionOf('arm')?.strata ?? []
  expect(strata.map(({ stratum }) => stratum)).toEqual(['combined', 'group_only'])
  for (const { stratum: arm, finished, rates } of strata) {
    expect([arm, await listed({ arm, class: 'finished' })]).toEqual([arm, finished])
    for (const rate of equityRateSchema.options) {
      const share = rates[rate]
      if ('suppressed' in share) continue
      expect([arm, rate, await listed({ arm, class: rate })]).toEqual([arm, rate, share.numerator])
    }
  }
})
