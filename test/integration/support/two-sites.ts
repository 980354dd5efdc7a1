/** The small clinic with people who work there: who is at which site, who leads which group. */

import type { Role } from '../../../api/src/core/vocabulary.js'
import type { AccessContext } from '../../../api/src/database/access.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { insertClinic } from './insert-clinic.js'
import type { TestDatabase } from './test-database.js'

/** Groups g1 at north, g2 and g3 at south; each led by a therapist of its own. The member `recovers` was in g1, then in g2. */
export const people = {
  northDirector: { id: 'u-director-north', role: 'director', sites: ['north'], therapistId: null },
  bothDirector: { id: 'u-director-both', role: 'director', sites: ['north', 'south'], therapistId: null },
  northCoordinator: { id: 'u-coordinator-north', role: 'coordinator', sites: ['north'], therapistId: null },
  southCoordinator: { id: 'u-coordinator-south', role: 'coordinator', sites: ['south'], therapistId: null },
  g1Therapist: { id: 'u-therapist-g1', role: 'therapist', sites: [], therapistId: 'T-g1' },
  g2Therapist: { id: 'u-therapist-g2', role: 'therapist', sites: [], therapistId: 'T-g2' },
  researcher: { id: 'u-researcher', role: 'researcher', sites: [], therapistId: null },
  administrator: { id: 'u-administrator', role: 'administrator', sites: [], therapistId: null },
} as const satisfies Record<string, Person>

export interface Person {
  readonly id: string
  readonly role: Role
  readonly sites: readonly string[]
  readonly therapistId: string | null
}

/** Inserts the clinic, identities, and everybody above. */
export async function insertTwoSites(database: TestDatabase, clinic = smallClinic): Promise<void> {
  await insertClinic(database.access, clinic)
  await database.ownerQuery(
    `insert into member_identity (member_id, full_name, date_of_birth)
     select member_id, 'Name of ' || member_code, '1980-02-03' from member`,
  )
  for (const person of Object.values<Person>(people)) await insertPerson(database, person)
}

export async function insertPerson(database: TestDatabase, person: Person): Promise<void> {
  await database.ownerQuery(
    `insert into auth."user" (id, name, email, role) values ($1, $1, $1 || '@example.org', $2)`,
    [person.id, person.role],
  )
  for (const site of person.sites) {
    await database.ownerQuery('insert into user_site values ($1, $2)', [person.id, site])
  }
  if (person.therapistId !== null) {
    await database.ownerQuery('insert into user_therapist values ($1, $2)', [person.id, person.therapistId])
  }
}

/** What a request of this person asks the database with. */
export function contextOf({ id, role }: Pick<Person, 'id' | 'role'>): AccessContext {
  return { actor: { kind: 'user', id }, role, requestId: 'test-request' }
}
