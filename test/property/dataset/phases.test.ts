/**
 * Scores by phase: random clinics counted again from their words in both shapes, and the attack of a group member who
 * knows everything of everybody, each score included.
 */

import { expect, test } from '@jest/globals'
import type { DatasetEpisode } from '../../../api/src/core/dataset/cohort.js'
import { DatasetRefused } from '../../../api/src/core/dataset/dataset-refused.js'
import { inLongForm } from '../../../api/src/core/dataset/long-form.js'
import { makeDataset } from '../../../api/src/core/dataset/make-dataset.js'
import { SCORE_COLUMNS, scoreColumn } from '../../../api/src/core/dataset/profile.js'
import { Recount } from '../../../api/src/core/dataset/recount.js'
import type { ReleasedDataset } from '../../../api/src/core/dataset/released-dataset.js'
import { cellsOf, randomPersons, randomPhases } from '../../builders/random-persons.js'

/** 500 by `TIDEMARK_RANDOM_CLINICS=500`; as many as take some seconds otherwise. */
const CLINICS = Number(process.env.TIDEMARK_RANDOM_CLINICS ?? 60)
const SIZES = [54, 120, 300, 900]

function made(clinic: number): ReleasedDataset | DatasetRefused {
  try {
    return makeDataset(randomPersons(clinic, SIZES[clinic % SIZES.length] ?? 120), randomPhases(clinic))
  } catch (error) {
    if (error instanceof DatasetRefused) return error
    throw error
  }
}

const all = Array.from({ length: CLINICS }, (_, place) => made(place + 1))
const datasets = all.flatMap((one) => (one instanceof DatasetRefused ? [] : [one]))

function counted(rows: readonly Record<string, string>[], known: readonly string[], told: string) {
  const recount = new Recount(known, told)
  for (const row of rows) recount.add(row)
  return recount.result()
}

test('the clinics are such that data sets are made and refused', () => {
  expect(datasets.length).toBeGreaterThan(CLINICS / 4)
  expect(datasets.length).toBeLessThan(CLINICS)
})

test('k persons are alike in all that others may know and in every score, and an outsider learns no score', () => {
  for (const dataset of datasets) {
    const { k, columns, after, sensitive, suppressed, cohort, persons, journalist } = dataset
    const rows = cellsOf(columns)
    const scores = dataset.phases.map(scoreColumn)
    expect(columns.filter(({ kind }) => kind === 'score').map(({ name }) => name)).toEqual(scores)
    const known = columns.filter(({ kind }) => kind === 'quasi').map(({ name }) => name)
    const whole = counted(rows, [...known, ...scores], scores[0] ?? '')
    expect(whole.k).toBeGreaterThanOrEqual(k)
    expect([after.k, after.classes, after.rows]).toEqual([whole.k, whole.classes, whole.rows])
    const told = scores.filter((name) => rows.some((row) => row[name] !== 'any'))
    const spread = told.map((name) => counted(rows, known, name))
    expect(told.length).toBeGreaterThan(0)
    for (const { distinctL } of spread) expect(distinctL).toBeGreaterThanOrEqual(2)
    expect(Math.min(...spread.map(({ distinctL }) => distinctL ?? 0))).toBe(sensitive.distinctL)
    expect(Math.max(...spread.map(({ t }) => t ?? 1))).toBeCloseTo(sensitive.t, 12)
    expect(sensitive.t).toBeLessThanOrEqual(0.3 + 1e-9)
    expect(suppressed).toBeLessThanOrEqual(cohort.episodes.length * 0.05)
    expect(persons.length + suppressed).toBe(cohort.episodes.length)
    expect(journalist).toBeLessThanOrEqual(1 / k)
    expect(columns.map(({ name }) => name)).not.toContain('change')
  }
})

test('the long form says of each person what the wide one does, and their whole set of rows is like that of k persons', () => {
  for (const { k, columns, phases } of datasets) {
    const wide = cellsOf(columns)
    const long = cellsOf(inLongForm(columns, phases))
    expect(long).toHaveLength(wide.length * phases.length)
    const sets = new Map<string, number>()
    for (const [person, row] of wide.entries()) {
      const own = long.slice(person * phases.length, (person + 1) * phases.length)
      expect(own.map(({ phase }) => phase)).toEqual([...phases])
      expect(own.map(({ score }) => score)).toEqual(phases.map((phase) => row[scoreColumn(phase)]))
      const key = JSON.stringify(own)
      sets.set(key, (sets.get(key) ?? 0) + 1)
    }
    expect(Math.min(...sets.values())).toBeGreaterThanOrEqual(k)
  }
})

/** One over the rows that fit what is known exactly of a person, at worst over all who are in it. */
function bestChance(dataset: ReleasedDataset, known: readonly string[]): number {
  const { columns, persons, cohort, search } = dataset
  const rows = cellsOf(columns)
  const episodes = new Map(cohort.episodes.map((episode) => [episode.person, episode]))
  const coarser = known.map((name) => {
    const place = search.variables.findIndex((variable) => variable.name === name)
    const variable = search.variables[place]
    const becomes = new Map(
      variable?.hierarchy.map((row) => [row[0], row[search.best.node[place] ?? 0] ?? '?']),
    )
    return (episode: DatasetEpisode) => becomes.get(variable?.codeOf(episode)) ?? '?'
  })
  const fitting = new Map<string, number>()
  for (const row of rows) {
    const key = known.map((name) => row[name]).join('|')
    fitting.set(key, (fitting.get(key) ?? 0) + 1)
  }
  return Math.max(
    ...persons.map((person) => {
      const episode = episodes.get(person)
      const fit = episode && fitting.get(coarser.map((of) => of(episode)).join('|'))
      // The row of the person is there: what is known fits at least that one.
      return fit === undefined ? Number.POSITIVE_INFINITY : 1 / fit
    }),
  )
}

test('who knows all of everybody, every score included, or one score, recovers nobody above the stated risk', () => {
  for (const dataset of datasets) {
    const names = dataset.search.variables.map(({ name }) => name)
    const outside = names.filter((name) => !SCORE_COLUMNS.some((score) => score === name))
    const stated = dataset.after.prosecutor?.highest ?? 0
    expect(stated).toBeLessThanOrEqual(1 / dataset.k)
    expect(bestChance(dataset, names)).toBe(stated)
    for (const score of dataset.phases.map(scoreColumn)) {
      expect(bestChance(dataset, [...outside, score])).toBeLessThanOrEqual(stated)
    }
    expect(bestChance(dataset, outside)).toBeLessThanOrEqual(stated)
  }
})

test('the same attack recovers most people where nothing is generalised, so that it would notice', () => {
  const alone = datasets.map(({ before }) => before.uniqueRows / before.rows)
  expect(Math.max(...alone)).toBeGreaterThan(0.5)
})
