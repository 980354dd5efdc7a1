/** The people of a new deployment, made and signed in as its operator and they themselves would do it. */

import { randomBytes } from 'node:crypto'
import { TOTP, URI } from 'otpauth'
import type { z } from 'zod'
import { secondFactorSchema } from '../../../api/src/contracts/sign-in.js'
import type { UserRole } from '../../../api/src/contracts/users.js'
import type { SignedIn } from '../../browser/support/open-page.js'
import type { Ended, Installation, RunningTidemark } from './tidemark-process.js'

/** Somebody who has signed in. */
export interface Person {
  /** A request with their cookies, and from the origin of the server's own pages. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** The answer of a read below /api/v1, checked against its contract. */
  read<Schema extends z.ZodType>(schema: Schema, below: string): Promise<z.infer<Schema>>
  readonly cookies: readonly { readonly name: string; readonly value: string }[]
}

export interface Staff {
  readonly administrator: Person
  readonly coordinator: Person
  readonly director: Person
}

/** Where the server is now: tests kill and start it. */
type Server = () => RunningTidemark

/** The first administrator by command line, the sites by the administrator, then who works there. */
export async function firstStaff(
  installation: Installation,
  server: Server,
  sites: readonly string[],
): Promise<Staff> {
  const administrator = await join(installation, server, 'administrator', [])
  for (const site of sites) {
    const made = await administrator.fetch('/api/v1/sites', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ site_id: site, name: site, time_zone: 'UTC' }),
    })
    if (!made.ok) throw new Error(`The site ${site} was not made: ${await made.text()}`)
  }
  const atSites = sites.length === 0 ? [] : ['--site', ...sites]
  return {
    administrator,
    coordinator: await join(installation, server, 'coordinator', atSites),
    director: await join(installation, server, 'director', atSites),
  }
}

/** Somebody who leads the groups of this therapist's record, which is there already. */
export function therapistWith(
  installation: Installation,
  server: Server,
  therapistId: string,
): Promise<Person> {
  return join(installation, server, 'therapist', ['--therapist', therapistId])
}

async function join(
  installation: Installation,
  server: Server,
  role: UserRole,
  places: readonly string[],
): Promise<Person> {
  const email = `${role}@clinic.example`
  const added: Ended = await installation.run('cli', [
    ...['user', 'add', '--email', email, '--name', `Person for ${role}`, '--role', role, '--json'],
    ...places,
  ])
  if (added.code !== 0) throw new Error(`The ${role} was not made: ${added.errors}`)
  const { one_time_password: password }: { one_time_password: string } = JSON.parse(added.output)
  const jar = new Map<string, string>()
  const fetchAs = (path: string, init: RequestInit = {}) => withCookies(server().address, jar, path, init)
  const post = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetchAs(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }
  const own = randomBytes(18).toString('base64url')
  await post('/api/auth/sign-in/email', { email, password })
  await post('/api/auth/change-password', { current_password: password, new_password: own })
  if (role !== 'coordinator' && role !== 'therapist') {
    const { totp_uri } = secondFactorSchema.parse(
      await post('/api/auth/two-factor/enable', { password: own }),
    )
    const totp = URI.parse(totp_uri)
    if (!(totp instanceof TOTP)) throw new Error('The second factor is none of time.')
    await post('/api/auth/two-factor/verify-totp', { code: totp.generate() })
  }
  return {
    fetch: fetchAs,
    read: async (schema, below) => {
      const answer = await fetchAs(`/api/v1${below}`)
      if (!answer.ok) throw new Error(`${below} answered ${answer.status}: ${await answer.text()}`)
      return schema.parse(await answer.json())
    },
    get cookies() {
      return [...jar].map(([name, value]) => ({ name, value }))
    },
  }
}

async function withCookies(
  address: string,
  jar: Map<string, string>,
  path: string,
  init: RequestInit,
): Promise<Response> {
  const headers = new Headers(init.headers)
  headers.set('origin', address)
  headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
  const answer = await fetch(address + path, { ...init, headers })
  for (const cookie of answer.headers.getSetCookie()) {
    const [pair = ''] = cookie.split(';')
    const equals = pair.indexOf('=')
    jar.set(pair.slice(0, equals), pair.slice(equals + 1))
  }
  return answer
}

/** Their cookies as a browser keeps them. */
export function browserStateOf(person: Pick<Person, 'cookies'>, address: string): SignedIn {
  const { hostname } = new URL(address)
  return {
    cookies: person.cookies.map(({ name, value }) => ({
      name,
      value,
      domain: hostname,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
    })),
    origins: [],
  }
}
