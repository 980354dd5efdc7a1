import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hiddenStrata, isSmall } from '../../../api/src/core/programme/small-numbers.js'

/** Strata as a size, how many reached an outcome, and how many did not. */
const stratum = fc
  .tuple(fc.nat({ max: 60 }), fc.nat({ max: 60 }))
  .map(([reached, rest]): number[] => [reached + rest, reached, rest])
const strata = fc.array(stratum, { minLength: 1, maxLength: 7 })

describe('numbers that are kept back', () => {
  test('a total less what is shown is never a small number, nor one stratum alone', () => {
    fc.assert(
      fc.property(strata, (table) => {
        const hidden = hiddenStrata(table)
        const kept = table.filter((_, place) => hidden[place] !== null)
        // Everybody may see the total, so that a table of one peopled stratum keeps nothing back.
        fc.pre(table.filter(([size = 0]) => size > 0).length > 1)
        const shown = table.filter((_, place) => hidden[place] === null)
        for (const count of shown.flat()) expect(isSmall(count)).toBe(false)
        if (kept.length === 0) return
        const isEverything = shown.every(([size = 0]) => size === 0)
        for (const column of [0, 1, 2]) {
          const total = table.reduce((sum, counts) => sum + (counts[column] ?? 0), 0)
          const difference = total - shown.reduce((sum, counts) => sum + (counts[column] ?? 0), 0)
          if (!isEverything) expect(isSmall(difference)).toBe(false)
        }
        expect(kept.length).toBeGreaterThan(1)
      }),
    )
  })

  test('what was kept back for another reason stays so, and is guarded as well', () => {
    fc.assert(
      fc.property(strata, fc.nat({ max: 6 }), (table, place) => {
        fc.pre(table.filter(([size = 0]) => size > 0).length > 1 && (table[place]?.[0] ?? 0) > 0)
        const already = table.map((_, each) => (each === place ? ('small_number' as const) : null))
        const hidden = hiddenStrata(table, already)
        expect(hidden[place]).not.toBeNull()
        expect(hidden.filter((each) => each !== null).length).toBeGreaterThan(1)
      }),
    )
  })

  test('the order of the strata does not matter', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(stratum, { minLength: 1, maxLength: 7, selector: ([size]) => size }),
        (table) => {
          const backwards = hiddenStrata([...table].reverse()).reverse()
          expect(backwards).toEqual(hiddenStrata(table))
        },
      ),
    )
  })
})
