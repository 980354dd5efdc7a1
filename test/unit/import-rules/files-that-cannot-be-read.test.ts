import { describe, expect, test } from '@jest/globals'
import { firstInvalidByte } from '../../../api/src/features/imports/reading/checked-bytes.js'
import { csvRecords } from '../../../api/src/features/imports/reading/csv-records.js'
import { sourceFromUploads } from '../../../api/src/features/imports/reading/import-source.js'
import { clinicFiles, lines, uploadsOf } from '../../builders/import-files.js'
import { judgeFiles, rejectsOf } from '../../builders/judged-files.js'

const TEXT = clinicFiles()['sessions.csv'] ?? ''
const HEADER = 'session_id,group_id,session_number,session_date,status'

/** What is said of sessions.csv when it holds these bytes. */
async function refusal(
  content: string | Uint8Array,
  options = {},
): Promise<{ code: string; message: string } | null> {
  const { report } = await judgeFiles({ 'sessions.csv': content }, options)
  const [error] = report.errors
  if (error === undefined) return null
  expect(error.file).toBe('sessions.csv')
  expect(report).toMatchObject({ committed: false, rows: 0 })
  return { code: error.code, message: error.message }
}

const code = async (content: string | Uint8Array) => (await refusal(content))?.code ?? null

describe('how a file may be written', () => {
  test('with a byte order mark, with CRLF, with CR, without a line break at the end, with empty lines', async () => {
    for (const text of [
      `\ufeff${TEXT}`,
      TEXT.replaceAll('\n', '\r\n'),
      TEXT.replaceAll('\n', '\r'),
      TEXT.trimEnd(),
      TEXT.replace('\n', '\n\n\r\n'),
      `${TEXT}\n\n`,
    ]) {
      const { report } = await judgeFiles(clinicFiles({ 'sessions.csv': text }))
      expect(report).toMatchObject({ rows: 20, accepted: 20, errors: [] })
    }
  })

  test('columns in any order, cells in quotes, quotes doubled', async () => {
    const sites = lines('"time_zone","name",site_id', '"UTC","The ""old"" mill, upstairs",S1')
    expect(await rejectsOf(clinicFiles({ 'sites.csv': sites }))).toEqual([])
  })

  test('rows count as lines of the file, also below a cell with line breaks', async () => {
    const sites = lines(
      'site_id,name',
      'S1,"two\r\nlines"',
      'S2,"and\nthree\nlines"',
      'S3,x',
      'S4,x',
    ).replace('S4', '')
    expect(await rejectsOf(clinicFiles({ 'sites.csv': sites }))).toEqual(['8 site_id missing_value'])
  })
})

describe('a file that is refused whole, by name', () => {
  test('invalid UTF-8, with the offset of the first bad byte', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}\nS\u00e91,`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(',1,2026-01-05,held\n'),
    ])
    expect(await refusal(bytes)).toEqual({
      code: 'invalid_utf8',
      message: `sessions.csv is not UTF-8: byte ${HEADER.length + 1 + 5} begins no character. Save it as "CSV UTF-8".`,
    })
  })

  test('a character that is cut off at the end of the file', async () => {
    const bytes = Buffer.concat([Buffer.from(TEXT), Buffer.from([0xe2, 0x82])])
    expect((await refusal(bytes))?.message).toContain(`byte ${TEXT.length} `)
  })

  test.each([
    ['little end first', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['big end first', Buffer.from(`\ufeff${TEXT}`, 'utf16le').swap16()],
    ['without a mark', Buffer.from(TEXT, 'utf16le')],
  ])('UTF-16, %s', async (_name, bytes) => {
    expect(await code(bytes)).toBe('utf_16')
  })

  test('a NUL character, with its offset', async () => {
    expect((await refusal(TEXT.replace('G1-3', 'G1\u00003')))?.message).toContain(
      `byte ${TEXT.indexOf('G1-3') + 2}.`,
    )
  })

  test.each([
    ['an Excel workbook', Buffer.from('PK\u0003\u0004[Content_Types].xml')],
    ['a GZIP archive', Buffer.from([0x1f, 0x8b, 0x08, 0x00])],
    ['XML with a DOCTYPE', '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><lolz/>'],
    ['HTML', '\n  <!doctype html><table><tr><td>session_id</td></tr></table>'],
  ])('%s that is named .csv', async (_name, content) => {
    expect(await code(content)).toBe('not_csv')
  })

  test.each([
    [';', 'a semicolon'],
    ['\t', 'a tab'],
    ['|', 'a vertical bar'],
  ])('columns separated by %j, and it is said', async (delimiter, name) => {
    expect(await refusal(TEXT.replaceAll(',', delimiter))).toEqual({
      code: 'wrong_delimiter',
      message: `The columns of sessions.csv are separated by ${name}. Save it with commas.`,
    })
  })

  test('no header', async () => {
    expect(await code(lines('G1-1,G1,1,2026-01-05,held'))).toBe('missing_header')
  })

  test('a header that lacks a column, has one twice, or one that is not known', async () => {
    expect(await code(TEXT.replace('session_number', 'session_id'))).toBe('duplicate_column')
    expect(await code(lines('session_id,group_id,session_date,status', 'G1-1,G1,2026-01-05,held'))).toBe(
      'missing_column',
    )
    expect(await code(lines(`${HEADER},room`, 'G1-1,G1,1,2026-01-05,held,7'))).toBe('unknown_column')
    expect(await code(lines(`${HEADER},`, 'G1-1,G1,1,2026-01-05,held,'))).toBe('unknown_column')
  })

  test('an unknown column is left out when asked', async () => {
    const files = clinicFiles({ 'sites.csv': lines('site_id,room', 'S1,7') })
    const { report } = await judgeFiles(files, { ignoreUnknown: true })
    expect(report).toMatchObject({
      errors: [],
      rejected: 0,
      notices: [{ code: 'column_ignored', file: 'sites.csv' }],
    })
  })

  test('more than 100 columns', async () => {
    const wide = Array.from({ length: 96 }, (_, i) => `x${i}`).join(',')
    expect(await code(`${HEADER},${wide}\n`)).toBe('too_many_columns')
  })

  test('a row with too few or too many cells', async () => {
    expect(await refusal(TEXT.replace('3,2026-01-19,held', '3,2026-01-19'))).toEqual({
      code: 'ragged_row',
      message: 'sessions.csv: the row at line 4 has 4 cells, the header has 5.',
    })
    expect(await code(TEXT.replace('3,2026-01-19,held', '3,2026-01-19,held,'))).toBe('ragged_row')
  })

  test('a quote that is never closed, with the line on which its row begins', async () => {
    expect(await refusal(TEXT.replace('G1-3', '"G1-3'))).toEqual({
      code: 'unclosed_quote',
      message: 'sessions.csv: a quote is opened in the row at line 4 and never closed.',
    })
  })

  test('a quote in the middle of a cell, or text behind a closed one', async () => {
    expect(await code(TEXT.replace('G1-3', 'G1"3'))).toBe('misplaced_quote')
    expect(await code(TEXT.replace('G1-3', '"G1"3'))).toBe('misplaced_quote')
  })

  test('a cell of a million characters', async () => {
    expect(await code(TEXT.replace('G1-3', 'x'.repeat(1_000_000)))).toBe('cell_too_long')
  })

  test('a cell without end is given up before it fills the memory', async () => {
    expect(await code(TEXT.replace('G1-3', `"${'x'.repeat(6_000_000)}`))).toBe('unclosed_quote')
  })

  test('an empty file, and a header without rows', async () => {
    expect(await code('')).toBe('no_rows')
    expect(await code(`${HEADER}\n`)).toBe('no_rows')
  })

  test('an optional file with only a header counts as absent, with a notice', async () => {
    const { report } = await judgeFiles(clinicFiles({ 'sites.csv': 'site_id,name\n' }))
    expect(report).toMatchObject({
      errors: [],
      rejected: 0,
      notices: [{ code: 'optional_file_empty', file: 'sites.csv' }],
    })
    expect(report.created).toContainEqual({ kind: 'site', id: 'S1' })
  })

  test('every file that cannot be read is named, not only the first', async () => {
    const { report } = await judgeFiles(clinicFiles({ 'sessions.csv': '', 'groups.csv': 'a;b\n' }))
    expect(report.errors.map(({ file, code: reason }) => `${file} ${reason}`)).toEqual([
      'groups.csv wrong_delimiter',
      'sessions.csv no_rows',
    ])
  })
})

describe('the name of a file', () => {
  test('only its last part counts, and only a known one', async () => {
    const source = sourceFromUploads(
      uploadsOf({ '../../etc/passwd': 'root:x:0:0', 'C:\\clinic\\sessions.csv': TEXT, 'notes.txt': 'x' }),
    )
    expect(source.files.map(({ name }) => name)).toEqual(['sessions.csv'])
    expect(source.errors).toEqual([])
    expect(source.notices).toEqual([
      { code: 'file_ignored', file: '', message: '2 files are no import files; they were left out.' },
    ])
  })

  test('none that is known is an error, and so is one that is given twice', () => {
    expect(sourceFromUploads(uploadsOf({ 'a.csv': 'x' })).errors).toMatchObject([{ code: 'no_import_files' }])
    expect(
      sourceFromUploads(uploadsOf({ 'sessions.csv': TEXT, 'old/sessions.csv': TEXT })).errors,
    ).toMatchObject([{ code: 'file_given_twice', file: 'sessions.csv' }])
  })
})

describe('bytes that arrive in pieces', () => {
  test('a character cut in two between pieces is one character, wherever the cut is', async () => {
    const bytes = Buffer.from('site_id,name\nS1,\u00e9\u20ac\ud83c\udf31,\n"S2","\u20ac\r\n\u20ac"\r\nS3,x')
    for (let size = 1; size < bytes.length; size += 1) {
      const pieces = async function* () {
        for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
      }
      const records = []
      for await (const record of csvRecords('sites.csv', pieces)) records.push(record)
      expect(records).toEqual([
        { line: 1, cells: ['site_id', 'name'] },
        { line: 2, cells: ['S1', '\u00e9\u20ac\ud83c\udf31', ''] },
        { line: 3, cells: ['S2', '\u20ac\r\n\u20ac'] },
        { line: 5, cells: ['S3', 'x'] },
      ])
    }
  })

  test.each([
    [[0x61, 0xc3, 0xa9], 3],
    [[0x61, 0xc3], 1],
    [[0xc0, 0x80], 0],
    [[0xed, 0xa0, 0x80], 0],
    [[0x61, 0x62, 0xf5, 0x80], 2],
    [[0xe2, 0x82, 0xac, 0x80], 3],
  ])('of %j, %i begin a character', (bytes, offset) => {
    expect(firstInvalidByte(Uint8Array.from(bytes))).toBe(offset)
  })
})
