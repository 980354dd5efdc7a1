import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { sourceFromPaths } from '../../../api/src/features/imports/reading/import-source.js'
import { rebuildOutcomes } from '../../../api/src/features/outcomes/rebuild.command.js'
import { countRows, importsService, runImport, tester } from '../../integration/imports/run-import.js'
import { createTestDatabase, type TestDatabase } from '../../integration/support/test-database.js'

const data = fileURLToPath(new URL('../../../../shared/reference/data', import.meta.url))

let database: TestDatabase

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

test.each([
  ['tiny', 12, 145],
  ['small', 120, 1854],
  ['medium', 1509, 28065],
])(
  'every row of %s is stored, a second import changes nothing, and outcomes are what the rules make',
  async (set, members, responses) => {
    const source = await sourceFromPaths([`${data}/${set}`])
    const first = await runImport(importsService(database), {}, { source })
    expect(first.report).toMatchObject({
      committed: true,
      rejected: 0,
      duplicate: 0,
      touched_episodes: members,
    })
    const stored = await countRows(database)
    expect(stored).toMatchObject({ member: members, response: responses, episode_outcome: members })
    const second = await runImport(importsService(database), {}, { source })
    expect(second.report).toMatchObject({
      committed: true,
      accepted: 0,
      duplicate: first.report.rows,
      rejected: 0,
    })
    expect(await countRows(database)).toEqual(stored)
    expect(await rebuildOutcomes(database.access, tester, { check: true })).toMatchObject({
      missing: 0,
      superfluous: 0,
      different: 0,
    })
  },
  120_000,
)
