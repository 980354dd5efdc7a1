import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { Command } from 'commander'
import { userListSchema, userWithPasswordSchema } from '../../../api/src/contracts/users.js'
import { addUserCommands } from '../../../api/src/features/sign-in/user.command.js'
import { signInCookie } from '../support/sign-in.js'
import { startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { insertTwoSites } from '../support/two-sites.js'
import { BEHIND_PROXY, Browser, codeOf } from './browser.js'

let database: TestDatabase
let api: TestApi

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
  api = await startTestApi(database, { web: BEHIND_PROXY })
})
afterAll(async () => {
  await api?.close()
  await database?.drop()
})
afterEach(() => {
  jest.restoreAllMocks()
})

/** What the command prints. */
async function tidemarkUser(...words: string[]): Promise<string> {
  const written: string[] = []
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text))
    return true
  })
  const program = new Command('tidemark').exitOverride()
  program.configureOutput({ writeErr: () => {} })
  addUserCommands(program.command('user'), (work) => work(database))
  try {
    await program.parseAsync(['user', ...words], { from: 'user' })
  } finally {
    jest.restoreAllMocks()
  }
  return written.join('')
}

const add = (email: string, ...more: string[]) =>
  tidemarkUser('add', '--email', email, '--name', 'Vera Moss', '--role', 'coordinator', ...more)

describe('tidemark user add', () => {
  test('makes a login whose password is for one use: a new one is due before all else', async () => {
    const printed = await add('Vera@clinic.example', '--site', 'north', 'south', '--json')
    const { user, one_time_password } = userWithPasswordSchema.parse(JSON.parse(printed))
    expect(user).toMatchObject({
      email: 'vera@clinic.example',
      site_ids: ['north', 'south'],
      must_change_password: true,
    })
    const browser = new Browser(api)
    expect((await browser.signIn('vera@clinic.example', one_time_password)).json()).toEqual({
      next: 'signed_in',
    })
    expect((await browser.me()).json()).toMatchObject({ due: 'password_change' })
    expect(codeOf(await browser.get('/api/v1/measures'))).toEqual([403, 'password_change_due'])
    const change = { current_password: one_time_password, new_password: 'eleven ducks in a row' }
    expect((await browser.post('/api/auth/change-password', change)).status).toBe(204)
    expect((await browser.get('/api/v1/measures')).status).toBe(200)
    expect((await new Browser(api).signIn('vera@clinic.example', one_time_password)).status).toBe(401)
  })

  test('prints the password for people, keeps only its hash, and names who ran it in the audit', async () => {
    const printed = await add('print@clinic.example')
    const password = /Password for one use: (\S+)/.exec(printed)?.[1] ?? ''
    expect(password).toMatch(/^\w{4}(-\w{4}){4}$/)
    const stored = JSON.stringify([
      await database.ownerQuery('select * from auth.account'),
      await database.ownerQuery('select * from audit_event'),
    ])
    expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
    expect(stored).not.toContain(password)
    const [event] = await database.ownerQuery<{ actor_kind: string; detail: string }>(
      `select actor_kind, detail from audit_event where action = 'user.change' order by chain_day desc, number desc limit 1`,
    )
    expect(event).toMatchObject({ actor_kind: 'command_line', detail: expect.stringContaining('added') })
  })

  test.each([
    [['--email', 'x', '--name', 'X', '--role', 'coordinator'], /email: It needs an address/],
    [['--email', 'y@clinic.example', '--name', 'X', '--role', 'coordinator', '--site', 'nowhere'], /site/],
    [
      ['--email', 'y@clinic.example', '--name', 'X', '--role', 'researcher', '--site', 'north'],
      /given sites/,
    ],
    [
      ['--email', 'y@clinic.example', '--name', 'X', '--role', 'therapist', '--therapist', 'T-none'],
      /therapist/,
    ],
    [['--email', 'y@clinic.example', '--name', 'X', '--role', 'integration'], /Allowed choices/],
    [['--name', 'X', '--role', 'therapist'], /required option '--email/],
  ])('%j is refused in a sentence', async (words, sentence) => {
    await expect(tidemarkUser('add', ...words)).rejects.toThrow(sentence)
    expect(
      await database.ownerQuery('select id from auth."user" where email = \'y@clinic.example\''),
    ).toEqual([])
  })

  test('an address that is in use is refused', async () => {
    await add('twice@clinic.example')
    await expect(add('TWICE@clinic.example')).rejects.toThrow(/Another login has this e-mail address/)
  })
})

describe('tidemark user', () => {
  const idOf = async (email: string) => {
    const [row] = await database.ownerQuery<{ id: string }>('select id from auth."user" where email = $1', [
      email,
    ])
    return { id: row?.id ?? '' }
  }

  test('disable ends sessions, enable lets sign in again', async () => {
    const { one_time_password } = JSON.parse(await add('leaver@clinic.example', '--json'))
    const cookie = await signInCookie(api, await idOf('leaver@clinic.example'))
    expect(await tidemarkUser('disable', 'LEAVER@clinic.example')).toContain('can no longer sign in')
    expect((await api.get('/api/v1/me', { cookie })).status).toBe(401)
    expect((await new Browser(api).signIn('leaver@clinic.example', one_time_password)).status).toBe(401)
    expect(await tidemarkUser('list')).toMatch(/leaver@clinic\.example +coordinator +disabled/)
    await tidemarkUser('enable', 'leaver@clinic.example')
    expect((await new Browser(api).signIn('leaver@clinic.example', one_time_password)).status).toBe(200)
  })

  test('reset gives a new password, drops the second factor, and ends sessions', async () => {
    const { one_time_password: first } = JSON.parse(await add('reset@clinic.example', '--json'))
    const user = await idOf('reset@clinic.example')
    await database.ownerQuery('update auth."user" set two_factor_enabled = true where id = $1', [user.id])
    const cookie = await signInCookie(api, user)
    const printed = await tidemarkUser('reset', user.id, '--password', '--second-factor', '--json')
    const { one_time_password: second, user: after } = userWithPasswordSchema.parse(JSON.parse(printed))
    expect(after).toMatchObject({ two_factor_enabled: false, must_change_password: true, open_sessions: 0 })
    expect((await api.get('/api/v1/me', { cookie })).status).toBe(401)
    expect((await new Browser(api).signIn('reset@clinic.example', first)).status).toBe(401)
    expect((await new Browser(api).signIn('reset@clinic.example', second)).json()).toEqual({
      next: 'signed_in',
    })
  })

  test('says what is missing', async () => {
    await expect(tidemarkUser('reset', 'vera@clinic.example')).rejects.toThrow(/--password, --second-factor/)
    await expect(tidemarkUser('disable', 'nobody@clinic.example')).rejects.toThrow(/no such user/)
  })

  test('list shows everybody, for people and for machines', async () => {
    const { users } = userListSchema.parse(JSON.parse(await tidemarkUser('list', '--json')))
    const lines = (await tidemarkUser('list')).trimEnd().split('\n')
    expect(lines).toHaveLength(users.length)
    expect(lines.join()).toContain('has a password for one use')
  })
})
