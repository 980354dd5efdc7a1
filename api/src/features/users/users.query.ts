import type { User, UserRole } from '../../contracts/users.js'
import type { Transaction } from '../../database/access.js'

/** A login as the schema of signing in keeps it. For administrators and the command line. */
export interface Account {
  user_id: string
  name: string
  email: string
  role: UserRole
  two_factor_enabled: boolean
  must_change_password: boolean
  disabled_at: Date | null
  locked_until: Date | null
  last_sign_in_at: Date | null
  open_sessions: number
  is_demo: boolean
}

/** In order of name; only the one when an id is given. */
export function queryAccounts(transaction: Transaction, userId: string | null = null): Promise<Account[]> {
  return transaction.query(
    `select id as user_id, name, email, role, two_factor_enabled, must_change_password, disabled_at,
            case when locked_until > now() then locked_until end as locked_until, last_sign_in_at,
            (select count(*) from auth.session where session.user_id = "user".id and expires_at > now())
              as open_sessions,
            is_demo
     from auth."user" where coalesce(id = $1, true) order by lower(name), id`,
    [userId],
  )
}

/** Where users belong: sites of directors and coordinators, records of therapists. For administrators. */
export interface Belonging {
  user_id: string
  site_ids: string[]
  therapist: User['therapist']
}

/** Of those who belong anywhere; only the one when an id is given. */
export function queryBelongings(
  transaction: Transaction,
  userId: string | null = null,
): Promise<Belonging[]> {
  return transaction.query(
    `select user_id, coalesce(site_ids, '{}') as site_ids, therapist
     from (
       select user_id, array_agg(site_id order by site_id collate "C") as site_ids from user_site group by user_id
     ) as sites
     full join (
       select user_id,
              json_build_object('therapist_id', therapist_id, 'display_name', display_name) as therapist
       from user_therapist join therapist using (therapist_id)
     ) as links using (user_id)
     where coalesce(user_id = $1, true)`,
    [userId],
  )
}
