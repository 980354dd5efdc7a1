import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { z } from 'zod'
import * as caseload from '../../../api/src/contracts/caseload.js'
import {
  siteListSchema,
  siteSchema,
  therapistListSchema,
  therapistSchema,
} from '../../../api/src/contracts/groups.js'
import * as identity from '../../../api/src/contracts/identity.js'
import { settingsSchema } from '../../../api/src/contracts/settings.js'
import * as tokens from '../../../api/src/contracts/tokens.js'
import * as users from '../../../api/src/contracts/users.js'
import { makeUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { insertTwoSites } from '../support/two-sites.js'

let database: TestDatabase
let api: TestApi
let administrator: Caller
let director: Caller
let coordinator: Caller

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
  api = await startTestApi(database)
  administrator = await api.as(await makeUser(database, { role: 'administrator' }))
  director = await api.as(await makeUser(database, { role: 'director', sites: ['north', 'south'] }))
  coordinator = await api.as(await makeUser(database, { role: 'coordinator', sites: ['north'] }))
})
afterAll(async () => {
  await api.close()
  await database.drop()
})

/** The answer as its contract has it, with nothing left over. */
async function sent<Schema extends z.ZodType>(
  schema: Schema,
  who: Caller,
  method: string,
  path: string,
  body?: unknown,
): Promise<z.infer<Schema>> {
  const answer = await who.send(method, `/api/v1${path}`, body)
  if (answer.status !== 200 && answer.status !== 201) throw new Error(`${path}: ${answer.text}`)
  return exactly(schema, answer.json())
}

async function read<Schema extends z.ZodType>(
  schema: Schema,
  who: Caller,
  path: string,
): Promise<z.infer<Schema>> {
  const answer = await who.get(`/api/v1${path}`)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`)
  return exactly(schema, answer.json())
}

function exactly<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const parsed = schema.parse(given)
  expect(given).toEqual(parsed)
  return parsed
}

describe('every answer of the administration is what its contract says, and nothing beside it', () => {
  test('users and roles', async () => {
    const { user } = await sent(users.userWithPasswordSchema, administrator, 'POST', '/users', {
      name: 'Tess',
      email: 'tess@clinic.example',
      role: 'therapist',
      therapist_id: 'T-g3',
    })
    const at = `/users/${user.user_id}`
    const { version } = await sent(users.userSchema, administrator, 'PATCH', at, {
      version: user.version,
      name: 'Tessa',
    })
    expect(version).not.toBe(user.version)
    await sent(users.userSchema, administrator, 'POST', `${at}/disable`)
    await sent(users.userSchema, administrator, 'POST', `${at}/enable`)
    await sent(users.userSchema, administrator, 'POST', `${at}/reset-second-factor`)
    await sent(users.userWithPasswordSchema, administrator, 'POST', `${at}/reset-password`)
    await sent(users.revokedSessionsSchema, administrator, 'POST', `${at}/sessions/revoke`)
    const list = await read(users.userListSchema, administrator, '/users')
    expect(list.users.map(({ name }) => name)).toContain('Tessa')
    await read(users.roleListSchema, director, '/roles')
  })

  test('tokens', async () => {
    const given = { name: 'program', scopes: ['ingest:write'], site_ids: ['north'] }
    const { token } = await sent(tokens.tokenWithSecretSchema, administrator, 'POST', '/tokens', given)
    await sent(tokens.tokenSchema, administrator, 'POST', `/tokens/${token.token_id}/revoke`)
    await read(tokens.tokenListSchema, administrator, '/tokens')
  })

  test('settings', async () => {
    const { administration } = await read(settingsSchema, administrator, '/settings')
    await sent(settingsSchema, administrator, 'PATCH', '/settings', {
      version: administration?.version,
      crisis_line: '988',
      setup_completed: true,
    })
    expect((await read(settingsSchema, director, '/settings')).administration).toBeNull()
  })

  test('sites and therapists', async () => {
    const site = { site_id: 'west', name: 'West', time_zone: 'UTC' }
    const therapist = { therapist_id: 'T-west', display_name: 'W', site_id: 'west' }
    const { version } = await sent(siteSchema, administrator, 'POST', '/sites', site)
    await sent(siteSchema, administrator, 'PATCH', '/sites/west', { version, name: 'W', reason: 'shorter' })
    await sent(therapistSchema, administrator, 'POST', '/therapists', therapist)
    await sent(therapistSchema, administrator, 'PATCH', '/therapists/T-west', {
      version: 1,
      site_id: null,
      reason: 'left the site',
    })
    await read(siteListSchema, administrator, '/sites')
    await read(therapistListSchema, coordinator, '/therapists')
  })

  test('caseloads', async () => {
    await read(caseload.therapistCaseloadListSchema, director, '/caseload/therapists')
    const { cover_id } = await sent(caseload.coverSchema, director, 'POST', '/caseload/covers', {
      covered_therapist_id: 'T-g1',
      substitute_therapist_id: 'T-g2',
      site_id: 'north',
      from: '2026-06-01',
      to: '2026-06-05',
      reason: 'on leave',
    })
    await sent(caseload.coverSchema, director, 'POST', `/caseload/covers/${cover_id}/end`)
    await read(caseload.coverListSchema, director, '/caseload/covers')
    await sent(caseload.handoverSchema, director, 'POST', '/caseload/handovers', {
      from_therapist_id: 'T-g1',
      to_therapist_id: 'T-g2',
      group_ids: 'all',
      reason: 'left the clinic',
    })
  })

  test('identities and the search for members', async () => {
    await sent(identity.openedIdentitySchema, director, 'POST', '/members/improves/identity/break-glass', {
      reason: 'a call from the ward',
    })
    await read(identity.memberIdentitySchema, director, '/members/improves/identity')
    await read(identity.memberIdentitySchema, coordinator, '/members/improves/identity')
    const search = { text: 'recovers' }
    const found = await sent(identity.foundMembersSchema, coordinator, 'POST', '/members/search', search)
    expect(found.total).toBe(2)
    const { openings } = await read(
      identity.openedIdentityListSchema,
      administrator,
      '/identity/break-glass?page=1&page_size=10',
    )
    expect(openings.map(({ member_id }) => member_id)).toEqual(['improves'])
  })
})
