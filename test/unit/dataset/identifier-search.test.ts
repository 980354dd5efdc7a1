import { describe, expect, test } from '@jest/globals'
import { identifierIn, identifiersIn, isNhsNumber } from '../../../api/src/core/dataset/identifier-search.js'
import { QUASI_NAMES } from '../../../api/src/core/dataset/variable.js'

describe('identifiers', () => {
  test.each([
    ['jo.bloggs+x@example.org', 'e_mail'],
    ['write to jo@example.org, please', 'e_mail'],
    ['see https://example.org/jo', 'url'],
    ['www.example.org', 'url'],
    ['192.168.17.4', 'ip_address'],
    ['2001:db8::8a2e:370:7334', 'ip_address'],
    ['2024-03-01', 'date'],
    ['1.3.2024', 'date'],
    ['03/04/84', 'date'],
    ['4th March 2021', 'date'],
    ['943 476 5919', 'nhs_number'],
    ['9434765919', 'nhs_number'],
    ['born 943-476-5919 there', 'nhs_number'],
    ['020 7946 0958', 'phone'],
    ['+44 20 7946 0958', 'phone'],
    ['(01632) 960 983', 'phone'],
    ['07700900123', 'phone'],
    ['212-555-0198', 'phone'],
    ['SW1A 1AA', 'postcode'],
    ['M1 1AE', 'postcode'],
    ['EC1A1BB', 'postcode'],
  ])('"%s" is found as %s', (text, kind) => {
    expect(identifierIn(text)).toBe(kind)
  })

  test.each([
    '30_39',
    '2022_2023',
    '2022 to 2023',
    '12_or_more',
    'p09f1c2943476591900aa',
    '0.0909090909',
    '1234567890123456789',
    'Moderate (10 to 14)',
    'A1 to A9',
    '943 476 59',
    '',
  ])('"%s" is none', (text) => {
    expect(identifierIn(text)).toBeNull()
  })

  test('a number of ten digits is an NHS number by its check digit', () => {
    expect(['943 476 5919', '401 023 2137', '9876543210'].map(isNhsNumber)).toEqual([true, true, true])
    expect(['943 476 5918', '1234567890', '943476591'].map(isNhsNumber)).toEqual([false, false, false])
  })

  test.each([
    'member_code',
    'date_of_birth',
    'surname',
    'E-mail',
    'home_postcode',
    'group_id',
    'ip',
    'notes',
  ])('a column called %s is stopped by its name', (name) => {
    expect(identifiersIn(name, [])).toEqual([{ kind: 'name_of_column', column: name }])
  })

  test('the columns that may go out are not stopped by their names', () => {
    for (const name of [...QUASI_NAMES, 'change', 'pseudonym', 'change_label']) {
      expect(identifiersIn(name, [])).toEqual([])
    }
  })

  test('a cell that is an id of somebody here is found, and told without the value', () => {
    expect(identifiersIn('arm', ['combined', 'M-0007'], new Set(['m-0007']))).toEqual([
      { kind: 'known_id', column: 'arm' },
    ])
  })
})
