import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type NewUser, newUserSchema, userListSchema } from '../../../api/src/contracts/users.js'
import { Argon2Hasher } from '../../../api/src/features/sign-in/password-hashing.js'
import { UserAccessService } from '../../../api/src/features/users/user-access.service.js'
import { UsersService } from '../../../api/src/features/users/users.service.js'
import { testContext } from '../support/insert-clinic.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { contextOf, insertPerson, insertTwoSites, type Person, people } from '../support/two-sites.js'
import { atOnce, summed } from './at-once.js'
import { everythingStored, recordedDuring } from './recorded.js'

let database: TestDatabase
let users: UsersService
let access: UserAccessService
const hasher = new Argon2Hasher()

beforeAll(async () => {
  database = await createTestDatabase()
  await insertTwoSites(database)
  users = new UsersService(database.application.access, hasher)
  access = new UserAccessService(database.application.access, hasher)
})
afterAll(() => database.drop())

const administrator = contextOf(people.administrator)
let made = 0

function newUser(given: Partial<NewUser> = {}): NewUser {
  made += 1
  return newUserSchema.parse({
    name: `Person ${made}`,
    email: `person-${made}@clinic.example`,
    role: 'researcher',
    ...given,
  })
}

async function storedUser(userId: string) {
  const { users: all } = await users.list(administrator)
  return all.find((user) => user.user_id === userId)
}

async function signIn(userId: string): Promise<void> {
  await database.ownerQuery(
    `insert into auth.session (id, user_id, token, expires_at)
     values (gen_random_uuid(), $1, gen_random_uuid(), now() + interval '30 minutes')`,
    [userId],
  )
}

describe('the list of users', () => {
  test('says of each what they are and where they belong', async () => {
    const list = userListSchema.parse(await users.list(administrator))
    const byId = new Map(list.users.map((user) => [user.user_id, user]))
    expect(list.users).toHaveLength(Object.keys(people).length)
    expect(byId.get(people.bothDirector.id)).toEqual({
      user_id: people.bothDirector.id,
      name: people.bothDirector.id,
      email: `${people.bothDirector.id}@example.org`,
      role: 'director',
      site_ids: ['north', 'south'],
      therapist: null,
      two_factor_enabled: false,
      must_change_password: false,
      disabled_at: null,
      locked_until: null,
      last_sign_in_at: null,
      open_sessions: 0,
      is_demo: false,
      version: expect.any(String),
    })
    expect(byId.get(people.g1Therapist.id)?.therapist).toEqual({
      therapist_id: 'T-g1',
      display_name: 'T-g1',
    })
  })

  test('shows a lock while it lasts', async () => {
    const { user } = await users.add(administrator, newUser())
    const lock = (until: string) =>
      database.ownerQuery(`update auth."user" set locked_until = ${until} where id = $1`, [user.user_id])
    await lock(`now() + interval '1 minute'`)
    expect((await storedUser(user.user_id))?.locked_until).not.toBeNull()
    await lock(`now() - interval '1 second'`)
    expect((await storedUser(user.user_id))?.locked_until).toBeNull()
  })
})

describe('a new user', () => {
  test('has a one-time password that is shown once and stored as a slow hash alone', async () => {
    const { user, one_time_password } = await users.add(administrator, newUser())
    expect(user.must_change_password).toBe(true)
    const stored = await everythingStored(database)
    expect(stored).not.toContain(one_time_password)
    const [account] = await database.ownerQuery<{ password: string }>(
      `select password from auth.account where user_id = $1 and provider_id = 'credential'`,
      [user.user_id],
    )
    expect(account?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await hasher.verify(account?.password ?? '', one_time_password)).toBe(true)
  })

  test('belongs where the administrator says, each gift recorded', async () => {
    let userId = ''
    const events = await recordedDuring(database, async () => {
      const given = newUser({ role: 'coordinator', site_ids: ['south', 'north', 'south'] })
      const { user } = await users.add(administrator, given)
      expect(user.site_ids).toEqual(['north', 'south'])
      userId = user.user_id
    })
    expect(events.map(({ action, target, detail }) => [action, target, detail])).toEqual([
      ['user.change', `user:${userId}`, { change: 'added', role: 'coordinator' }],
      ['role.change', `user:${userId}`, { change: 'site_given', site: 'north' }],
      ['role.change', `user:${userId}`, { change: 'site_given', site: 'south' }],
    ])
  })

  test('is linked to one therapist record, which no other login has', async () => {
    const { user } = await users.add(administrator, newUser({ role: 'therapist', therapist_id: 'T-g3' }))
    expect(user.therapist).toEqual({ therapist_id: 'T-g3', display_name: 'T-g3' })
    const second = newUser({ role: 'therapist', therapist_id: 'T-g3' })
    await expect(users.add(administrator, second)).rejects.toMatchObject({
      status: 409,
      code: 'therapist_linked',
    })
    const { users: all } = await users.list(administrator)
    expect(all.some(({ email }) => email === second.email)).toBe(false)
  })

  test('has an address of their own', async () => {
    const first = newUser({ email: 'One@Clinic.example' })
    await users.add(administrator, first)
    await expect(users.add(administrator, newUser({ email: 'one@clinic.EXAMPLE' }))).rejects.toMatchObject({
      status: 409,
      code: 'email_in_use',
    })
  })

  test.each<[string, Partial<NewUser>, string]>([
    ['sites for a therapist', { role: 'therapist', site_ids: ['north'] }, 'site_ids'],
    ['a therapist record for a director', { role: 'director', therapist_id: 'T-g1' }, 'therapist_id'],
    ['a site that is not there', { role: 'director', site_ids: ['atlantis'] }, 'site_ids.0'],
    ['a therapist who is not there', { role: 'therapist', therapist_id: 't-atlantis' }, 'therapist_id'],
  ])('is refused with %s', async (_, given, path) => {
    await expect(users.add(administrator, newUser(given))).rejects.toMatchObject({
      code: 'invalid_body',
      errors: [{ path, message: expect.any(String) }],
    })
  })

  test('can be made on the command line too', async () => {
    const onTheCommandLine = new UsersService(database.access, hasher)
    const { user } = await onTheCommandLine.add(testContext, newUser({ role: 'administrator' }))
    expect((await storedUser(user.user_id))?.role).toBe('administrator')
    await new UserAccessService(database.access, hasher).disable(testContext, user.user_id)
    expect((await storedUser(user.user_id))?.disabled_at).not.toBeNull()
  })
})

describe('a changed user', () => {
  test('keeps what is not said', async () => {
    const { user } = await users.add(administrator, newUser({ role: 'director', site_ids: ['north'] }))
    const changed = await users.change(administrator, user.user_id, {
      version: user.version,
      name: 'Another',
    })
    expect(changed).toMatchObject({ name: 'Another', role: 'director', site_ids: ['north'] })
  })

  test('of another role has no more sites or therapist than the role has, and no session', async () => {
    const { user } = await users.add(administrator, newUser({ role: 'director', site_ids: ['north'] }))
    await signIn(user.user_id)
    expect((await storedUser(user.user_id))?.open_sessions).toBe(1)
    const events = await recordedDuring(database, async () => {
      const changed = await users.change(administrator, user.user_id, {
        version: user.version,
        role: 'therapist',
        therapist_id: null,
      })
      expect(changed).toMatchObject({ role: 'therapist', site_ids: [], open_sessions: 0 })
    })
    expect(events.map(({ action, detail }) => [action, detail])).toEqual([
      ['role.change', { change: 'site_taken', site: 'north' }],
      ['role.change', { change: 'role', from: 'director', to: 'therapist' }],
    ])
  })

  test('of the same role stays signed in', async () => {
    const { user } = await users.add(administrator, newUser({ role: 'director', site_ids: ['north'] }))
    await signIn(user.user_id)
    await users.change(administrator, user.user_id, { version: user.version, site_ids: ['south'] })
    expect(await storedUser(user.user_id)).toMatchObject({ site_ids: ['south'], open_sessions: 1 })
  })

  test('by two at once: the second is told what is there now', async () => {
    const { user } = await users.add(administrator, newUser({ role: 'director', site_ids: ['north'] }))
    await users.change(administrator, user.user_id, { version: user.version, site_ids: ['south'] })
    await expect(
      users.change(administrator, user.user_id, { version: user.version, site_ids: ['north', 'south'] }),
    ).rejects.toMatchObject({
      status: 409,
      code: 'changed_meanwhile',
      errors: [{ path: 'site_ids', message: 'It is now: south.' }],
    })
  })

  test('that is not there is not found', async () => {
    await expect(users.change(administrator, 'nobody', { version: 'x' })).rejects.toMatchObject({
      status: 404,
      code: 'user_not_found',
    })
  })
})

describe('taking access and giving it back', () => {
  let userId = ''
  beforeEach(async () => {
    const { user } = await users.add(administrator, newUser())
    userId = user.user_id
    await signIn(userId)
    await database.ownerQuery(
      `insert into auth.verification (id, identifier, value, expires_at)
       values (gen_random_uuid(), '2fa-x', $1, now() + interval '10 minutes')`,
      [userId],
    )
  })

  const challenges = () => database.ownerQuery('select id from auth.verification where value = $1', [userId])

  test('disabled, a user has no session and no sign-in half done; enabled, they may try again', async () => {
    const disabled = await access.disable(administrator, userId)
    expect(disabled).toMatchObject({ disabled_at: expect.any(String), open_sessions: 0 })
    expect(await challenges()).toEqual([])
    await database.ownerQuery(
      `update auth."user" set failed_sign_ins = 9, locked_until = now() + interval '15 minutes' where id = $1`,
      [userId],
    )
    expect(await access.enable(administrator, userId)).toMatchObject({
      disabled_at: null,
      locked_until: null,
    })
    const [row] = await database.ownerQuery('select failed_sign_ins from auth."user" where id = $1', [userId])
    expect(row).toEqual({ failed_sign_ins: 0 })
  })

  test('a reset password replaces the old one, is shown once, and must be changed', async () => {
    await database.ownerQuery(`update auth."user" set must_change_password = false where id = $1`, [userId])
    const { user, one_time_password } = await access.resetPassword(administrator, userId)
    expect(user).toMatchObject({ must_change_password: true, open_sessions: 0 })
    const accounts = await database.ownerQuery<{ password: string }>(
      'select password from auth.account where user_id = $1',
      [userId],
    )
    expect(accounts).toHaveLength(1)
    expect(await hasher.verify(accounts[0]?.password ?? '', one_time_password)).toBe(true)
    expect(await challenges()).toEqual([])
    expect(await everythingStored(database)).not.toContain(one_time_password)
  })

  test('a reset second factor is gone, with the sessions that it opened', async () => {
    await database.ownerQuery(`update auth."user" set two_factor_enabled = true where id = $1`, [userId])
    await database.ownerQuery(
      `insert into auth.two_factor (id, user_id, secret, backup_codes) values (gen_random_uuid(), $1, 's', 'b')`,
      [userId],
    )
    const user = await access.resetSecondFactor(administrator, userId)
    expect(user).toMatchObject({ two_factor_enabled: false, open_sessions: 0 })
    expect(await database.ownerQuery('select id from auth.two_factor where user_id = $1', [userId])).toEqual(
      [],
    )
  })

  test('revoked sessions are counted', async () => {
    await signIn(userId)
    expect(await access.revokeSessions(administrator, userId)).toEqual({ revoked: 2 })
    expect(await access.revokeSessions(administrator, userId)).toEqual({ revoked: 0 })
  })

  test('each act is recorded by name, without a password', async () => {
    let shown = ''
    const events = await recordedDuring(database, async () => {
      await access.disable(administrator, userId)
      await access.enable(administrator, userId)
      shown = (await access.resetPassword(administrator, userId)).one_time_password
      await access.resetSecondFactor(administrator, userId)
      await access.revokeSessions(administrator, userId)
    })
    expect(events.map(({ action, target, detail }) => [action, target, detail])).toEqual(
      ['disabled', 'enabled', 'password_reset', 'second_factor_reset', 'sessions_revoked'].map((change) => [
        'user.change',
        `user:${userId}`,
        { change },
      ]),
    )
    expect(JSON.stringify(events)).not.toContain(shown)
  })

  test('nobody is found under another id', async () => {
    await expect(access.disable(administrator, 'nobody')).rejects.toMatchObject({ code: 'user_not_found' })
    await expect(access.resetPassword(administrator, 'nobody')).rejects.toMatchObject({ status: 404 })
  })
})

describe('the last administrator', () => {
  let second = ''
  beforeAll(async () => {
    await database.ownerQuery(
      `update auth."user" set disabled_at = now() where role = 'administrator' and id <> $1`,
      [people.administrator.id],
    )
    second = (await users.add(administrator, newUser({ role: 'administrator' }))).user.user_id
    await access.disable(administrator, second)
  })

  const own = people.administrator.id

  test('neither disables nor demotes themselves', async () => {
    await expect(access.disable(administrator, own)).rejects.toMatchObject({
      status: 409,
      code: 'last_administrator',
    })
    const user = await storedUser(own)
    await expect(
      users.change(administrator, own, { version: user?.version ?? '', role: 'researcher' }),
    ).rejects.toMatchObject({ code: 'last_administrator' })
    expect(await storedUser(own)).toMatchObject({ role: 'administrator', disabled_at: null })
  })

  test('nobody takes their own access, also while there is another administrator', async () => {
    await access.enable(administrator, second)
    const user = await storedUser(own)
    const taking = [
      access.disable(administrator, own),
      users.change(administrator, own, { version: user?.version ?? '', role: 'researcher' }),
    ]
    for (const refused of taking)
      await expect(refused).rejects.toMatchObject({ status: 409, code: 'own_login' })
    await access.disable(administrator, second)
  })

  test('may still change their name', async () => {
    const user = await storedUser(own)
    const changed = await users.change(administrator, own, { version: user?.version ?? '', name: 'The last' })
    expect(changed.name).toBe('The last')
  })

  test('stays, when two take each other’s access at once', async () => {
    await access.enable(administrator, second)
    const other = contextOf({ id: second, role: 'administrator' })
    const outcomes = await atOnce(database, 'auth."user"', [
      () => access.disable(administrator, second),
      () => access.disable(other, own),
    ])
    // Whoever comes second is the last one, or, once the first has committed, none any more and finds nobody.
    const { fulfilled, refused } = summed(outcomes)
    expect(fulfilled).toBe(1)
    expect(refused).toEqual([expect.stringMatching(/^(last_administrator|user_not_found)$/)])
    const left = await database.ownerQuery(
      `select from auth."user" where role = 'administrator' and disabled_at is null`,
    )
    expect(left).toHaveLength(1)
    await database.ownerQuery('update auth."user" set disabled_at = null where id = any ($1)', [
      [own, second],
    ])
  })
})

describe('whoever is no administrator', () => {
  const outsider: Person = { id: 'u-outsider', role: 'therapist', sites: [], therapistId: null }
  beforeAll(() => insertPerson(database, outsider))

  test.each<Person>([people.northDirector, outsider, people.researcher, people.northCoordinator])(
    'as a $role, sees no user and makes none',
    async (person) => {
      await expect(users.list(contextOf(person))).rejects.toThrow('permission denied')
      await expect(users.add(contextOf(person), newUser({ role: 'administrator' }))).rejects.toThrow(
        'permission denied',
      )
      await expect(access.disable(contextOf(person), people.researcher.id)).rejects.toThrow(
        'permission denied',
      )
    },
  )
})
