import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { PRODUCT_VERSION } from '../../../api/src/platform/product-version.js'

test('the version that results and the API carry is the one of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'))
  expect(PRODUCT_VERSION).toBe(version)
})
