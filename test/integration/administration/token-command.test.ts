import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { Command } from 'commander'
import { tokenListSchema, tokenWithSecretSchema } from '../../../api/src/contracts/tokens.js'
import { addTokenCommands } from '../../../api/src/features/tokens/token.command.js'
import { TokenReader } from '../../../api/src/features/tokens/token-reader.service.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { insertTwoSites } from '../support/two-sites.js'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
})
afterAll(() => database.drop())
afterEach(() => {
  jest.restoreAllMocks()
})

/** What the command prints. */
async function tidemarkToken(...words: string[]): Promise<string> {
  const written: string[] = []
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text))
    return true
  })
  const program = new Command('tidemark').exitOverride()
  program.configureOutput({ writeErr: () => {} })
  addTokenCommands(program.command('token'), (work) => work(database))
  await program.parseAsync(['token', ...words], { from: 'user' })
  return written.join('')
}

describe('tidemark token', () => {
  test('add prints a token that works, revoke ends it, list shows both without the token', async () => {
    const words = ['add', 'ward system', '--site', 'north', 'south', '--days', '30', '--json']
    const { token, secret } = tokenWithSecretSchema.parse(JSON.parse(await tidemarkToken(...words)))
    expect(token.site_ids).toEqual(['north', 'south'])
    const reader = new TokenReader(database.signIn)
    expect(await reader.find(secret)).not.toBeNull()
    expect(await tidemarkToken('revoke', token.token_id)).toContain('is refused from now on')
    expect(await reader.find(secret)).toBeNull()
    const list = await tidemarkToken('list', '--json')
    expect(tokenListSchema.parse(JSON.parse(list)).tokens.map(({ status }) => status)).toEqual(['revoked'])
    expect(list).not.toContain(secret)
    expect(await tidemarkToken('list')).toContain('ward system (north, south)')
  })

  test('add puts the token alone on the last line for people', async () => {
    const lines = (await tidemarkToken('add', 'another', '--site', 'north')).trimEnd().split('\n')
    expect(lines.at(-1)).toMatch(/^tm_[\w-]{43}$/)
  })

  test.each([
    [['add', 'x', '--site', 'atlantis'], 'There is no such site.'],
    [['add', ' ', '--site', 'north'], 'It needs 1 to 100 characters.'],
    [['add', 'x', '--site', 'north', '--days', '91'], 'A token lasts 90 days at most.'],
    [['add', 'x', '--site', 'north', '--days', 'ten'], 'It must be a whole number.'],
    [['add', 'x'], '--site'],
    [['revoke', 'nobody'], 'There is no such token.'],
  ])('%j says what is wrong', async (words, said) => {
    await expect(tidemarkToken(...words)).rejects.toThrow(said)
  })
})
