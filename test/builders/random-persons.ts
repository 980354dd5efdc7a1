/** Clinics drawn by a seed, as a data set sees them: small and large, lopsided, with rare values and lone persons. */

import { reliableChangeOf } from '../../api/src/core/change/reliable-change.js'
import type { CohortFilter, DatasetEpisode } from '../../api/src/core/dataset/cohort.js'
import type { DatasetDefinition } from '../../api/src/core/dataset/dataset-definition.js'
import { PHASES } from '../../api/src/core/dataset/profile.js'
import { QUASI_NAMES } from '../../api/src/core/dataset/variable.js'
import { requireMeasure } from '../../api/src/core/measures/registry.js'
import { ARMS, FOCUSES, FORMATS, GENDERS, MODALITIES, STRUCTURES } from '../../api/src/core/vocabulary.js'
import { type Rng, seededRng } from '../../api/src/statistics/random/rng.js'

export const everybody: CohortFilter = {
  modalities: [],
  formats: [],
  structures: [],
  arms: [],
  joinedFrom: null,
  joinedTo: null,
  onlyCasesAtStart: false,
  withSubstanceUse: false,
}

/** @param persons  about as many; each has one to three episodes */
export function randomPersons(seed: number, persons: number): DatasetEpisode[] {
  const rng = seededRng(seed)
  const whole = (least: number, most: number) => least + Math.floor(rng.next() * (most - least + 1))
  // How lopsided this clinic is: 1 draws all values alike, more prefers the first ones.
  const lopsided = 1 + rng.next() * 4
  const oneOf = <T>(values: readonly [T, ...T[]]): T =>
    values[Math.min(values.length - 1, Math.floor(rng.next() ** lopsided * values.length))] ?? values[0]
  const missing = rng.next() * 0.2
  const orNull = <T>(value: T): T | null => (rng.next() < missing ? null : value)
  const years = whole(1, 9)
  const sessions = whole(1, 24)
  const phq9 = requireMeasure('phq9')
  // Its own stream: the persons are what they were before there were phases.
  const course = seededRng(seed + 55_000)
  const scoresAfter = (baseline: number | null, change: number | null) => {
    const near = (score: number) => Math.min(27, Math.max(0, Math.round(score + (course.next() - 0.5) * 10)))
    const last = baseline === null || change === null ? null : baseline - change
    const between = (share: number) =>
      baseline === null || last === null || course.next() < missing + 0.1
        ? null
        : near(baseline + (last - baseline) * share)
    return { scoreEarly: between(0.4), scoreMiddle: between(0.7), scoreLate: between(0.9), scoreLast: last }
  }
  const one = (person: number): DatasetEpisode => {
    const baseline = orNull(Math.floor(rng.next() ** (lopsided / 3) * 28))
    const change = baseline === null ? null : orNull(whole(-8, Math.min(14, baseline)))
    const joinedInYear = 2016 + whole(0, years)
    return {
      person,
      joinedInYear,
      joinedOnDay: joinedInYear * 366 + whole(0, 364),
      hasEnded: rng.next() > 0.1,
      age: orNull(whole(15, 96)),
      gender: oneOf(GENDERS),
      modality: oneOf(MODALITIES),
      format: oneOf(FORMATS),
      structure: oneOf(STRUCTURES),
      focus: orNull(oneOf(FOCUSES)),
      arm: orNull(oneOf(ARMS)),
      priorEpisodes: orNull(whole(0, 4)),
      sessionsAttended: whole(0, sessions),
      baseline,
      isCaseAtStart: baseline === null ? null : baseline >= 10,
      change: baseline === null ? null : reliableChangeOf(phq9, change),
      changeInPoints: change,
      ...scoresAfter(baseline, change),
    }
  }
  return Array.from({ length: persons }, (_, person) => person + 1).flatMap((person) =>
    Array.from({ length: rng.next() < 0.15 ? whole(2, 3) : 1 }, () => one(person)),
  )
}

/** A data set that somebody could ask for: some variables, some of them held to a level, some filter. */
export function randomDefinition(seed: number): DatasetDefinition {
  const rng = seededRng(seed + 77_000)
  const chance = (probability: number) => rng.next() < probability
  const chosen = QUASI_NAMES.filter(() => chance(0.6))
  return {
    profile: 'bands',
    phases: [],
    measureCode: 'phq9',
    variables: (chosen.length === 0 ? (['gender'] as const) : chosen).map((name) => ({
      name,
      coarsest: chance(0.1) ? 1 : null,
    })),
    k: [5, 5, 7, 11, 20][Math.floor(rng.next() * 5)] ?? 11,
    filter: {
      ...everybody,
      formats: chance(0.2) ? ['in_person'] : [],
      onlyCasesAtStart: chance(0.3),
      withSubstanceUse: chance(0.2),
    },
  }
}

/** The same with scores by phase: few variables beside them, or nothing would be feasible. */
export function randomPhases(seed: number): DatasetDefinition {
  const definition = randomDefinition(seed)
  const variables = definition.variables
    .filter(({ name }) => name !== 'baseline_band')
    .slice(0, 1 + (seed % 3))
  const rng = seededRng(seed + 88_000)
  // All five of every other clinic, some of them of the others.
  const phases = PHASES.filter(() => seed % 4 < 2 || rng.next() < 0.6)
  return {
    ...definition,
    profile: seed % 2 ? 'phases_wide' : 'phases_long',
    phases: (phases.length === 0 ? (['start', 'last'] as const) : phases).map((phase) => ({
      phase,
      coarsest: rng.next() < 0.15 ? 1 : null,
    })),
    variables: variables.length === 0 ? [{ name: 'gender', coarsest: null }] : variables,
  }
}

/** The cells of a released data set by row, as they will stand in its files. */
export function cellsOf(
  columns: readonly {
    readonly name: string
    readonly values: readonly { code: string }[]
    readonly codes: Uint32Array
  }[],
): Record<string, string>[] {
  const rows = columns[0]?.codes.length ?? 0
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      columns.map(({ name, values, codes }) => [name, values[codes[row] ?? 0]?.code ?? '?']),
    ),
  )
}

export type { Rng }
