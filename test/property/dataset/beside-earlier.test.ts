// Sequences of data sets of one clinic, each beside the earlier ones: what two of them together could tell.
import { expect, test } from '@jest/globals'
import { makeDatasetBeside } from '../../../api/src/core/dataset/beside-earlier.js'
import type { DatasetEpisode } from '../../../api/src/core/dataset/cohort.js'
import { DatasetRefused } from '../../../api/src/core/dataset/dataset-refused.js'
import type { EarlierPersons } from '../../../api/src/core/dataset/export-limits.js'
import { Recount } from '../../../api/src/core/dataset/recount.js'
import type { ReleasedDataset } from '../../../api/src/core/dataset/released-dataset.js'
import { cellsOf, everybody, randomDefinition, randomPersons } from '../../builders/random-persons.js'

const CLINICS = 20
const K = 5

function made(
  episodes: readonly DatasetEpisode[],
  columns: number,
  earlier: readonly EarlierPersons[],
): ReleasedDataset | null {
  const definition = { ...randomDefinition(columns), k: K, filter: everybody }
  try {
    return makeDatasetBeside(episodes, definition, earlier)
  } catch (error) {
    if (error instanceof DatasetRefused) return null
    throw error
  }
}

const apart = (one: readonly number[], other: readonly number[]) => {
  const both = one.filter((person) => other.includes(person)).length
  return one.length + other.length - 2 * both
}

test('any two data sets differ by nobody or by k persons, whatever the columns, newcomers and leavers', () => {
  let held = 0
  let refused = 0
  for (let clinic = 1; clinic <= CLINICS; clinic += 1) {
    const all = randomPersons(clinic, 300)
    const published: (EarlierPersons & ReleasedDataset)[] = []
    // As it was, with others who have become eligible, and without some who were.
    const states = [all.slice(6), all.slice(6), all.slice(3), all, all.slice(9)]
    for (const [place, episodes] of states.entries()) {
      const dataset = made(episodes, clinic * 10 + place, published)
      if (dataset === null) {
        refused += 1
        continue
      }
      for (const before of published) {
        const differing = apart(dataset.persons, before.persons)
        expect([clinic, place, differing === 0 || differing >= K]).toEqual([clinic, place, true])
      }
      if (dataset.heldTo !== null) held += 1
      expect(dataset.suppressed).toBeLessThanOrEqual(dataset.cohort.episodes.length * 0.05)
      const quasi = dataset.columns.filter(({ kind }) => kind === 'quasi').map(({ name }) => name)
      const recount = new Recount(quasi, 'change')
      for (const row of cellsOf(dataset.columns)) recount.add(row)
      const { k, distinctL, t } = recount.result()
      expect([(k ?? 0) >= K, (distinctL ?? 0) >= 2, (t ?? 1) <= 0.3 + 1e-9]).toEqual([true, true, true])
      published.push({ ...dataset, name: `data set ${place}` })
    }
  }
  // Both happen often.
  expect(held).toBeGreaterThan(CLINICS / 3)
  expect(refused).toBeGreaterThan(0)
})

const isNew = ({ person }: DatasetEpisode) => person <= 4

test('the rows of a data set held to an earlier one do not depend on who has become eligible since', () => {
  let compared = 0
  for (let clinic = 1; clinic <= CLINICS; clinic += 1) {
    const all = randomPersons(clinic, 300)
    const [newcomers, rest] = [all.filter(isNew), all.filter((episode) => !isNew(episode))]
    const first = made(rest, clinic, [])
    if (first === null) continue
    const earlier = [{ name: 'the first', persons: first.persons }]
    // The first and last year of joining are the deployment's, so the newcomers join in a year that there is.
    const joinedInYear = rest[0]?.joinedInYear ?? 2020
    const others = newcomers.map((episode) => ({ ...episode, joinedInYear }))
    const changed = others.map((episode) => ({
      ...episode,
      age: 40,
      change: 'reliably_improved' as const,
      baseline: 12,
      hasEnded: true,
    }))
    const [one, other] = [others, changed].map((each) => made([...each, ...rest], clinic, earlier))
    if (!one?.heldTo || !other?.heldTo) continue
    compared += 1
    expect(cellsOf(other.columns)).toEqual(cellsOf(one.columns))
  }
  expect(compared).toBeGreaterThan(0)
})
