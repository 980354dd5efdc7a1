/** better-auth, set up for this application: what it keeps where, and all that it does by default and must not do. */

import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import type { Pool } from 'pg'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD_WITH_SECOND_FACTOR } from '../../contracts/sign-in.js'
import type { Log } from '../../platform/logging.js'
import { SESSION_COOKIE } from '../../platform/signed-cookie.js'
import { currentCall } from './library-call.js'
import type { PasswordCheck } from './password-hashing.js'

export const AUTH_PATH = '/api/auth'
/** Between password and code. */
export const CHALLENGE_COOKIE = '__Host-tidemark_challenge'

/** The address of the client as the server knows it; whatever comes from outside under this name is dropped. */
export const ADDRESS_HEADER = 'x-tidemark-client-address'

export const IDLE_SECONDS = 30 * 60
/** A session's end moves at most once a minute: most requests only read. */
export const RENEWAL_SECONDS = 60
const CHALLENGE_SECONDS = 10 * 60

export interface SignInLibraryParts {
  readonly pool: Pool
  readonly secret: string
  /** The origin that browsers use. */
  readonly origin: string
  readonly trustedOrigins: (request?: Request) => string[]
  readonly passwords: PasswordCheck
  readonly log: Log
}

// Single sign-on by OpenID Connect goes here, as a plugin (better-auth/plugins/generic-oauth) whose callback joins the
// allow-list of auth.controller.ts, and which links accounts to users that an administrator made.
export function signInOptions(parts: SignInLibraryParts) {
  const { passwords } = parts
  return {
    appName: 'Tidemark',
    baseURL: parts.origin,
    basePath: AUTH_PATH,
    // As a list: a single `secret` could be replaced from the environment.
    secrets: [{ version: 1, value: parts.secret }],
    trustedOrigins: async (request?: Request) => parts.trustedOrigins(request),
    database: parts.pool,
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message, error) => say(parts.log, message, error) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD_WITH_SECOND_FACTOR,
      maxPasswordLength: LONGEST_PASSWORD,
      password: {
        hash: (password) => passwords.hash(password),
        verify: ({ hash, password }) => passwords.verify(hash, password),
      },
    },
    user: {
      fields: {
        emailVerified: 'email_verified',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        disabledAt: { type: 'date', required: false, input: false, fieldName: 'disabled_at' },
        mustChangePassword: { type: 'boolean', input: false, fieldName: 'must_change_password' },
        isDemo: { type: 'boolean', input: false, fieldName: 'is_demo' },
      },
      changeEmail: { enabled: false },
      deleteUser: { enabled: false },
    },
    session: {
      expiresIn: IDLE_SECONDS,
      updateAge: RENEWAL_SECONDS,
      cookieCache: { enabled: false },
      // Of no use: what must be fresh is held against `confirmed_at`.
      freshAge: 0,
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
      additionalFields: {
        confirmedAt: { type: 'date', required: false, input: false, fieldName: 'confirmed_at' },
      },
    },
    account: {
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'rate_limit',
      fields: { lastRequest: 'last_request' },
      // The count starts anew after a pause as long as the window, so a clinic behind one address needs short windows.
      window: 10,
      max: 60,
      customRules: {
        '/sign-in/email': { window: 10, max: 10 },
        '/two-factor/*': { window: 10, max: 8 },
        '/change-password': { window: 10, max: 5 },
      },
    },
    advanced: {
      // Off under NODE_ENV=test unless it is said.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      useSecureCookies: false,
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: {
        session_token: { name: SESSION_COOKIE },
        two_factor: { name: CHALLENGE_COOKIE },
      },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { joins: true },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({
            data: { ...session, confirmedAt: currentCall()?.confirmedAt ?? null },
          }),
        },
      },
    },
    hooks: {
      before: createAuthMiddleware(async (context) => {
        if (context.path !== '/sign-in/email') return
        const { email, password } = context.body
        const call = currentCall()
        if (call === null) throw new Error('A sign-in was asked of the library outside of a request.')
        await call.beforeSignIn(email, password)
      }),
    },
    // What the database lacks comes out as it is; refusals stay answers.
    onAPIError: { throw: true },
    plugins: [
      twoFactor({
        issuer: 'Tidemark',
        twoFactorCookieMaxAge: CHALLENGE_SECONDS,
        // Failures are counted with those of passwords, in the user's own row.
        accountLockout: { enabled: false },
        backupCodeOptions: { storeBackupCodes: 'encrypted' },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factor',
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
  } satisfies BetterAuthOptions
}

export type SignInLibrary = ReturnType<typeof signInLibrary>

export function signInLibrary(parts: SignInLibraryParts) {
  return betterAuth(signInOptions(parts))
}

/** What the library says may repeat what was sent; the kind of error and its place do not. */
function say(log: Log, _message: string, error: unknown): void {
  log.error({ err: error }, 'The sign-in library met an error.')
}
