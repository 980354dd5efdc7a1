/** @jest-environment <rootDir>/test/unit/reports/support/environment.mjs */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { reportOf } from '../../../reports/src/definitions/report-of.js'
import { renderReport } from '../../../reports/src/render-report.js'
import { renderCsv } from '../../../reports/src/renderers/csv.js'
import { renderXlsx } from '../../../reports/src/renderers/xlsx.js'
import { writeWhole } from '../../../reports/src/write-whole.js'
import { aFunnel, aProgrammeReport } from '../../builders/report-content.js'

const HASH = 'ab'.repeat(32)
const NAMES = ['=1+1', '@sum', '-2 degrees', 'Plain']
const report = () => reportOf(aProgrammeReport({}, { funnels: [aFunnel(NAMES)] }), HASH)

async function sheet(name: string): Promise<unknown[][]> {
  return await readSheet(Buffer.from(await renderXlsx(report())), name)
}

describe('a spreadsheet', () => {
  test('has a sheet a table, one that says what it is, and one that explains every column', async () => {
    const rows = await sheet('About')
    expect(rows).toContainEqual(['SHA-256 of the numbers', HASH])
    const dictionary = await sheet('Data dictionary')
    expect(dictionary).toContainEqual([
      'rates',
      'Rates of the programme, each with its own denominator',
      'share',
      'Share',
      'number',
      'proportion 0 to 1',
      'Numerator over denominator',
    ])
  })

  test('keeps numbers as numbers, unrounded', async () => {
    const rows = await sheet('rates')
    expect(rows[1]).toEqual([
      'Reliable recovery',
      'finished courses at caseness at the start',
      281 / 586,
      expect.any(Number),
      expect.any(Number),
      281,
      586,
    ])
  })

  test('runs no text as a formula', async () => {
    const groups = (await sheet('funnel-by-group')).slice(1).map((row) => row[1])
    expect(groups).toEqual(["'=1+1", "'@sum", "'-2 degrees", 'Plain'])
  })

  test('writes a number kept back as its word, not as a number', async () => {
    const [, row] = await sheet('by-age-band')
    expect(row?.[4]).toBe('fewer than 11')
  })

  test('holds the heads of a sheet in place', async () => {
    const files = unzipSync(await renderXlsx(report()))
    const panes = Object.entries(files).filter(
      ([name, bytes]) =>
        /worksheets\/sheet\d+\.xml/.test(name) && strFromU8(bytes).includes('state="frozen"'),
    )
    expect(panes.length).toBeGreaterThan(5)
  })

  test('comes out the same, byte for byte', async () => {
    expect(Buffer.from(await renderXlsx(report())).equals(Buffer.from(await renderXlsx(report())))).toBe(true)
  })
})

describe('data files', () => {
  const file = (name: string): string[][] => {
    const bytes = unzipSync(renderCsv(report()))[name]
    if (bytes === undefined) throw new Error(`There is no ${name}.`)
    return parse(strFromU8(bytes), { bom: true, relax_column_count: false })
  }

  test('are one a table, with a dictionary that names every column of every file', () => {
    const files = unzipSync(renderCsv(report()))
    const columns = file('data-dictionary.csv').slice(1)
    for (const name of Object.keys(files)) {
      if (name === 'about.csv' || name === 'data-dictionary.csv') continue
      const own = columns.filter(([table]) => `${table}.csv` === name).map((row) => row[2])
      expect(own).toEqual(file(name)[0])
    }
  })

  test('hold the numbers of the report, unrounded', () => {
    expect(file('rates.csv')[1]).toMatchObject({ 2: String(281 / 586), 5: '281', 6: '586' })
  })

  test('run no text as a formula', () => {
    expect(
      file('funnel-by-group.csv')
        .slice(1)
        .map((row) => row[1]),
    ).toEqual(["'=1+1", "'@sum", "'-2 degrees", 'Plain'])
  })
})

describe('writing', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-report-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const render = (over: Partial<Parameters<typeof renderReport>[0]>): Promise<void> =>
    renderReport({
      frozen: [join(folder, 'frozen.json')],
      format: 'csv',
      out: join(folder, 'out.zip'),
      outFolder: null,
      superseded: null,
      onProgress: () => undefined,
      ...over,
    })

  test('leaves a whole file or none', async () => {
    writeFileSync(join(folder, 'frozen.json'), JSON.stringify(aProgrammeReport()))
    await render({})
    expect(readdirSync(folder).sort()).toEqual(['frozen.json', 'out.zip'])
    expect(Object.keys(unzipSync(readFileSync(join(folder, 'out.zip'))))).toContain('rates.csv')
  })

  test('tells of real steps: each figure, then the pages, then the file', async () => {
    writeFileSync(join(folder, 'frozen.json'), JSON.stringify(aProgrammeReport()))
    const steps: { done: number; total: number }[] = []
    await render({ format: 'html', out: join(folder, 'out.html'), onProgress: (step) => steps.push(step) })
    expect(steps.map(({ done }) => done)).toEqual(steps.map((_, place) => place + 1))
    expect(steps.at(-1)).toMatchObject({ done: steps.length, total: steps.length })
  })

  test('numbers that are not whole are refused in a sentence', async () => {
    writeFileSync(join(folder, 'frozen.json'), '{"definition":')
    await expect(render({})).rejects.toThrow('The frozen numbers are not whole')
    writeFileSync(join(folder, 'frozen.json'), JSON.stringify({ ...aProgrammeReport(), schema_version: 2 }))
    await expect(render({})).rejects.toThrow('schema_version')
    expect(readdirSync(folder)).toEqual(['frozen.json'])
  })

  test('a folder that is not there, and a name that is taken by a folder, leave nothing behind', async () => {
    await expect(writeWhole(join(folder, 'nowhere', 'a.pdf'), 'x')).rejects.toThrow('does not exist')
    mkdirSync(join(folder, 'taken'))
    await expect(writeWhole(join(folder, 'taken'), 'x')).rejects.toThrow('could not be written')
    expect(readdirSync(folder)).toEqual(['taken'])
  })

  test('a full disk is said in words, and leaves nothing', async () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' })
    const file = join(folder, 'a.pdf')
    await expect(writeWhole(file, 'x', () => Promise.reject(full))).rejects.toThrow('The disk is full')
    expect(readdirSync(folder)).toEqual([])
  })
})
