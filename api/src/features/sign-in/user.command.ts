/** `tidemark user add|disable|enable|reset|list` and what it says. */

import { type Command, Option } from 'commander'
import { type NewUser, newUserSchema, type User, type UserWithPassword } from '../../contracts/users.js'
import { USER_ROLES } from '../../contracts/vocabulary.js'
import type { AccessContext, DatabaseAccess } from '../../database/access.js'
import { commandLineContext } from '../../database/process-contexts.js'
import { inOneSentence, printLine } from '../../platform/terminal.js'
import { UserAccessService } from '../users/user-access.service.js'
import { UsersService } from '../users/users.service.js'
import { Argon2Hasher } from './password-hashing.js'

type WithDatabase = <T>(work: (database: { access: DatabaseAccess }) => Promise<T>) => Promise<T>

interface Administration {
  readonly caller: AccessContext
  readonly users: UsersService
  readonly userAccess: UserAccessService
}

interface AddOptions {
  email: string
  name: string
  role: NewUser['role']
  site?: string[]
  therapist?: string
  json: boolean
}

/** Gives the command its five subcommands. */
export function addUserCommands(user: Command, withDatabase: WithDatabase): void {
  const ask = <T>(work: (administration: Administration) => Promise<T>): Promise<T> =>
    withDatabase(({ access }) => inOneSentence(() => work(administration(access))))

  user
    .command('add')
    .description('make a login; its password is for one use and shown this once')
    .requiredOption('--email <address>', 'what the person signs in with')
    .requiredOption('--name <name>', 'of the person')
    .addOption(new Option('--role <role>', 'what the person is').choices(USER_ROLES).makeOptionMandatory())
    .option('--site <ids...>', 'sites of a director or a coordinator')
    .option('--therapist <id>', 'the record of a therapist')
    .option('--json', 'print the login and its password as one JSON object', false)
    .action(async (options: AddOptions) => {
      const added = await ask(({ users, caller }) => users.add(caller, newUser(options)))
      printLine(options.json ? JSON.stringify(added) : passwordSummary(added, 'was made'))
    })

  user
    .command('disable')
    .description('end all sessions of a user and let nobody sign in with the login')
    .argument('<user>', 'e-mail address or id')
    .option('--json', 'print the login as one JSON object', false)
    .action(async (name: string, options: { json: boolean }) => {
      const disabled = await ask(async ({ users, userAccess, caller }) =>
        userAccess.disable(caller, await userIdOf(users, caller, name)),
      )
      printLine(options.json ? JSON.stringify(disabled) : `${disabled.email} can no longer sign in.`)
    })

  user
    .command('enable')
    .description('let a user sign in again; ends a lock after failed attempts too')
    .argument('<user>', 'e-mail address or id')
    .option('--json', 'print the login as one JSON object', false)
    .action(async (name: string, options: { json: boolean }) => {
      const enabled = await ask(async ({ users, userAccess, caller }) =>
        userAccess.enable(caller, await userIdOf(users, caller, name)),
      )
      printLine(options.json ? JSON.stringify(enabled) : `${enabled.email} can sign in again.`)
    })

  user
    .command('reset')
    .description('take a password or a second factor away; ends all sessions of the user')
    .argument('<user>', 'e-mail address or id')
    .option('--password', 'give a new password for one use', false)
    .option('--second-factor', 'drop the authenticator app and the backup codes', false)
    .option('--json', 'print the login as one JSON object', false)
    .action(async (name: string, options: { password: boolean; secondFactor: boolean; json: boolean }) => {
      if (!options.password && !options.secondFactor) {
        throw new Error('Say what to reset: --password, --second-factor, or both.')
      }
      const reset = await ask((asked) => resetUser(asked, name, options))
      if (options.json) printLine(JSON.stringify(reset))
      else if ('one_time_password' in reset) printLine(passwordSummary(reset, 'was reset'))
      else printLine(`${reset.user.email} was reset. A new second factor can be set up after signing in.`)
    })

  user
    .command('list')
    .description('who may sign in, as what')
    .option('--json', 'print the logins as one JSON object', false)
    .action(async (options: { json: boolean }) => {
      const list = await ask(({ users, caller }) => users.list(caller))
      printLine(options.json ? JSON.stringify(list) : listSummary(list.users))
    })
}

function administration(access: DatabaseAccess): Administration {
  const hasher = new Argon2Hasher()
  return {
    caller: commandLineContext(),
    users: new UsersService(access, hasher),
    userAccess: new UserAccessService(access, hasher),
  }
}

function newUser({ email, name, role, site = [], therapist }: AddOptions): NewUser {
  const given = newUserSchema.safeParse({
    email,
    name,
    role,
    site_ids: site,
    therapist_id: therapist ?? null,
  })
  if (given.success) return given.data
  throw new Error(given.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '))
}

async function userIdOf(users: UsersService, caller: AccessContext, name: string): Promise<string> {
  const list = await users.list(caller)
  const found = list.users.find(({ user_id, email }) => user_id === name || email === name.toLowerCase())
  if (found === undefined) throw new Error('There is no such user. `tidemark user list` shows them.')
  return found.user_id
}

async function resetUser(
  { users, userAccess, caller }: Administration,
  name: string,
  what: { password: boolean; secondFactor: boolean },
): Promise<UserWithPassword | { user: User }> {
  const userId = await userIdOf(users, caller, name)
  const user = what.secondFactor ? await userAccess.resetSecondFactor(caller, userId) : null
  if (what.password) return userAccess.resetPassword(caller, userId)
  if (user === null) throw new Error('Nothing was to be reset.')
  return { user }
}

function passwordSummary({ user, one_time_password }: UserWithPassword, done: string): string {
  return [
    `${user.email} (${user.role}) ${done}.`,
    `Password for one use: ${one_time_password}`,
    'It is shown this once. Whoever signs in with it chooses another one first.',
  ].join('\n')
}

function listSummary(users: readonly User[]): string {
  if (users.length === 0) return 'There is no user yet. `tidemark user add` makes the first.'
  const width = Math.max(...users.map(({ email }) => email.length))
  return users
    .map((user) => `${user.email.padEnd(width)}  ${user.role.padEnd(13)}  ${stateOf(user)}`)
    .join('\n')
}

function stateOf(user: User): string {
  if (user.disabled_at !== null) return 'disabled'
  if (user.locked_until !== null) return `locked until ${user.locked_until}`
  if (user.must_change_password) return 'has a password for one use'
  return user.two_factor_enabled ? 'second factor on' : 'enabled'
}
