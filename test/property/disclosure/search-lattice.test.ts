import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { codeColumn } from '../../../api/src/core/disclosure/coded-table.js'
import { fitHierarchy } from '../../../api/src/core/disclosure/hierarchy.js'
import { lossAt, lossTable } from '../../../api/src/core/disclosure/information-loss.js'
import type { Requirement } from '../../../api/src/core/disclosure/requirement.js'
import {
  comesBefore,
  type Generalisation,
  judge,
  searchLattice,
} from '../../../api/src/core/disclosure/search-lattice.js'
import { foldTable, type Tuples } from '../../../api/src/core/disclosure/tuples.js'

/** A value, pairs of values, halves, everything. */
const DOMAIN = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const DEEP = DOMAIN.map((value, place) => [value, `pair ${place >> 1}`, `half ${place >> 2}`, '*'])
const FLAT = DOMAIN.map((value) => [value, '*'])
const NO_TOP = DOMAIN.map((value, place) => [value, `pair ${place >> 1}`])
const HIERARCHIES = [DEEP, FLAT, NO_TOP]

const table = fc
  .tuple(
    fc.array(fc.constantFrom(...HIERARCHIES), { minLength: 1, maxLength: 3 }),
    fc.integer({ min: 1, max: 60 }),
  )
  .chain(([hierarchies, rows]) =>
    fc.record({
      hierarchies: fc.constant(hierarchies),
      quasi: fc.array(fc.array(fc.constantFrom(...DOMAIN), { minLength: rows, maxLength: rows }), {
        minLength: hierarchies.length,
        maxLength: hierarchies.length,
      }),
      sensitive: fc.array(fc.constantFrom('1', '2', '3', '10'), { minLength: rows, maxLength: rows }),
    }),
  )

const requirement: fc.Arbitrary<Requirement> = fc.record(
  {
    k: fc.integer({ min: 2, max: 8 }),
    suppressionLimit: fc.constantFrom(0, 0.05, 0.2, 1),
    distinctL: fc.constantFrom(null, 2, 3),
    closenessT: fc.constantFrom(null, 0.2, 0.5),
    outsider: fc.record({
      knows: fc.constant(['Q0']),
      distinctL: fc.constantFrom(1, 2),
      closenessT: fc.constantFrom(0.2, 0.5),
    }),
  },
  { requiredKeys: ['k', 'suppressionLimit', 'distinctL', 'closenessT'] },
)

type Table = typeof table extends fc.Arbitrary<infer T> ? T : never

function folded({ hierarchies, quasi, sensitive }: Table): Tuples {
  const columns = quasi.map((cells, place) => codeColumn(`Q${place}`, cells))
  return foldTable(
    columns,
    columns.map((column, place) => fitHierarchy(column, hierarchies[place] ?? FLAT)),
    [codeColumn('S', sensitive)],
  )
}

/** Every node, one after another. */
function exhaustively(tuples: Tuples, required: Requirement): Generalisation | null {
  const most = Math.floor(tuples.rows * required.suppressionLimit + 1e-9)
  const table = lossTable(tuples)
  let nodes: number[][] = [[]]
  for (const { levels } of tuples.hierarchies) {
    nodes = nodes.flatMap((node) => levels.map((_, level) => [...node, level]))
  }
  let best: Generalisation | null = null
  for (const node of nodes) {
    const judged = judge(tuples, node, required)
    if (judged.suppressed > most) continue
    const candidate = { ...judged, loss: lossAt(tuples, table, node, judged.classes, judged.kept) }
    if (best === null || comesBefore(candidate, best, tuples)) best = candidate
  }
  return best
}

test('the pruned search finds what looking at every node finds, to the last bit', () => {
  fc.assert(
    fc.property(table, requirement, (drawn, required) => {
      const tuples = folded(drawn)
      const found = searchLattice(tuples, required)
      const best = exhaustively(tuples, required)
      const essence = (one: Generalisation | null) =>
        one === null ? null : { node: one.node, loss: one.loss, suppressed: one.suppressed }
      expect(essence(found.kind === 'found' ? found.best : null)).toEqual(essence(best))
    }),
    { numRuns: 500 },
  )
})

test('no class that is released has fewer than k rows or l values, counted from the labels themselves', () => {
  fc.assert(
    fc.property(table, requirement, (drawn, required) => {
      const tuples = folded(drawn)
      const found = searchLattice(tuples, required)
      if (found.kind !== 'found') return
      const { node, classes, kept, suppressed } = found.best
      const members = new Map<string, string[]>()
      let left = 0
      for (const [row, value] of drawn.sensitive.entries()) {
        const tuple = tuples.tupleOfRow[row] ?? 0
        if (kept[classes.classOfTuple[tuple] ?? 0] !== 1) {
          left += 1
          continue
        }
        const labels = drawn.quasi.map((cells, column) => labelOf(drawn, column, cells[row] ?? '', node))
        const key = JSON.stringify(labels)
        members.set(key, [...(members.get(key) ?? []), value])
      }
      expect(left).toBe(suppressed)
      for (const values of members.values()) {
        expect(values.length).toBeGreaterThanOrEqual(required.k)
        expect(new Set(values).size).toBeGreaterThanOrEqual(required.distinctL ?? 1)
      }
    }),
    { numRuns: 300 },
  )
})

function labelOf({ hierarchies }: Table, column: number, value: string, node: readonly number[]): string {
  const row = hierarchies[column]?.find(([first]) => first === value)
  return row?.[node[column] ?? 0] ?? ''
}

test('the order of rows changes nothing', () => {
  fc.assert(
    fc.property(table, requirement, (drawn, required) => {
      const reversed = {
        ...drawn,
        quasi: drawn.quasi.map((cells) => [...cells].reverse()),
        sensitive: [...drawn.sensitive].reverse(),
      }
      const of = (one: Table) => {
        const found = searchLattice(folded(one), required)
        return found.kind === 'found'
          ? { node: found.best.node, suppressed: found.best.suppressed }
          : found.blocking
      }
      expect(of(reversed)).toEqual(of(drawn))
    }),
  )
})
