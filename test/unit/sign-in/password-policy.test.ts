import { beforeAll, describe, expect, test } from '@jest/globals'
import { commonPasswords } from '../../../api/src/features/sign-in/common-passwords.js'
import { oneTimePassword } from '../../../api/src/features/sign-in/one-time-password.js'
import { passwordObjections } from '../../../api/src/features/sign-in/password-policy.js'

const owner = { name: 'Maren Åkesson-Li', email: 'm.akesson_2@clinic.example', hasSecondFactor: false }
let common: ReadonlySet<string>

beforeAll(async () => {
  common = await commonPasswords()
})
const objections = (password: string, over = {}) =>
  passwordObjections(password, { ...owner, ...over }, common)

test('the list of common passwords is there', () => {
  expect(common.size).toBeGreaterThan(40_000)
  expect(common.has('password')).toBe(true)
})

test.each([
  'a kettle on the moor',
  'Zwölf Boote fahren',
  'kX7!pq_Lw93vBn2',
  '雨の日に歌う小さな鳥たちの朝ごはん',
  '   seven herons wade',
])('%j will do', (password) => {
  expect(objections(password)).toEqual([])
})

describe('length', () => {
  test('is counted in characters: 15, or 12 with a second factor, up to 256', () => {
    expect(objections('kettle 8 moss ')).toEqual([expect.stringContaining('at least 15 characters')])
    expect(objections('kettle 8 moss f')).toEqual([])
    expect(objections('kettle8 mos', { hasSecondFactor: true })).toEqual([
      expect.stringContaining('at least 12'),
    ])
    expect(objections('kettle8 moss', { hasSecondFactor: true })).toEqual([])
    expect(objections('🦆🦉🐢🐝🦋🐌🦀🐙🦑🐬🐳🐊🐅🐆')).toEqual([
      expect.stringContaining('at least 15 characters'),
    ])
    expect(objections('kettle8 '.repeat(32))).toEqual([])
    expect(objections(`${'kettle8 '.repeat(32)}x`)).toEqual([expect.stringContaining('256')])
  })
})

describe('what is tried first', () => {
  test.each([
    'password',
    'PASSWORD',
    'Password1234567',
    'Password!!!!!!!!!!',
    'iloveyou2026-2026',
    'Ｐａｓｓｗｏｒｄ12345678',
    '123456789012345',
    '!!!!????!!!!????',
  ])('%s', (password) => {
    expect(objections(password)).toContainEqual(expect.stringContaining('tried first'))
  })

  test.each(['aaaaaaaaaaaaaaaaa', 'abababababababab'])('%s has too few different characters', (password) => {
    expect(objections(password)).toEqual([expect.stringContaining('repeats')])
  })
})

describe('what others know of its owner', () => {
  test.each([
    'the name is Maren here',
    'ÅKESSON 1234 zebra',
    'xx akesson xx moss',
    'M.AKESSON_2 zebra moss',
    'tidemark is my system',
    'Ma\u0301ren A\u030Akesson loves',
  ])('%s', (password) => {
    expect(objections(password)).toEqual([expect.stringContaining('your name')])
  })

  test('short parts of a name stand in too many words', () => {
    expect(objections('lighthouse by noon', { name: 'Li No' })).toEqual([])
  })
})

test('every objection is named at once', () => {
  expect(objections('maren77')).toHaveLength(2)
  expect(objections('mmmaren'.repeat(37))).toEqual([
    expect.stringContaining('256'),
    expect.stringContaining('your name'),
  ])
})

test('one-time passwords are long, unlike, and pass the rules', () => {
  const made = Array.from({ length: 200 }, oneTimePassword)
  expect(new Set(made).size).toBe(200)
  for (const password of made) {
    expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$/)
    expect(objections(password)).toEqual([])
  }
})
