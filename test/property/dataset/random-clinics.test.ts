import { expect, test } from '@jest/globals'
import { DatasetRefused } from '../../../api/src/core/dataset/dataset-refused.js'
import { makeDataset } from '../../../api/src/core/dataset/make-dataset.js'
import { Recount } from '../../../api/src/core/dataset/recount.js'
import type { ReleasedDataset } from '../../../api/src/core/dataset/released-dataset.js'
import { stepCosts } from '../../../api/src/core/dataset/step-costs.js'
import { cellsOf, randomDefinition, randomPersons } from '../../builders/random-persons.js'

/** 500 by `TIDEMARK_RANDOM_CLINICS=500`; as many as take some seconds otherwise. */
const CLINICS = Number(process.env.TIDEMARK_RANDOM_CLINICS ?? 60)
const SIZES = [20, 54, 55, 60, 120, 300, 900]

function made(clinic: number): ReleasedDataset | DatasetRefused {
  try {
    return makeDataset(randomPersons(clinic, SIZES[clinic % SIZES.length] ?? 60), randomDefinition(clinic))
  } catch (error) {
    if (error instanceof DatasetRefused) return error
    throw error
  }
}

test('no data set of a random clinic has fewer than k persons alike, one value of change among them, or too many left out', () => {
  const outcomes = new Map<string, number>()
  for (let clinic = 1; clinic <= CLINICS; clinic += 1) {
    const dataset = made(clinic)
    const kind = dataset instanceof DatasetRefused ? dataset.code : 'made'
    outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1)
    if (dataset instanceof DatasetRefused) continue
    const { k, columns, cohort, suppressed, persons, after, sensitive, journalist } = dataset
    const quasi = columns.filter((column) => column.kind === 'quasi').map(({ name }) => name)
    const recount = new Recount(quasi, 'change')
    for (const row of cellsOf(columns)) recount.add(row)
    const counted = recount.result()
    const context = `clinic ${clinic}`
    expect([context, (counted.k ?? 0) >= k]).toEqual([context, true])
    expect([context, (counted.distinctL ?? 0) >= 2]).toEqual([context, true])
    expect([context, (counted.t ?? 1) <= 0.3 + 1e-9]).toEqual([context, true])
    expect([context, suppressed <= cohort.episodes.length * 0.05]).toEqual([context, true])
    expect([context, cohort.episodes.length >= 5 * k]).toEqual([context, true])
    expect(new Set(persons).size).toBe(persons.length)
    expect(persons.length + suppressed).toBe(cohort.episodes.length)
    // What the risk report will say is what the rows say.
    expect([after.k, after.classes, after.rows]).toEqual([counted.k, counted.classes, counted.rows])
    expect(sensitive.distinctL).toBe(counted.distinctL)
    expect(sensitive.t).toBeCloseTo(counted.t ?? -1, 12)
    expect(journalist).toBeLessThanOrEqual(1 / k)
    for (const { steps } of stepCosts(dataset.search)) {
      expect(steps.filter(({ isChosen }) => isChosen).map(({ isFeasible }) => isFeasible)).toEqual([true])
    }
  }
  // The clinics are such that both happen often.
  expect(outcomes.get('made') ?? 0).toBeGreaterThan(CLINICS / 5)
  expect(outcomes.get('too_few_persons') ?? 0).toBeGreaterThan(0)
})

test('a data set does not depend on the order in which its episodes are read', () => {
  for (const clinic of [3, 6, 7]) {
    const episodes = randomPersons(clinic, 400)
    const definition = { ...randomDefinition(clinic), k: 5 }
    const [one, other] = [episodes, [...episodes].reverse()].map((each) => makeDataset(each, definition))
    expect(other?.search.best.node).toEqual(one?.search.best.node)
    expect(other?.persons).toEqual(one?.persons)
  }
})
