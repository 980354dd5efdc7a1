import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { checkTable } from '../../../api/src/core/disclosure/check-table.js'
import { codeColumn } from '../../../api/src/core/disclosure/coded-table.js'
import { DisclosureRefused } from '../../../api/src/core/disclosure/disclosure-refused.js'
import { fitHierarchy } from '../../../api/src/core/disclosure/hierarchy.js'
import { readHierarchies, readTable } from '../../../api/src/features/dataset-exports/read-table.js'
import { checkOnTheWire, checkSummary } from '../../../api/src/features/dataset-exports/table-check-words.js'

const age = codeColumn('age', ['34', '51', '34', ''])

function refusalOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof DisclosureRefused) return error.code
    throw error
  }
  return 'none'
}

describe('a hierarchy is refused', () => {
  test.each([
    [
      'hierarchy_hole',
      [
        ['34', '*'],
        ['51', '*'],
      ],
    ],
    ['hierarchy_ragged', [['34', '*'], ['51'], ['', '*']]],
    [
      'hierarchy_double_parent',
      [
        ['34', '30s', '*'],
        ['51', '50s', '*'],
        ['', 'none', '*'],
        ['34', '50s', '*'],
      ],
    ],
    [
      'hierarchy_not_nested',
      [
        ['34', 'adult', '30s', '*'],
        ['51', 'adult', '50s', '*'],
        ['', 'none', 'none', '*'],
      ],
    ],
  ])('as %s', (code, rows) => {
    expect(refusalOf(() => fitHierarchy(age, rows))).toBe(code)
  })

  test('with the value that has no row, and how many more there are', () => {
    expect(() => fitHierarchy(age, [['51', '*']])).toThrow(
      'The hierarchy of "age" has no row for "34" and 1 more value. Add one for every value of the column.',
    )
  })
})

test('the domain is what the hierarchy declares, not what the table holds', () => {
  const { domainSize, levels } = fitHierarchy(age, [
    ['34', 'known'],
    ['51', 'known'],
    ['', 'none'],
    ['70', 'known'],
  ])
  expect(domainSize).toBe(4)
  expect([...(levels[1]?.leaves ?? [])]).toEqual([3, 1])
})

/** Two columns of two values, two rows a cell but one that stands alone. */
const small = {
  columns: [
    codeColumn('sex', ['f', 'f', 'f', 'f', 'm', 'm', 'm']),
    codeColumn('site', ['n', 'n', 's', 's', 'n', 'n', 's']),
    codeColumn('class', ['1', '2', '1', '2', '1', '2', '1']),
  ],
  quasi: ['sex', 'site'],
  sensitive: ['class'],
  hierarchies: new Map([
    [
      'sex',
      [
        ['f', '*'],
        ['m', '*'],
      ],
    ],
    [
      'site',
      [
        ['n', '*'],
        ['s', '*'],
      ],
    ],
  ]),
  requirement: { k: 2, suppressionLimit: 0, distinctL: null, closenessT: null },
  threshold: 0.2,
}

test('seven rows by hand: sites are given up before sexes, for each costs the same and "sex" comes first by name', () => {
  // Without suppression (m, s) must be merged. Sites given up: classes of 4 and 3; sexes given up: 4 and 3. Equal loss
  // (half of the cells at 1 = 0.5) and equal height: the finer one in "sex", the first by name, wins.
  const check = checkTable(small)
  expect(check.before).toMatchObject({ rows: 7, classes: 4, k: 1, uniqueRows: 1 })
  expect(check.result).toMatchObject({
    kind: 'found',
    levels: [
      { column: 'sex', level: 0, of: 1, penalty: 0 },
      { column: 'site', level: 1, of: 1, penalty: 1 },
    ],
    suppressed: 0,
    after: { classes: 2, k: 3, largestClass: 4 },
    losses: { normalised_certainty_penalty: 0.5, discernibility: 25, average_class_size: 3.5 },
  })
})

test('with one row in seven to leave out, that row goes and nothing is generalised', () => {
  // Loss: one row of seven costs all of its cells, 1/7.
  const { result } = checkTable({ ...small, requirement: { ...small.requirement, suppressionLimit: 1 / 7 } })
  expect(result).toMatchObject({ kind: 'found', suppressed: 1, after: { rows: 6, classes: 3, k: 2 } })
  expect(result.kind === 'found' && result.losses.normalised_certainty_penalty).toBeCloseTo(1 / 7, 15)
})

test('where nothing is feasible the columns in the way are named', () => {
  const all = Array.from({ length: 6 }, (_, row) => String(row))
  const check = checkTable({
    ...small,
    columns: [codeColumn('id', all), codeColumn('sex', ['f', 'f', 'f', 'm', 'm', 'm'])],
    quasi: ['id', 'sex'],
    sensitive: [],
    hierarchies: new Map(),
  })
  expect(check.result).toEqual(expect.objectContaining({ kind: 'nothing_feasible', blocking: ['id'] }))
  expect(checkSummary(check)).toContain('In the way: id. Add a coarser level, or leave the column out.')
  expect(checkOnTheWire(check)).toMatchObject({ is_feasible: false, blocking: ['id'], node: null, k: null })
})

test('where it takes more than one column the smallest way out that was found is named; where none helps, that', () => {
  const all = Array.from({ length: 6 }, (_, row) => String(row))
  const table = {
    ...small,
    columns: [
      codeColumn('id', all),
      codeColumn('code', all),
      codeColumn('sex', ['f', 'f', 'f', 'm', 'm', 'm']),
    ],
    quasi: ['id', 'sex', 'code'],
    sensitive: [],
    hierarchies: new Map(),
  }
  const both = checkTable(table)
  expect(checkOnTheWire(both)).toMatchObject({ blocking: [], blocking_together: ['id', 'code'] })
  expect(checkSummary(both)).toContain('In the way together: id, code.')
  const none = checkTable({ ...table, requirement: { ...table.requirement, k: 7 } })
  expect(checkOnTheWire(none)).toMatchObject({ blocking: [], blocking_together: [] })
  expect(checkSummary(none)).toContain('the table itself has too few rows')
})

test('a constant column stays as it is, and one that is all different is given up', () => {
  const rows = Array.from({ length: 20 }, (_, row) => `id ${row}`)
  const { result } = checkTable({
    ...small,
    columns: [
      codeColumn('id', rows),
      codeColumn(
        'constant',
        rows.map(() => 'same'),
      ),
    ],
    quasi: ['id', 'constant'],
    sensitive: [],
    hierarchies: new Map([
      ['id', rows.map((value) => [value, '*'])],
      ['constant', [['same', '*']]],
    ]),
    requirement: { ...small.requirement, k: 5 },
  })
  expect(result).toMatchObject({ kind: 'found', suppressed: 0, after: { classes: 1, k: 20 } })
  expect(result.kind === 'found' && result.levels.map(({ level }) => level)).toEqual([1, 0])
})

test('a missing value is a category of its own, and matches no other', () => {
  const cells = ['', '', '', 'f', 'f', 'm', 'm']
  const { before } = checkTable({
    ...small,
    columns: [codeColumn('sex', cells)],
    quasi: ['sex'],
    sensitive: [],
    hierarchies: new Map(),
  })
  expect(before).toMatchObject({ rows: 7, classes: 3, k: 2 })
})

test.each([0, 1, 2.5])('k of %s is refused', (k) => {
  expect(refusalOf(() => checkTable({ ...small, requirement: { ...small.requirement, k } }))).toBe(
    'not_a_threshold',
  )
})

test('a column that is not there is refused with those that are', () => {
  expect(() => checkTable({ ...small, quasi: ['sex', 'age'] })).toThrow(
    'There is no column "age". The table has "sex", "site", "class".',
  )
})

describe('a file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tidemark-table-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const written = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text)
    return path.join(folder, name)
  }

  test('may be parted by semicolons and begin with a byte order mark', async () => {
    const columns = await readTable(await written('semicolons.csv', '\uFEFFage;sex\r\n34; f\r\n;m\r\n'))
    expect(columns.map(({ name, values }) => [name, values])).toEqual([
      ['age', ['34', '']],
      ['sex', ['f', 'm']],
    ])
  })

  test.each([
    ['empty.csv', 'age,sex\n', 'empty.csv has no rows. It needs a header and at least one row.'],
    ['twice.csv', 'age,age\n1,2\n', 'twice.csv has two columns named "age". Give each its own name.'],
    ['ragged.csv', 'age,sex\n1,f\n2\n', 'Row 3 of ragged.csv has 1 cells; the header has 2.'],
  ])('%s is refused by name', async (name, text, message) => {
    await expect(readTable(await written(name, text))).rejects.toThrow(message)
  })

  test('that is not there is refused by name, and so is an empty hierarchy', async () => {
    const none = path.join(folder, 'none.csv')
    await expect(readTable(none)).rejects.toThrow(`${none} cannot be read: there is none of that name.`)
    await expect(readHierarchies(path.join(folder, 'nowhere'), ['sex'])).rejects.toThrow('none of that name')
    await written('site.csv', '')
    await expect(readHierarchies(folder, ['site'])).rejects.toThrow('site.csv is empty. It needs a row')
    await rm(path.join(folder, 'site.csv'))
  })

  test('of hierarchies is looked for by the name of its column; a column without one has none', async () => {
    await written('sex.csv', 'f,*\nm,*\n')
    const found = await readHierarchies(folder, ['sex', 'site'])
    expect([...found]).toEqual([
      [
        'sex',
        [
          ['f', '*'],
          ['m', '*'],
        ],
      ],
    ])
  })
})
