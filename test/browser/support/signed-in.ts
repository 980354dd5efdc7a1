import type { Me } from '../../../api/src/contracts/sign-in.js'

const MINUTE = 60_000

/** Who is signed in, a director with two sites unless the test says otherwise; the session is fresh. */
export function someoneSignedIn(over: Partial<Me> = {}): Me {
  return {
    user_id: 'user-1',
    name: 'Demo director',
    email: 'director@demo.invalid',
    role: 'director',
    sites: [
      { site_id: 'east', name: 'East' },
      { site_id: 'north', name: 'North' },
    ],
    therapist_id: null,
    two_factor_enabled: false,
    due: null,
    confirmed_at: new Date().toISOString(),
    session_expires_at: new Date(Date.now() + 30 * MINUTE).toISOString(),
    deployment: {
      is_demo: true,
      needs_setup: false,
      time_zone: 'Europe/London',
      crisis_line: null,
      item_9_escalation_hours: 24,
      longest_snooze_days: 28,
    },
    ...over,
  }
}

/** The same for another role, with what belongs to it. */
export function someoneInRole(role: Me['role'], over: Partial<Me> = {}): Me {
  const director = someoneSignedIn()
  return {
    ...director,
    name: `Demo ${role}`,
    email: `${role}@demo.invalid`,
    role,
    sites: role === 'coordinator' || role === 'director' ? director.sites : [],
    therapist_id: role === 'therapist' ? 'T1' : null,
    ...over,
  }
}
