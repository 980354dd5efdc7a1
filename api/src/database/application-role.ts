/** The last check before the application may serve: its login is bound by row-level security. */

import type { QueryResultRow } from 'pg'
import { UnusableDatabase } from './errors.js'
import { KIND_ROLES, LOGIN_ROLES, type LoginKind } from './roles.js'

interface LoginPowers extends QueryResultRow {
  login: string
  super: boolean
  bypasses: boolean
  /** A table that belongs to the login, or to a role that it belongs to. */
  owned: string | null
  is_of_process: boolean
  /** A role whose rights the login has without taking it on. */
  inherited: string | null
}

/**
 * @throws UnusableDatabase when the login is a superuser, bypasses row-level security, owns a table, is not the login
 *         of this kind or a member of it, or has the rights of users or of another login
 */
export async function refuseUnsafeLogin(
  database: { query<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> },
  kind: LoginKind,
): Promise<void> {
  const role = LOGIN_ROLES[kind]
  const foreign = [...KIND_ROLES, ...Object.values(LOGIN_ROLES)].filter((other) => other !== role)
  const [powers] = await database.query<LoginPowers>(POWERS, [role, foreign])
  if (powers === undefined) throw new UnusableDatabase('The login of DATABASE_URL has no entry in pg_roles.')
  const refusal = refusalOf(powers, role)
  if (refusal === null) return
  throw new UnusableDatabase(
    `The ${NAMES[kind]} may not log in as ${powers.login}: ${refusal} Use a login that is bound by row-level security (docs/OPERATIONS.md).`,
  )
}

const NAMES: Readonly<Record<LoginKind, string>> = {
  api: 'application',
  sign_in: 'sign-in',
  worker: 'worker',
  command_line: 'command line',
}

function refusalOf(powers: LoginPowers, role: string): string | null {
  if (powers.super) return 'it is a superuser.'
  if (powers.bypasses) return 'it bypasses row-level security (BYPASSRLS).'
  if (powers.owned !== null) return `it owns the table ${powers.owned}, itself or through a role.`
  if (!powers.is_of_process) return `it is not a member of ${role}, which is meant for it.`
  if (powers.inherited !== null)
    return `it has the rights of ${powers.inherited} without taking that role on.`
  return null
}

const POWERS = `
  select current_user as login, rolsuper as super, rolbypassrls as bypasses,
    (select c.oid::regclass::text from pg_class c
      where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and c.relpersistence <> 't'
        and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')
        and pg_has_role(current_user, c.relowner, 'member')
      order by 1 limit 1) as owned,
    coalesce((select pg_has_role(current_user, own.oid, 'member') from pg_roles own where own.rolname = $1), false)
      as is_of_process,
    (select other.rolname from pg_roles other
      where other.rolname = any ($2) and pg_has_role(current_user, other.oid, 'usage')
      order by 1 limit 1) as inherited
  from pg_roles where rolname = current_user`
