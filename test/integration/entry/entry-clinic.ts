/** The small clinic on the day of a session of g1, with the people who enter its records. */

import { smallClinic } from '../../builders/small-clinic.js'
import { insertClinic } from '../support/insert-clinic.js'
import { makeUser } from '../support/sign-in.js'
import { type Caller, startTestApi, type TestApi } from '../support/test-api.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'

/** Session 9 of g1 is planned for this day; 1 to 8 were held, 10 to 12 are to come. */
export const TODAY = '2026-03-02'

export interface EntryClinic {
  readonly database: TestDatabase
  readonly api: TestApi
  /** Leads g1, at north. */
  readonly therapist: Caller
  /** Of north. */
  readonly coordinator: Caller
  /** Of south. */
  readonly otherCoordinator: Caller
  /** Of both sites. */
  readonly coordinatorOfBoth: Caller
  readonly director: Caller
  close(): Promise<void>
}

export async function startEntryClinic(clinic = smallClinic): Promise<EntryClinic> {
  const database = await createTestDatabase({ poolSize: 10 })
  await insertClinic(database.access, clinic)
  await database.ownerQuery(
    `insert into member_identity (member_id, full_name) select member_id, 'Name of ' || member_code from member`,
  )
  const api = await startTestApi(database, { now: `${TODAY}T12:00:00Z` })
  const as = async (user: Parameters<typeof makeUser>[1]) => api.as(await makeUser(database, user))
  return {
    database,
    api,
    therapist: await as({ role: 'therapist', therapistId: 'T-g1' }),
    coordinator: await as({ role: 'coordinator', sites: ['north'] }),
    otherCoordinator: await as({ role: 'coordinator', sites: ['south'] }),
    coordinatorOfBoth: await as({ role: 'coordinator', sites: ['north', 'south'] }),
    director: await as({ role: 'director', sites: ['north'] }),
    close: async () => {
      await api.close()
      await database.drop()
    },
  }
}

/** What was answered, checked: a status other than the one expected fails with the answer's own words. */
export async function sent(
  caller: Caller,
  [method, path]: readonly [string, string],
  body?: unknown,
  { status = 200, key }: { status?: number; key?: string } = {},
): Promise<Record<string, unknown>> {
  const headers = key === undefined ? {} : { 'idempotency-key': key }
  const answer = await caller.send(method, `/api/v1${path}`, body, headers)
  if (answer.status !== status) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
  return Object(answer.json())
}

/** A refusal: its status and code, and path and code of each error. */
export async function refused(
  caller: Caller,
  [method, path]: readonly [string, string],
  body?: unknown,
): Promise<{ status: number; code: string; errors: string[] }> {
  const answer = await caller.send(method, `/api/v1${path}`, body)
  const { code, errors = [] } = Object(answer.json())
  return {
    status: answer.status,
    code,
    errors: errors.map((error: { path: string; code?: string }) =>
      `${error.path} ${error.code ?? ''}`.trim(),
    ),
  }
}
