import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { phq9 } from '../../../api/src/core/measures/phq-9.js'
import { courseConditions, measureClasses } from '../../../api/src/features/outcomes/measure-classes.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** How many of the 28 x 28 pairs of a first and a last PHQ-9 score meet a condition. */
async function pairsOf(condition: string): Promise<number> {
  const [row] = await database.ownerQuery<{ n: number }>(
    `select count(*)::int as n
     from (
       select 'phq9' as measure_code, baseline, last, baseline - last as change_in_points,
              baseline >= 10 as is_case_at_start
       from generate_series(0, 27) as baseline, generate_series(0, 27) as last
     ) as of_measure where ${condition}`,
  )
  return row?.n ?? Number.NaN
}

test('classes of PHQ-9 hold the pairs of scores that they should', async () => {
  const classes = measureClasses(phq9, 6)
  const counts = [
    classes.response,
    classes.case_at_start,
    classes.remission,
    classes.not_in_remission_at_start,
  ]
  expect(await Promise.all(counts.map((condition) => pairsOf(condition ?? 'false')))).toEqual([
    // Baselines 10 to 27; last at most half: 6 scores each for 10 and 11, 7 for 12 and 13, .. 14 for 26 and 27.
    2 * (6 + 7 + 8 + 9 + 10 + 11 + 12 + 13 + 14),
    18 * 28,
    // Baselines 5 to 27; last 0 to 4.
    23 * 5,
    23 * 28,
  ])
})

test('a move between bands holds the scores of both', async () => {
  const severeToMild = courseConditions(phq9, { bandFrom: 'severe', bandTo: 'mild' })
  // Severe 20 to 27, mild 5 to 9.
  expect(await pairsOf(severeToMild.join(' and '))).toBe(8 * 5)
  expect(await pairsOf(courseConditions(phq9, { bandFrom: 'minimal' }).join(' and '))).toBe(5 * 28)
  expect(courseConditions(phq9, {})).toEqual([])
})
