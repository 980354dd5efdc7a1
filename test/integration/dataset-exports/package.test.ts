import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parquetReadObjects } from 'hyparquet'
import { DatasetRefused } from '../../../api/src/core/dataset/dataset-refused.js'
import { checkPackage } from '../../../api/src/features/dataset-exports/package/check-package.js'
import { pseudonymise } from '../../../api/src/features/dataset-exports/package/package-content.js'
import { publishPackage } from '../../../api/src/features/dataset-exports/package/publish-package.js'
import {
  PACKAGE_FILES,
  writePackage,
} from '../../../api/src/features/dataset-exports/package/write-package.js'
import { facts, filesOf, releasedPersons, releasedPhases, writeZip } from '../../builders/dataset-package.js'

const run = promisify(execFile)
const hasR = spawnSync('Rscript', ['--version']).status === 0
const hasPython = spawnSync('python3', ['--version']).status === 0
const KEY = Buffer.alloc(32, 7)

const dataset = releasedPersons()
let folder: string
let file: string
let files: Map<string, Buffer>
const expected = {
  number: facts.number,
  k: 5,
  distinctL: 2,
  t: 0.3,
  rows: dataset.persons.length,
  columns: ['age_band', 'gender', 'arm', 'sessions_attended', 'baseline_band', 'change'],
  createdOn: facts.createdOn,
  knownIds: new Set(['m-0007', 'group-12']),
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark-package-'))
  file = path.join(folder, 'published', 'data-set-7.zip')
  await publishPackage(dataset, { file, facts, knownIds: expected.knownIds, key: KEY })
  files = await filesOf(file)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const text = (name: string) => files.get(name)?.toString('utf8') ?? ''

async function unpacked(): Promise<string> {
  const target = await mkdtemp(path.join(folder, 'unpacked-'))
  for (const [name, bytes] of files) await writeFile(path.join(target, name), bytes)
  return target
}

/** What the checker says to the package with these files in place of its own. */
async function checkedWith(changes: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const changed = new Map(files)
  for (const [name, content] of Object.entries(changes)) changed.set(name, Buffer.from(content))
  const target = path.join(await mkdtemp(path.join(folder, 'changed-')), 'changed.zip')
  await writeZip(target, changed)
  return checkPackage(target, expected).then(
    () => 'published',
    (error: unknown) => (error instanceof DatasetRefused ? `${error.code}: ${error.message}` : String(error)),
  )
}

describe('a package', () => {
  test('holds every file, and nothing beside it stays on the disk', async () => {
    expect([...files.keys()]).toEqual([...PACKAGE_FILES])
    expect(await readdir(path.dirname(file))).toEqual(['data-set-7.zip'])
  })

  test('is made of the same bytes when the key is the same, and of others when it is not', async () => {
    const again = path.join(folder, 'again.zip')
    await publishPackage(dataset, { file: again, facts, knownIds: new Set(), key: KEY })
    expect((await readFile(again)).equals(await readFile(file))).toBe(true)
    await publishPackage(dataset, { file: again, facts, knownIds: new Set() })
    expect((await filesOf(again)).get('data.csv')?.equals(files.get('data.csv') ?? Buffer.alloc(0))).toBe(
      false,
    )
  })

  test('says the same in CSV and Parquet, row by row', async () => {
    const bytes = new Uint8Array(files.get('data.parquet') ?? []).buffer
    const rows = await parquetReadObjects({
      file: { byteLength: bytes.byteLength, slice: (a, b) => bytes.slice(a, b) },
    })
    const [header, ...lines] = text('data.csv').trim().split('\n')
    expect(Object.keys(rows[0] ?? {}).join(',')).toBe(header)
    expect(rows).toHaveLength(dataset.persons.length)
    expect(lines).toHaveLength(dataset.persons.length)
    const quoted = (cell: unknown) => (/[",]/.test(String(cell)) ? `"${String(cell)}"` : String(cell))
    expect(rows.map((row) => Object.values(row).map(quoted).join(','))).toEqual(lines)
  })

  test('does not keep the order of persons: pseudonyms rise, and lead back to nobody without the key', () => {
    const pseudonyms = text('data.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(0, 25))
    expect(pseudonyms).toEqual([...pseudonyms].sort())
    const other = pseudonymise(dataset.persons, Buffer.alloc(32, 8))
    const others = Array.from(other.order, (_, place) => other.pseudonymAt(place))
    expect(others.filter((name) => pseudonyms.includes(name))).toEqual([])
    expect([...pseudonymise(dataset.persons, KEY).order]).not.toEqual([...dataset.persons.keys()])
  })

  test('is described for machines: every column, its codes, and the hashes of its tables', () => {
    const descriptor = JSON.parse(text('datapackage.json'))
    const names = descriptor.resources[0].schema.fields.map(({ name }: { name: string }) => name)
    expect(names.join(',')).toBe(text('data.csv').split('\n')[0])
    expect(descriptor.resources[0].bytes).toBe(files.get('data.csv')?.length)
    expect(text('manifest.sha256')).toContain(descriptor.resources[0].hash.replace('sha256:', ''))
    const report = JSON.parse(text('risk_report.json'))
    expect(report.k).toBeGreaterThanOrEqual(5)
    expect(report.risks_after.prosecutor_highest).toBeCloseTo(1 / report.k, 12)
    expect(report.risks_after.journalist_highest).toBeLessThanOrEqual(report.risks_after.prosecutor_highest)
  })

  const rTest = hasR ? test : test.skip
  rTest(
    `R loads it, works the main table out again and draws it${hasR ? '' : ' (Rscript is not installed here)'}`,
    async () => {
      const target = await unpacked()
      const { stdout } = await run('Rscript', ['load.R'], { cwd: target })
      expect(stdout).toContain(`${dataset.persons.length} rows; the main table is the published one.`)
      expect(existsSync(path.join(target, 'main_table.pdf'))).toBe(true)
      await writeFile(path.join(target, 'main_table.csv'), text('main_table.csv').replace(/,(\d+),/, ',1$1,'))
      await expect(run('Rscript', ['load.R'], { cwd: target })).rejects.toThrow('not the published one')
    },
  )

  const pythonTest = hasPython ? test : test.skip
  pythonTest(
    `Python loads it and works the main table out again${hasPython ? '' : ' (python3 is not installed here)'}`,
    async () => {
      const target = await unpacked()
      const { stdout } = await run('python3', ['load.py'], { cwd: target })
      expect(stdout).toContain(`${dataset.persons.length} rows; the main table is the published one.`)
      await writeFile(path.join(target, 'main_table.csv'), text('main_table.csv').replace(/,(\d+),/, ',1$1,'))
      await expect(run('python3', ['load.py'], { cwd: target })).rejects.toThrow('not the published one')
    },
  )
})

describe('the checker, reading a package again', () => {
  test('passes one that nothing happened to', async () => {
    expect(await checkedWith({})).toBe('published')
  })

  const secondLine = () => text('data.csv').split('\n')[1] ?? ''
  const withCell = (value: string) => {
    const cells = secondLine().split(',')
    return text('data.csv').replace(secondLine(), [cells[0], value, ...cells.slice(2)].join(','))
  }

  test.each([
    ['an e-mail address', 'jo@example.org'],
    ['a telephone number', '020 7946 0958'],
    ['an NHS number', '9434765919'],
    ['a postcode', 'SW1A 1AA'],
    ['a network address', '192.168.17.4'],
    ['a web address', 'https://example.org/jo'],
    ['a date', '2024-03-01'],
    ['an id of a member', 'M-0007'],
  ])('stops %s wherever it was planted', async (_, planted) => {
    expect(await checkedWith({ 'data.csv': withCell(planted) })).toMatch(
      /^identifier_found: Something in data.csv/,
    )
    for (const name of [
      'README.md',
      'codebook.html',
      'load.R',
      'load.py',
      'METHODS.md',
      'CITATION.cff',
      'main_table.csv',
      'risk_report.html',
    ]) {
      expect(await checkedWith({ [name]: `${text(name)}\n${planted}\n` })).toMatch(
        new RegExp(`^identifier_found: Something in ${name}`),
      )
    }
    const codebook = JSON.parse(text('codebook.json'))
    codebook.columns[1].values[0].label = planted
    expect(await checkedWith({ 'codebook.json': JSON.stringify(codebook) })).toMatch(/^identifier_found/)
    const report = { ...JSON.parse(text('risk_report.json')), asked_by: planted }
    expect(await checkedWith({ 'risk_report.json': JSON.stringify(report) })).toMatch(/^identifier_found/)
  })

  test('stops a column that nobody chose', async () => {
    const codebook = JSON.parse(text('codebook.json'))
    codebook.columns.push({ ...codebook.columns[1], name: 'date_of_birth' })
    expect(await checkedWith({ 'codebook.json': JSON.stringify(codebook) })).toMatch(
      /^package_differs.*columns/,
    )
    const csv = text('data.csv').replaceAll('\n', ',1\n').replace(',1\n', ',surname\n')
    expect(await checkedWith({ 'data.csv': csv })).toMatch(/^package_differs/)
  })

  test('stops a row twice, a row changed in one of the two tables, and a wrong figure', async () => {
    const csv = text('data.csv')
    expect(await checkedWith({ 'data.csv': `${csv}${secondLine()}\n` })).toMatch(
      /^package_differs.*pseudonym/,
    )
    const [improved, other] = ['reliably_improved,Reliably improved', 'no_reliable_change,No reliable change']
    const changed = csv.includes(improved) ? csv.replace(improved, other) : csv.replace(other, improved)
    expect(await checkedWith({ 'data.csv': changed })).toMatch(/^package_differs.*not those of data.csv/)
    const report = JSON.parse(text('risk_report.json'))
    for (const wrong of [
      { k: report.k + 1 },
      { rows: report.rows + 1 },
      { classes: 1 },
      { sensitive: { ...report.sensitive, t: 0.01 } },
    ]) {
      expect(await checkedWith({ 'risk_report.json': JSON.stringify({ ...report, ...wrong }) })).toMatch(
        /^package_differs.*risk_report/,
      )
    }
  })

  test('stops a table that keeps less than was asked for', async () => {
    const asked = { ...expected, k: 400 }
    await expect(checkPackage(file, asked)).rejects.toThrow('k, l or t')
    await expect(checkPackage(file, { ...expected, t: 0.0001 })).rejects.toThrow('k, l or t')
    await expect(checkPackage(file, { ...expected, distinctL: 5 })).rejects.toThrow('k, l or t')
    await expect(checkPackage(file, { ...expected, rows: expected.rows + 1 })).rejects.toThrow('risk_report')
  })

  test('stops a file too many, one too few, a hash that does not fit, and half a zip', async () => {
    expect(await checkedWith({ 'notes.txt': 'more' })).toMatch(/^package_differs.*list of files/)
    const changed = new Map(files)
    changed.delete('METHODS.md')
    const target = path.join(folder, 'fewer.zip')
    await writeZip(target, changed)
    await expect(checkPackage(target, expected)).rejects.toThrow('list of files')
    const half = path.join(folder, 'half.zip')
    await writeFile(half, (await readFile(file)).subarray(0, 5000))
    await expect(checkPackage(half, expected)).rejects.toThrow()
  })
})

describe.each([
  ['phases_wide', ['structure', 'score_start', 'score_early', 'score_middle', 'score_late', 'score_last'], 1],
  ['phases_long', ['structure', 'phase', 'score'], 5],
] as const)('scores by phase, %s', (profile, columns, rowsAPerson) => {
  const released = releasedPhases(profile)
  const persons = released.persons.length
  const asked = { ...expected, rows: persons, columns }
  let written: Map<string, Buffer>
  const csv = () => written.get('data.csv')?.toString('utf8') ?? ''
  const lines = () => csv().trim().split('\n').slice(1)

  beforeAll(async () => {
    const place = path.join(folder, profile, 'x.zip')
    await publishPackage(released, { file: place, facts, knownIds: expected.knownIds, key: KEY })
    written = await filesOf(place)
  })

  async function checked(changes: Readonly<Record<string, string>>): Promise<string> {
    const changed = new Map(written)
    for (const [name, content] of Object.entries(changes)) changed.set(name, Buffer.from(content))
    const target = path.join(await mkdtemp(path.join(folder, 'changed-')), 'changed.zip')
    await writeZip(target, changed)
    return checkPackage(target, asked).then(
      () => 'published',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
  }

  test('is published with its risk, and says what was approved', async () => {
    expect(await checked({})).toBe('published')
    expect(lines()).toHaveLength(persons * rowsAPerson)
    const report = JSON.parse(written.get('risk_report.json')?.toString('utf8') ?? '')
    expect([report.profile, report.rows, report.k]).toEqual([profile, persons, released.after.k])
    expect(report.risks_before.share_unique).toBeGreaterThan(0.05)
    expect(written.get('METHODS.md')?.toString('utf8')).toContain('approved by a director')
    const descriptor = JSON.parse(written.get('datapackage.json')?.toString('utf8') ?? '')
    const { fields, primaryKey } = descriptor.resources[0].schema
    expect(fields.map(({ name }: { name: string }) => name).join(',')).toBe(csv().split('\n')[0])
    expect(primaryKey).toEqual(rowsAPerson === 1 ? 'pseudonym' : ['pseudonym', 'phase'])
  })

  test('the checker counts k on the whole set of rows of a person, and compares both tables', async () => {
    const [first = ''] = lines()
    const scoreAt = (csv().split('\n')[0] ?? '').split(',').findIndex((name) => name.startsWith('score'))
    const scoresOf = (line: string) => line.split(',').slice(scoreAt)
    const other = lines().find((line) => scoresOf(line).join() !== scoresOf(first).join()) ?? ''
    const changed = [...first.split(',').slice(0, scoreAt), ...scoresOf(other)].join(',')
    expect(await checked({ 'data.csv': csv().replace(first, changed) })).toContain('not those of data.csv')
    await expect(
      checkPackage(path.join(folder, profile, 'x.zip'), { ...asked, k: (released.after.k ?? 0) + 1 }),
    ).rejects.toThrow('k, l or t')
    await expect(
      checkPackage(path.join(folder, profile, 'x.zip'), { ...asked, t: released.sensitive.t - 0.001 }),
    ).rejects.toThrow('k, l or t')
  })

  test('a person twice, and with one row a phase a row too few or out of order, is refused', async () => {
    const [first = '', second = ''] = lines()
    expect(await checked({ 'data.csv': `${csv()}${first}\n` })).toContain('a pseudonym')
    if (rowsAPerson === 1) return
    expect(await checked({ 'data.csv': csv().replace(`${first}\n`, '') })).toContain('phases of a person')
    const swapped = csv().replace(`${first}\n${second}\n`, `${second}\n${first}\n`)
    expect(await checked({ 'data.csv': swapped })).toContain('phases of a person')
    const known = first.split(',').slice(1, 3).join(',')
    const others = lines()
      .map((line) => line.split(',').slice(1, 3).join(','))
      .find((cells) => cells !== known)
    const mixed = csv().replace(first, first.replace(`,${known},`, `,${others},`))
    expect(await checked({ 'data.csv': mixed })).toContain('not alike')
  })

  const scripts = [
    ['Rscript', 'load.R', hasR],
    ['python3', 'load.py', hasPython],
  ] as const
  for (const [program, script, isThere] of scripts) {
    const scriptTest = isThere ? test : test.skip
    scriptTest(
      `${script} works the main table out again${isThere ? '' : ` (${program} is not installed here)`}`,
      async () => {
        const target = await mkdtemp(path.join(folder, 'unpacked-'))
        for (const [name, bytes] of written) await writeFile(path.join(target, name), bytes)
        const { stdout } = await run(program, [script], { cwd: target })
        expect(stdout).toContain(`${persons * rowsAPerson} rows; the main table is the published one.`)
        const table = written.get('main_table.csv')?.toString('utf8') ?? ''
        await writeFile(path.join(target, 'main_table.csv'), table.replace(/,(\d+),/, ',1$1,'))
        await expect(run(program, [script], { cwd: target })).rejects.toThrow('not the published one')
      },
    )
  }
})

describe('what stops a package leaves nothing', () => {
  test('cancelled between two steps, or by its signal', async () => {
    const place = path.join(folder, 'stopped')
    for (const at of ['written', 'checked'] as const) {
      const onStep = async (step: string) => {
        if (step === at) throw new Error('cancelled')
      }
      const options = { file: path.join(place, 'x.zip'), facts, knownIds: new Set<string>(), onStep }
      await expect(publishPackage(dataset, options)).rejects.toThrow('cancelled')
      expect(await readdir(place)).toEqual([])
    }
    const options = {
      file: path.join(place, 'x.zip'),
      facts,
      knownIds: new Set<string>(),
      signal: AbortSignal.abort(),
    }
    await expect(publishPackage(dataset, options)).rejects.toThrow()
    expect(await readdir(place)).toEqual([])
  })

  test('a package that stands already stays when its successor is refused', async () => {
    const place = path.join(folder, 'kept', 'x.zip')
    await publishPackage(dataset, { file: place, facts, knownIds: new Set(), key: KEY })
    const before = await readFile(place)
    const known = new Set(['improved'])
    await expect(publishPackage(dataset, { file: place, facts, knownIds: known })).rejects.toThrow(
      'identifier',
    )
    expect((await readFile(place)).equals(before)).toBe(true)
  })

  const fullTest = existsSync('/dev/full') ? test : test.skip
  fullTest('a full disk is said by name (needs /dev/full, which Linux has)', async () => {
    const rows = pseudonymise(dataset.persons, KEY)
    for (const name of ['data.csv', 'data.parquet', 'README.md']) {
      const place = await mkdtemp(path.join(folder, 'full-'))
      await symlink('/dev/full', path.join(place, name))
      const written = writePackage(
        { facts, dataset, rows },
        { folder: place, draft: path.join(folder, 'never.zip') },
      )
      await expect(written).rejects.toThrow('The disk is full')
      expect(existsSync(path.join(folder, 'never.zip'))).toBe(false)
    }
    const place = path.join(folder, 'full-zip')
    await mkdir(place)
    const written = writePackage({ facts, dataset, rows }, { folder: place, draft: '/dev/full' })
    await expect(written).rejects.toThrow('The disk is full')
  })
})
