import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { NewToken } from '../../../api/src/contracts/tokens.js'
import { TokenReader } from '../../../api/src/features/tokens/token-reader.service.js'
import { noteUse } from '../../../api/src/features/tokens/tokens.repository.js'
import { TokensService } from '../../../api/src/features/tokens/tokens.service.js'
import { testContext } from '../support/insert-clinic.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { contextOf, insertTwoSites, people } from '../support/two-sites.js'
import { everythingStored, recordedDuring } from './recorded.js'

let database: TestDatabase
let tokens: TokensService
let reader: TokenReader

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
  tokens = new TokensService(database.application.access)
  reader = new TokenReader(database.signIn)
})
afterAll(() => database.drop())

const administrator = contextOf(people.administrator)

function newToken(given: Partial<NewToken> = {}): NewToken {
  return { name: 'ward system', scopes: ['ingest:write'], site_ids: ['north'], expires_in_days: 90, ...given }
}

const find = (secret: string) => reader.find(secret)

describe('a token', () => {
  test('is shown once, and stored as a hash alone', async () => {
    const { token, secret } = await tokens.add(administrator, newToken())
    expect(secret).toMatch(/^tm_[\w-]{43}$/)
    expect(secret.startsWith(token.prefix)).toBe(true)
    const stored = await everythingStored(database)
    expect(stored).not.toContain(secret)
    expect(stored).not.toContain(secret.slice(3))
    expect(stored).toContain(createHash('sha256').update(secret).digest('hex'))
    expect(JSON.stringify(await tokens.list(administrator))).not.toContain(secret)
  })

  test('is found by its secret, with what it may do and where', async () => {
    const { token, secret } = await tokens.add(administrator, newToken({ site_ids: ['north', 'south'] }))
    expect(await find(secret)).toEqual({
      tokenId: token.token_id,
      scopes: ['ingest:write'],
      siteIds: ['north', 'south'],
    })
  })

  test.each(['', 'tm_', 'tm_unknown', 'x'.repeat(10_000)])('is not found by another word', async (secret) => {
    expect(await find(secret)).toBeNull()
  })

  test('lasts as long as asked, 90 days at most', async () => {
    const { token } = await tokens.add(administrator, newToken({ expires_in_days: 7 }))
    const days = (Date.parse(token.expires_at) - Date.parse(token.created_at)) / 86_400_000
    expect(days).toBeCloseTo(7, 1) // a change of summer time may take an hour
    await expect(tokens.add(administrator, newToken({ expires_in_days: 91 }))).rejects.toThrow(
      'api_token_check',
    )
  })

  test('that expired is not found', async () => {
    const { token, secret } = await tokens.add(administrator, newToken())
    await database.ownerQuery(
      `update api_token set created_at = now() - interval '2 days', expires_at = now() where token_id = $1`,
      [token.token_id],
    )
    expect(await find(secret)).toBeNull()
    expect(await statusOf(token.token_id)).toBe('expired')
  })

  test('that was revoked is not found from then on, and stays in the list', async () => {
    const { token, secret } = await tokens.add(administrator, newToken())
    expect(await find(secret)).not.toBeNull()
    const revoked = await tokens.revoke(administrator, token.token_id)
    expect(revoked.status).toBe('revoked')
    expect(await find(secret)).toBeNull()
    expect(await statusOf(token.token_id)).toBe('revoked')
    expect(await tokens.revoke(administrator, token.token_id)).toEqual(revoked)
  })

  test('that nobody made cannot be revoked', async () => {
    await expect(tokens.revoke(administrator, 'nobody')).rejects.toMatchObject({
      status: 404,
      code: 'token_not_found',
    })
  })

  test('notes its use once a minute at most', async () => {
    const { token, secret } = await tokens.add(administrator, newToken())
    const used = async () => {
      const [row] = await database.ownerQuery<{ at: string; version: string }>(
        'select last_used_at::text as at, xmin::text as version from api_token where token_id = $1',
        [token.token_id],
      )
      return row
    }
    await find(secret)
    const first = await used()
    expect(first?.at).not.toBeNull()
    await find(secret)
    expect(await used()).toEqual(first)
    await noteUse(database.signIn, token.token_id)
    expect(await used()).toEqual(first)
    await database.ownerQuery(
      `update api_token set last_used_at = now() - interval '61 seconds' where token_id = $1`,
      [token.token_id],
    )
    const aged = await used()
    await find(secret)
    expect(await used()).not.toEqual(aged)
  })

  test('that many requests present at once is found by each', async () => {
    const { secret } = await tokens.add(administrator, newToken())
    const found = await Promise.all(Array.from({ length: 20 }, () => find(secret)))
    expect(found.filter((token) => token !== null)).toHaveLength(20)
  })

  async function statusOf(tokenId: string) {
    const { tokens: all } = await tokens.list(administrator)
    return all.find((token) => token.token_id === tokenId)?.status
  }
})

describe('who makes tokens', () => {
  test('an administrator, recorded without the secret', async () => {
    let made = { token_id: '', secret: '' }
    const events = await recordedDuring(database, async () => {
      const { token, secret } = await tokens.add(administrator, newToken())
      made = { token_id: token.token_id, secret }
      await tokens.revoke(administrator, token.token_id)
    })
    const recorded = { action: 'token.change', actor_id: people.administrator.id, member_ids: [] }
    expect(events).toEqual([
      expect.objectContaining({
        ...recorded,
        target: `token:${made.token_id}`,
        detail: { change: 'added', scopes: 'ingest:write', sites: 1, expires_in_days: 90 },
      }),
      expect.objectContaining({ ...recorded, detail: { change: 'revoked' } }),
    ])
    expect(JSON.stringify(events)).not.toContain(made.secret)
  })

  test('the command line, for whoever runs it', async () => {
    const onTheCommandLine = new TokensService(database.access)
    const { token, secret } = await onTheCommandLine.add(testContext, newToken())
    expect(token.created_by).toBe('command_line:test')
    expect(await find(secret)).not.toBeNull()
  })

  test.each([people.northDirector, people.g1Therapist, people.researcher, people.northCoordinator])(
    'not a $role, whatever the guard says',
    async (person) => {
      await expect(tokens.add(contextOf(person), newToken())).rejects.toThrow()
      await expect(tokens.list(contextOf(person))).rejects.toThrow('permission denied')
    },
  )

  test('only for sites that exist', async () => {
    await expect(
      tokens.add(administrator, newToken({ site_ids: ['north', 'atlantis'] })),
    ).rejects.toMatchObject({
      status: 400,
      errors: [{ path: 'site_ids.1', message: 'There is no such site.' }],
    })
  })
})
