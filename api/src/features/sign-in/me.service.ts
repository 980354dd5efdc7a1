import type { Me } from '../../contracts/sign-in.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import type { SignInPool } from '../../database/sign-in-pool.js'
import { readSettings } from '../settings/settings-reader.service.js'
import { DemoAccounts } from './demo-accounts.js'
import { dueOf } from './session-authenticator.js'
import type { LiveSession } from './sessions.query.js'

export class MeService {
  readonly #access: DatabaseAccess
  readonly #pool: SignInPool
  readonly #demoAccounts: DemoAccounts

  constructor(access: DatabaseAccess, pool: SignInPool, demoAccounts: DemoAccounts) {
    this.#access = access
    this.#pool = pool
    this.#demoAccounts = demoAccounts
  }

  /** What the screen needs to know of who is signed in, and of where. */
  async describe(caller: AccessContext, session: LiveSession): Promise<Me> {
    const therapistId = session.role === 'therapist' ? await therapistOf(this.#pool, session.user_id) : null
    const { sites, settings } = await this.#access.run(
      caller,
      async (transaction) => ({
        sites: await sitesOf(transaction, session),
        settings: await readSettings(transaction),
      }),
      { readOnly: true },
    )
    return {
      user_id: session.user_id,
      name: session.name,
      email: session.email,
      role: session.role,
      sites,
      therapist_id: therapistId,
      two_factor_enabled: session.two_factor_enabled,
      due: dueOf(session),
      confirmed_at: session.confirmed_at?.toISOString() ?? null,
      session_expires_at: session.ends_at.toISOString(),
      deployment: {
        is_demo: this.#demoAccounts.exist,
        needs_setup: session.role === 'administrator' && settings.setup_completed_at === null,
        time_zone: settings.time_zone,
        crisis_line: settings.crisis_line,
        item_9_escalation_hours: settings.item_9_escalation_hours,
        longest_snooze_days: settings.longest_snooze_days,
      },
    }
  }
}

/** Row-level security leaves the sites that were given; therapists see those of their groups, which say nothing here. */
function sitesOf(transaction: Transaction, { role }: LiveSession): Promise<Me['sites']> {
  return role === 'director' || role === 'coordinator'
    ? transaction.query('select site_id, name from site order by name, site_id')
    : Promise.resolve([])
}

async function therapistOf(pool: SignInPool, userId: string): Promise<string | null> {
  const [row] = await pool.query<{ therapist_id: string }>(
    'select therapist_id from public.user_therapist where user_id = $1',
    [userId],
  )
  return row?.therapist_id ?? null
}
