import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson, sha256Of } from '../../../api/src/features/report-runs/freeze/canonical-json.js'

test('keys stand in order of their code units at every depth, without blanks', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'é', Z: -0.5 })).toBe(
    '{"Z":-0.5,"a":"é","b":[{"c":null,"d":1}]}',
  )
})

test('what is not a number is refused: JSON would say "not known" of it', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => canonicalJson({ mean: value })).toThrow('is no number to keep')
})

test('the same content has the same bytes, in whatever order it was put together', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
      const turned = Object.fromEntries(Object.entries(content).reverse())
      expect(canonicalJson(turned)).toBe(canonicalJson(content))
      // Read back and written again, nothing has moved.
      expect(canonicalJson(JSON.parse(canonicalJson(content)))).toBe(canonicalJson(content))
    }),
  )
})

test('the hash is the one that any other program finds', () => {
  // printf '{"a":"\xc3\xa9"}' | sha256sum
  expect(sha256Of(canonicalJson({ a: 'é' }))).toBe(
    'b3a092a6af48807fa9482b2ee140105575daa26d5b24b3c0e60a7e2dee6683b1',
  )
})
