import { expect, test } from '@jest/globals'
import { encode } from 'uqr'
import { qrPath } from '../../../../dashboard/src/components/qr-code/qr-path.js'

test('a row is drawn as bars of its dark modules', () => {
  expect(
    qrPath([
      [true, true, false, true],
      [false, false, false, false],
      [false, true, true, true],
    ]),
  ).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z')
})

test('a whole code is drawn module by module as it was encoded', () => {
  const { data, size } = encode('otpauth://totp/Tidemark:a%40b?secret=JBSWY3DP', { ecc: 'M', border: 4 })
  expect(drawn(qrPath(data), size)).toEqual(data)
})

/** The path as modules again, bar by bar. */
function drawn(path: string, size: number): boolean[][] {
  const modules = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(width))
  }
  return modules
}
