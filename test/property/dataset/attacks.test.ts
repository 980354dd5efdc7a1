/**
 * Two people who know others try to find them in a data set. Each is given what they could know at most, exactly; what
 * they cannot use is whatever the data set does not say. Their chance to be right about a row is one over the rows that
 * fit what they know, where the row of the person is among them.
 */

import { expect, test } from '@jest/globals'
import type { DatasetEpisode } from '../../../api/src/core/dataset/cohort.js'
import { DatasetRefused } from '../../../api/src/core/dataset/dataset-refused.js'
import { makeDataset } from '../../../api/src/core/dataset/make-dataset.js'
import type { ReleasedDataset } from '../../../api/src/core/dataset/released-dataset.js'
import { QUASI_NAMES, type QuasiName } from '../../../api/src/core/dataset/variable.js'
import { cellsOf, everybody, randomPersons } from '../../builders/random-persons.js'

/** Everything a member of the same group sees: the group, who comes how often, when who came, ages, and one score. */
const GROUP_MEMBER: readonly QuasiName[] = [
  'age_band',
  'gender',
  'modality',
  'format',
  'structure',
  'cohort',
  'sessions_attended',
  'baseline_band',
]
/** Who matches lists: age, sex and month of joining. */
const LINKER: readonly QuasiName[] = ['age_band', 'gender', 'cohort']

const datasets = [2, 3, 5, 8, 13].flatMap((seed) => released(randomPersons(seed, 700)) ?? [])

function released(episodes: readonly DatasetEpisode[]): ReleasedDataset | null {
  try {
    return makeDataset(episodes, {
      profile: 'bands',
      phases: [],
      measureCode: 'phq9',
      variables: QUASI_NAMES.map((name) => ({ name, coarsest: null })),
      k: 11,
      filter: everybody,
    })
  } catch (error) {
    if (error instanceof DatasetRefused) return null
    throw error
  }
}

/** The best chance to be right about anybody who is in the data set, 0 to 1. */
function bestChance(dataset: ReleasedDataset, known: readonly QuasiName[]): number {
  const { columns, persons, cohort, search } = dataset
  const rows = cellsOf(columns)
  const episodeOf = new Map(cohort.episodes.map((episode) => [episode.person, episode]))
  // The attacker makes coarser what they know exactly, as the codebook tells everybody to.
  const coarser = (name: QuasiName, episode: DatasetEpisode) => {
    const place = search.variables.findIndex((variable) => variable.name === name)
    const variable = search.variables[place]
    const row = variable?.hierarchy.find(([value]) => value === variable.codeOf(episode))
    return row?.[search.best.node[place] ?? 0]
  }
  const fitting = new Map<string, number>()
  for (const row of rows) {
    const key = known.map((name) => row[name]).join('|')
    fitting.set(key, (fitting.get(key) ?? 0) + 1)
  }
  let best = 0
  for (const person of persons) {
    const episode = episodeOf.get(person)
    if (episode === undefined) continue
    const fit = fitting.get(known.map((name) => coarser(name, episode)).join('|')) ?? 0
    // The row of the person is there: what is known fits at least that one.
    expect(fit).toBeGreaterThan(0)
    best = Math.max(best, 1 / fit)
  }
  return best
}

test('a group member who knows attendance and one score of everybody, and a linker with age, sex and joining, recover nobody above the stated risk', () => {
  expect(datasets.length).toBeGreaterThan(2)
  for (const dataset of datasets) {
    const stated = dataset.after.prosecutor?.highest ?? 0
    expect(stated).toBeLessThanOrEqual(1 / 11)
    expect(bestChance(dataset, GROUP_MEMBER)).toBeLessThanOrEqual(stated)
    expect(bestChance(dataset, LINKER)).toBeLessThanOrEqual(stated)
  }
})

test('who finds the class of a person is not told how they changed', () => {
  for (const { sensitive } of datasets) {
    expect(sensitive.distinctL).toBeGreaterThanOrEqual(2)
    expect(sensitive.alpha).toBeLessThan(1)
    expect(sensitive.t).toBeLessThanOrEqual(0.3)
  }
})

test('the same attack recovers people where nothing is generalised, so that it would notice', () => {
  for (const dataset of datasets) {
    const { tuples } = dataset.search
    const fitting = new Map<string, number>()
    for (const tuple of tuples.tupleOfRow) {
      const key = tuples.quasi.map((codes) => codes[tuple]).join('|')
      fitting.set(key, (fitting.get(key) ?? 0) + 1)
    }
    expect(Math.min(...fitting.values())).toBe(1)
    expect(dataset.before.uniqueRows).toBeGreaterThan(50)
  }
})
