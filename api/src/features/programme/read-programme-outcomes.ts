/** GET /programme/outcomes: both families of rates, each measure, the period before, and what other rules move. */

import type { ProgrammeOutcomes } from '../../contracts/programme.js'
import type { OutcomeRulesContract } from '../../contracts/programme-query.js'
import { requireMeasure } from '../../core/measures/registry.js'
import type { Transaction } from '../../database/access.js'
import { latestDay, provenanceOf } from '../outcomes/provenance.service.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import {
  type ReliablePoints,
  readReliablePoints,
  rulesOnTheWire,
} from '../outcomes/reliable-points.service.js'
import { benchmarksOnTheWire } from './benchmarks.js'
import { queryMeasureChanges } from './measure-changes.query.js'
import { firstDay, lastDay, measuresToShow } from './measures-to-show.js'
import { queryOutcomeCounts } from './outcome-counts.query.js'
import { previousPeriod } from './previous-period.js'
import { measureOutcomes, movesOf, programmeRates } from './programme-outcomes.js'
import { programmeState } from './programme-state.js'

export async function readProgrammeOutcomes(
  transaction: Transaction,
  request: ReadRequest,
  rules: OutcomeRulesContract,
): Promise<ProgrammeOutcomes> {
  const points = await readReliablePoints(transaction, rules)
  const groups = await queryOutcomeCounts(transaction, request, points)
  const rates = programmeRates(groups)
  return {
    ...rates,
    by_measure: await byMeasure(transaction, request, points, {
      formsExpected: groups.reduce((sum, group) => sum + group.sessions_attended, 0),
    }),
    previous_period: await ratesBefore(transaction, request, points),
    benchmarks: benchmarksOnTheWire(),
    rules: rulesOnTheWire(points),
    moves: rules === 'standard' ? [] : movesOf(await standardRates(transaction, request), rates),
    state: await programmeState(transaction, request, rates),
    provenance: await provenanceOf(transaction, request, {
      basis: 'episode_end',
      from: firstDay(groups.map((group) => group.first_end)),
      to: lastDay(groups.map((group) => group.last_end)),
      nGroups: groups.length,
    }),
  }
}

async function byMeasure(
  transaction: Transaction,
  request: ReadRequest,
  points: ReliablePoints,
  { formsExpected }: { formsExpected: number },
): Promise<ProgrammeOutcomes['by_measure']> {
  const { filters, now } = request
  const { measure: code, ...others } = filters
  const changes = await queryMeasureChanges(transaction, request, code ?? null)
  const isEverything = Object.values(others).every((value) => value === undefined)
  const reference = isEverything
    ? changes
    : await queryMeasureChanges(transaction, { filters: {}, now }, code ?? null)
  const measures = measuresToShow(
    code === undefined ? null : requireMeasure(code),
    changes.map((row) => row.measure_code),
  )
  return Object.fromEntries(
    measures.map((measure) => {
      const ofMeasure = (row: { measure_code: string }) => row.measure_code === measure.code
      return [
        measure.code,
        measureOutcomes(
          measure,
          changes.filter(ofMeasure),
          reference.filter(ofMeasure),
          formsExpected,
          points.of(measure),
        ),
      ]
    }),
  )
}

async function ratesBefore(
  transaction: Transaction,
  { filters, now }: ReadRequest,
  points: ReliablePoints,
): Promise<ProgrammeOutcomes['previous_period']> {
  const before = previousPeriod(filters, await latestDay(transaction, now))
  if (before === null) return null
  const groups = await queryOutcomeCounts(transaction, { filters: { ...filters, ...before }, now }, points)
  return { ...before, ...programmeRates(groups) }
}

async function standardRates(transaction: Transaction, request: ReadRequest) {
  const points = await readReliablePoints(transaction, 'standard')
  return programmeRates(await queryOutcomeCounts(transaction, request, points))
}
