// A folder of import files in, the files of the appendix out: the command on the simulated clinic "tiny".
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { NotADay } from '../../../api/src/core/errors.js'
import { analyseFolder, analyseSummary } from '../../../api/src/features/outcomes/analyse.command.js'
import { readCsv } from '../../builders/reference-clinic.js'

const fixture = fileURLToPath(new URL('../../fixtures/reference-tiny', import.meta.url))
let place = ''
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'tidemark-analyse-'))
})
afterEach(() => rmSync(place, { recursive: true }))

const analyse = (folder: string, asOf: string | null = null) =>
  analyseFolder({
    folder,
    out: join(place, 'out'),
    asOf,
    ignoreUnknown: false,
    now: new Date('2026-01-01T12:00:00Z'),
  })

function copyWith(file: string, change: (text: string) => string): string {
  const folder = join(place, 'in')
  cpSync(join(fixture, 'data'), folder, { recursive: true })
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')))
  return folder
}

test('every file is written with the values of R', async () => {
  const report = await analyse(join(fixture, 'data'))
  expect(report).toMatchObject({ kind: 'written', as_of: '2024-03-29', episodes: 12, responses: 145 })
  const written = readCsv(join(place, 'out', 'scores.csv'))
  expect(written).toEqual(readCsv(join(fixture, 'expected', 'scores.csv')))
  const change = JSON.parse(readFileSync(join(place, 'out', 'change.json'), 'utf8'))
  expect(change.change.phq9.fixed_threshold_counts).toEqual({ improved: 8, unchanged: 3 })
  expect(analyseSummary(report)).toContain('12 episodes and 145 forms, as of 2024-03-29.')
})

test('a day to look back to leaves out what came later', async () => {
  const report = await analyse(join(fixture, 'data'), '2024-02-16')
  expect(report).toMatchObject({ kind: 'written', as_of: '2024-02-16' })
  const outcomes = readCsv(join(place, 'out', 'member_outcomes.csv'))
  expect(new Set(outcomes.map((row) => row.eligible))).toEqual(new Set(['2']))
  // Of one who had left by then it is known; of the others it is not.
  expect(outcomes.filter((row) => row.dropout === '')).toHaveLength(11)
})

test('a rejected row stops the analysis: nothing is written, the row is named', async () => {
  const folder = copyWith('responses.csv', (text) => text.replace('gad7,3,2,3', 'gad7,4,2,3'))
  const report = await analyse(folder)
  expect(report).toMatchObject({
    kind: 'rejected',
    rejected: 1,
    first_rejects: [{ file: 'responses.csv', row: 2, column: 'item1', code: 'item_out_of_range' }],
  })
  expect(analyseSummary(report)).toContain('responses.csv row 2, item1')
  expect(existsSync(join(place, 'out'))).toBe(false)
})

test('a file that cannot be read stops the analysis by name', async () => {
  const report = await analyse(copyWith('sessions.csv', (text) => text.split('\n')[0] ?? ''))
  expect(report).toMatchObject({ kind: 'refused', errors: [{ file: 'sessions.csv', code: 'no_rows' }] })
  expect(analyseSummary(report)).toContain('(no_rows)')
})

test('a returning member has a row an episode, with group and joining day', async () => {
  const folder = copyWith('members.csv', (text) => {
    const [header, first, ...rest] = text.trim().split('\n')
    const again = (first ?? '').replaceAll('2024-03-29', '2024-06-30').replace('2024-02-09', '2024-05-01')
    return [header, first, again, ...rest].join('\n')
  })
  expect(await analyse(folder)).toMatchObject({ kind: 'written', episodes: 13 })
  const rows = readCsv(join(place, 'out', 'member_outcomes.csv')).filter((row) => row.member_id === 'M00001')
  expect(rows.map(({ group_id, join_date, eligible }) => [group_id, join_date, eligible])).toEqual([
    ['G001', '2024-02-09', '8'],
    ['G001', '2024-05-01', '0'],
  ])
})

test('an id that a spreadsheet would run as a formula is written as text', async () => {
  const folder = join(place, 'in')
  cpSync(join(fixture, 'data'), folder, { recursive: true })
  for (const file of ['members.csv', 'attendance.csv', 'responses.csv']) {
    const path = join(folder, file)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('M00001', '=M00001'))
  }
  expect(await analyse(folder)).toMatchObject({ kind: 'written' })
  const rows = readCsv(join(place, 'out', 'member_outcomes.csv'))
  expect(rows.filter((row) => row.member_id === "'=M00001")).toHaveLength(1)
  expect(rows.some((row) => row.phq9_slope?.startsWith('-'))).toBe(true)
})

test('a day that is none is a named error', async () => {
  await expect(analyse(join(fixture, 'data'), '2024-02-30')).rejects.toThrow(NotADay)
})
