import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { internCombinations } from '../../../api/src/core/disclosure/intern.js'

/** Few and many possible keys: each way of numbering them is taken. */
const size = fc.constantFrom(1, 3, 50, 70_000, 2 ** 31)

test('combinations are numbered in the order of their first row, as by comparing the rows themselves', () => {
  fc.assert(
    fc.property(
      fc.array(size, { minLength: 1, maxLength: 4 }),
      fc.array(fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }), { maxLength: 60 }),
      fc.boolean(),
      (sizes, rows, isMapped) => {
        // Spread over the domain, so that a number of a wrong size would collide.
        const codeOf = (drawn: number, of: number) => Math.floor((drawn / 6) * of)
        const words = rows.map((row) => sizes.map((of, column) => codeOf(row[column] ?? 0, of)).join())
        const known = [...new Set(words)]
        const columns = sizes.map((of, column) => {
          const drawn = Uint32Array.from(rows, (row) => row[column] ?? 0)
          const becomes = Uint32Array.from([0, 1, 2, 3, 4, 5], (each) => codeOf(each, of))
          return isMapped
            ? { codes: drawn, size: of, becomes }
            : { codes: drawn.map((each) => codeOf(each, of)), size: of }
        })
        const { ids, count } = internCombinations(rows.length, columns)
        expect([...ids]).toEqual(words.map((word) => known.indexOf(word)))
        expect(count).toBe(known.length)
      },
    ),
    { numRuns: 300 },
  )
})
