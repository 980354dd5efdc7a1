import type { OwnSessions, SecondFactor, SignInPage } from '../../../api/src/contracts/sign-in.js'
import type { MockedAnswers } from './mocked-api.js'
import { ok } from './mocked-api.js'

const DEMO_ROLES = ['director', 'therapist', 'researcher', 'coordinator', 'administrator'] as const

export const DEMO_SIGN_IN: SignInPage = {
  product: 'Tidemark',
  demo_accounts: DEMO_ROLES.map((role) => ({
    role,
    email: `${role}@demo.invalid`,
    password: `the ${role} of the demo`,
    name: `Demo ${role}`,
  })),
}

export const REAL_SIGN_IN: SignInPage = { product: 'Tidemark', demo_accounts: null }

/** A new second factor; the codes are invented. */
export const SECOND_FACTOR: SecondFactor = {
  totp_uri:
    'otpauth://totp/Tidemark:therapist%40demo.invalid?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Tidemark&digits=6&period=30',
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  backup_codes: Array.from({ length: 10 }, (_, index) => `code${index}-abcde`),
}

export const OWN_SESSIONS: OwnSessions = {
  sessions: [
    {
      session_id: 'here',
      created_at: '2026-11-23T07:00:00Z',
      last_seen_at: '2026-11-23T08:11:00Z',
      address: '127.0.0.1',
      user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
      is_current: true,
    },
    {
      session_id: 'phone',
      created_at: '2026-11-22T17:00:00Z',
      last_seen_at: '2026-11-22T18:11:00Z',
      address: '10.2.3.4',
      user_agent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1',
      is_current: false,
    },
  ],
}

/** A real deployment's sign-in page, and an account with two places where it is open. */
export const ACCOUNT_ANSWERS: MockedAnswers = {
  '/sign-in-page': ok(REAL_SIGN_IN),
  '/api/auth/list-sessions': ok(OWN_SESSIONS),
  '/api/auth/sign-out': { status: 204 },
}
