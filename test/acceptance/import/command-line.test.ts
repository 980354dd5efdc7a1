import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { importReportSchema } from '../../../api/src/contracts/imports.js'
import { changedFile, clinicFiles } from '../../builders/import-files.js'
import { createTestDatabase, type TestDatabase } from '../../integration/support/test-database.js'
import { lastLine, tidemark, withImportFolder } from './tidemark-command.js'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const importFolder = (folder: string, ...options: string[]) =>
  tidemark(database, ['import', folder, '--json', ...options])
const reportOf = (stdout: string) => importReportSchema.parse(JSON.parse(lastLine(stdout)))

describe('tidemark import', () => {
  test('stores a folder and ends with 0; the last line is the report', async () => {
    const { exitCode, stdout } = await withImportFolder(clinicFiles(), (folder) => importFolder(folder))
    expect(exitCode).toBe(0)
    expect(reportOf(stdout)).toMatchObject({
      committed: true,
      mode: 'all-or-nothing',
      rows: 20,
      accepted: 20,
    })
  })

  const spoiled = {
    ...clinicFiles(),
    ...changedFile('responses.csv', { add: ['R9,M1,G1-2,2026-01-12,phq9,1,1,1,1,1,1,1,9,3'] }),
  }

  test('ends with 1 when rows are rejected and nothing is stored, and writes them to a file', async () => {
    await withImportFolder(spoiled, async (folder) => {
      const rejects = path.join(folder, 'out.csv')
      const { exitCode, stdout } = await importFolder(folder, '--rejects', rejects)
      expect(exitCode).toBe(1)
      expect(reportOf(stdout)).toMatchObject({
        committed: false,
        rejected: 1,
        safety: { rejected_with_risk_answer: 1 },
      })
      const text = await readFile(rejects, 'utf8')
      expect(text.split('\n')[0]).toBe('file,row,column,code,expected,message')
      const rows: Record<string, string>[] = parse(text, { columns: true })
      expect(rows).toMatchObject([
        { file: 'responses.csv', row: '7', column: 'item8', code: 'item_out_of_range' },
      ])
    })
  })

  test('ends with 0 in the mode accept-valid, and says in words what is important', async () => {
    const { exitCode, stdout } = await withImportFolder(spoiled, (folder) =>
      tidemark(database, ['import', folder, '--mode', 'accept-valid']),
    )
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/responses\.csv row 7, item8: .*item_out_of_range/)
    expect(stdout).toMatch(/1 rejected/)
    expect(stdout).toMatch(/SAFETY/)
  })

  test('ends with 2 when a file is refused, a path leads nowhere or an option is not known', async () => {
    const files = { 'groups.csv': 'group_id;site_id\n1;2\n', 'notes.csv': 'x\n' }
    await withImportFolder(files, async (folder) => {
      const refused = await importFolder(folder)
      expect(refused.exitCode).toBe(2)
      expect(reportOf(refused.stdout).errors).toMatchObject([{ code: 'wrong_delimiter', file: 'groups.csv' }])
      const unknown = await importFolder(path.join(folder, 'notes.csv'))
      expect(unknown.exitCode).toBe(2)
      expect(reportOf(unknown.stdout).errors).toMatchObject([{ code: 'unknown_file', file: 'notes.csv' }])
      expect((await importFolder(path.join(folder, 'nowhere'))).exitCode).toBe(2)
      expect((await importFolder(folder, '--mode', 'some')).exitCode).toBe(2)
    })
  })

  test('corrects with a reason, and a dry run says so without doing it', async () => {
    const files = changedFile('responses.csv', { replace: ['phq9,2,2', 'phq9,3,2'] })
    await withImportFolder(files, async (folder) => {
      const tried = reportOf((await importFolder(folder, '--correct', 'misread', '--dry-run')).stdout)
      expect(tried).toMatchObject({ dry_run: true, committed: false, corrected: 1 })
      const done = reportOf((await importFolder(folder, '--correct', 'misread')).stdout)
      expect(done).toMatchObject({ committed: true, corrected: 1, duplicate: 4 })
    })
  })

  test('every command explains itself', async () => {
    for (const name of ['serve', 'import', 'analyse', 'seed', 'rebuild']) {
      const { exitCode, stdout } = await tidemark(null, [name, '--help'])
      expect(exitCode).toBe(0)
      expect(stdout).toContain(`Usage: tidemark ${name}`)
    }
    expect((await tidemark(null, ['nonsense'])).exitCode).toBe(2)
  })
})

describe('tidemark rebuild', () => {
  test('finds nothing that differs after an import', async () => {
    const { exitCode, stdout } = await tidemark(database, ['rebuild', '--check', '--json'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(lastLine(stdout))).toMatchObject({
      episodes: 2,
      missing: 0,
      superfluous: 0,
      different: 0,
    })
  })
})
