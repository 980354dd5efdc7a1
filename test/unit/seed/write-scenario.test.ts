import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { isScenarioName } from '../../../seed/src/scenarios/all-scenarios.js'
import { csvText } from '../../../seed/src/write-import-files.js'
import { scenarioFiles, writeScenario } from '../../../seed/src/write-scenario.js'

const REQUEST = { scenario: 'clinic', members: 20, seed: 5, asOf: '2026-03-11' } as const
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tidemark-seed-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('the files of a scenario stand in the folder, byte for byte', async () => {
  const written = await writeScenario({ ...REQUEST, outFolder: path.join(folder, 'a', 'b') })
  expect(written.map(({ file }) => file)).toEqual([
    'sites.csv',
    'therapists.csv',
    'groups.csv',
    'members.csv',
    'concurrent_treatments.csv',
    'sessions.csv',
    'attendance.csv',
    'responses.csv',
  ])
  for (const [file, bytes] of scenarioFiles(REQUEST)) {
    expect(await readFile(path.join(folder, 'a', 'b', file))).toEqual(Buffer.from(bytes))
  }
})

test('a cell with a comma, a quote or a line break is quoted', () => {
  const rows = [
    ['1', 'Walnut, "The Quoted" Testford'],
    ['2', 'two\nlines'],
    ['3', ''],
  ]
  expect(csvText({ columns: ['id', 'name'], rows })).toBe(
    'id,name\n1,"Walnut, ""The Quoted"" Testford"\n2,"two\nlines"\n3,\n',
  )
})

test('a clinic without members is refused in words', () => {
  expect(() => scenarioFiles({ ...REQUEST, members: 0 })).toThrow('a whole number of members from 1; got 0')
  expect(() => scenarioFiles({ ...REQUEST, members: 2.5 })).toThrow('got 2.5')
})

test('scenarios are known by their names only', () => {
  expect(isScenarioName('minus-two')).toBe(true)
  expect(isScenarioName('toString')).toBe(false)
})
