/**
 * Units of work of an import. The rules judge every row by what the caller can see; what the database still refuses
 * lies out of sight, or was stored meanwhile. It is refused whole, in words that tell nothing of the other record.
 */

import type { ImportFileName } from '../../core/import-rules/import-columns.js'
import type { AccessContext, DatabaseAccess, RunOptions, Transaction } from '../../database/access.js'
import { ProblemError } from '../../platform/problem.js'
import { isBoundBySites } from './storing/reach.query.js'

/** The database would not take an import. Nothing of it is stored. */
export class ConflictOutOfReach extends ProblemError {
  /** Whose row it was; empty where the database does not say. */
  readonly file: ImportFileName | ''

  constructor(file: ImportFileName | '', detail: string, cause?: unknown) {
    super(409, 'conflict_out_of_reach', 'Nothing was stored', detail)
    this.file = file
    this.cause = cause
  }
}

/** @throws ConflictOutOfReach, beside what DatabaseAccess.run throws */
export async function runWithinReach<Result>(
  access: DatabaseAccess,
  caller: AccessContext,
  work: (transaction: Transaction) => Promise<Result>,
  options: RunOptions = {},
): Promise<Result> {
  try {
    return await access.run(caller, work, options)
  } catch (error) {
    throw asConflict(error, caller)
  }
}

export function collision(file: ImportFileName | '', cause?: unknown): ConflictOutOfReach {
  const where = file === '' ? 'A row' : `A row of ${file}`
  const detail = `${where} collides with a record that you cannot see: at a site that is not yours, or stored while the import ran. Import again; if it stays, ask somebody who works with both sites.`
  return new ConflictOutOfReach(file, detail, cause)
}

function notAllowed(cause: unknown): ConflictOutOfReach {
  const detail =
    'You may not store this: you have no site, or your sites or your role were changed while the import ran. Ask an administrator for the sites that the files belong to.'
  return new ConflictOutOfReach('', detail, cause)
}

const FILES: Readonly<Record<string, ImportFileName>> = {
  site: 'sites.csv',
  therapist: 'therapists.csv',
  treatment_group: 'groups.csv',
  group_therapist: 'groups.csv',
  group_session: 'sessions.csv',
  member: 'members.csv',
  member_identity: 'members.csv',
  episode: 'members.csv',
  concurrent_treatment: 'concurrent_treatments.csv',
  attendance: 'attendance.csv',
  response: 'responses.csv',
}

function asConflict(error: unknown, caller: AccessContext): unknown {
  switch (textOf(error, 'code')) {
    case '23505': // the same key
    case '23503': // a reference to what is gone
    case '23P01': // two episodes of a member at the same time
      return collision(FILES[textOf(error, 'table')] ?? '', error)
    case '42501': // refused by a policy; who sees everything lacks a grant, and that is another matter
      return isBoundBySites(caller) ? notAllowed(error) : error
    default:
      return error
  }
}

/** What the database's error says under a name. */
function textOf(error: unknown, name: 'code' | 'table'): string {
  if (!(error instanceof Error) || !(name in error)) return ''
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : ''
}
