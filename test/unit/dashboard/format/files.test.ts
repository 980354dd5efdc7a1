import { describe, expect, test } from '@jest/globals'
import { formatBytes } from '../../../../dashboard/src/format/bytes.js'
import { toCsv } from '../../../../dashboard/src/format/csv.js'
import { fileName } from '../../../../dashboard/src/format/file-name.js'

describe('CSV', () => {
  test('numbers are unrounded, a negative one stays a number, the absent is empty', () => {
    expect(toCsv(['a', 'b', 'c'], [[-2.5, 0.123456789, null]])).toBe('a,b,c\r\n-2.5,0.123456789,\r\n')
  })

  test('text that a spreadsheet would run is escaped', () => {
    expect(toCsv(['x'], [['=1+1'], ['+44'], ['-x'], ['@sum'], ['\tx']])).toBe(
      "x\r\n'=1+1\r\n'+44\r\n'-x\r\n'@sum\r\n'\tx\r\n",
    )
  })

  test('commas, quotes and line breaks are quoted', () => {
    expect(toCsv(['x'], [['a,b'], ['say "so"'], ['two\nlines']])).toBe(
      'x\r\n"a,b"\r\n"say ""so"""\r\n"two\nlines"\r\n',
    )
  })
})

test('a file name says what it is, with its filters in a fixed order', () => {
  const filters = { to: '2026-06-30', site: 'North', from: '2026-01-01', measure: 'phq9' }
  expect(fileName('mean-trajectory', filters, 'csv')).toBe(
    'mean-trajectory_phq9_north_2026-01-01_2026-06-30.csv',
  )
})

test('an id with odd characters cannot leave the folder of downloads', () => {
  expect(fileName('rates', { site: 'north', rules: 'gad7_5' }, 'csv')).toBe('rates_north_gad7-5.csv')
  expect(fileName('rates', { rules: 'standard' }, 'csv')).toBe('rates.csv')
  expect(fileName('rates', { site: '../../etc/passwd' }, 'svg')).toBe('rates_etc-passwd.svg')
})

test('sizes of files are told in decimal units', () => {
  expect([8, 1500, 2_400_000, 250_000_000].map(formatBytes)).toEqual(['8 B', '1.5 kB', '2.4 MB', '250 MB'])
})
