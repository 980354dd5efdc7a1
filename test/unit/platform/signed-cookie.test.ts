import { createHmac } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { SignedCookie } from '../../../api/src/platform/signed-cookie.js'

const cookie = new SignedCookie('s', 'key')
const sign = (value: string, key = 'key') =>
  encodeURIComponent(`${value}.${createHmac('sha256', key).update(value).digest('base64')}`)
const read = (header: string | undefined) => cookie.read(header === undefined ? {} : { cookie: header })

test('a value that was signed with the key is read, among others', () => {
  expect(read(`a=b; s=${sign('token')}; c=d`)).toBe('token')
  expect(read(`s=${sign('with.dots')}`)).toBe('with.dots')
})

test.each([
  ['none', undefined],
  ['an empty one', 's='],
  ['no signature', 's=token'],
  ['an empty signature', 's=token.'],
  ['another key', `s=${sign('token', 'other')}`],
  ['another value', `s=${sign('token').replace('token', 'tokem')}`],
  ['a signature cut short', `s=${sign('token').slice(0, -8)}`],
  ['bytes that are no text', 's=%E0%A4%A'],
  ['another name that ends alike', `xs=${sign('token')}`],
])('%s is no cookie', (_, header) => {
  expect(read(header)).toBeNull()
})

test('of two of the name the first counts', () => {
  expect(read(`s=${sign('one')}; s=${sign('two')}`)).toBe('one')
  expect(read(`s=made-up; s=${sign('two')}`)).toBeNull()
})
