/** The last check before the application may serve: its login is bound by row-level security. */

import type { DataSource } from 'typeorm'
import { UnusableDatabase } from './errors.js'
import { APPLICATION_ROLE } from './roles.js'

interface LoginPowers {
  login: string
  super: boolean
  bypasses: boolean
  /** A table that belongs to the login, or to a role that it belongs to. */
  owned: string | null
  is_application: boolean
}

/**
 * @throws UnusableDatabase when the login is a superuser, bypasses row-level security, owns a table, or is not
 *         `tidemark_app` or a member of it
 */
export async function refuseUnsafeLogin(dataSource: DataSource): Promise<void> {
  const [powers]: LoginPowers[] = await dataSource.query(POWERS, [APPLICATION_ROLE])
  if (powers === undefined) throw new UnusableDatabase('The login of DATABASE_URL has no entry in pg_roles.')
  const refusal = refusalOf(powers)
  if (refusal === null) return
  throw new UnusableDatabase(
    `The application may not log in as ${powers.login}: ${refusal} Use a login that is bound by row-level security (docs/OPERATIONS.md).`,
  )
}

function refusalOf(powers: LoginPowers): string | null {
  if (powers.super) return 'it is a superuser.'
  if (powers.bypasses) return 'it bypasses row-level security (BYPASSRLS).'
  if (powers.owned !== null) return `it owns the table ${powers.owned}, itself or through a role.`
  if (!powers.is_application)
    return `it is not a member of ${APPLICATION_ROLE}, to which the tables are granted.`
  return null
}

const POWERS = `
  select current_user as login, rolsuper as super, rolbypassrls as bypasses,
    (select c.oid::regclass::text from pg_class c
      where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and c.relpersistence <> 't'
        and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')
        and pg_has_role(current_user, c.relowner, 'member')
      order by 1 limit 1) as owned,
    coalesce((select pg_has_role(current_user, app.oid, 'member') from pg_roles app where app.rolname = $1), false)
      as is_application
  from pg_roles where rolname = current_user`
