import { type DynamicModule, Module } from '@nestjs/common'
import { DatabaseAccess } from '../../database/access.js'
import { AuditLog } from '../../database/audit/audit-event.js'
import type { SignInPool } from '../../database/sign-in-pool.js'
import { Authenticator } from '../../platform/authenticator.js'
import { Clock } from '../../platform/clock.js'
import type { Config } from '../../platform/config.js'
import type { Log } from '../../platform/logging.js'
import { isLoopback } from '../../platform/loopback.js'
import { SESSION_COOKIE, SignedCookie } from '../../platform/signed-cookie.js'
import { TokenReader } from '../tokens/token-reader.service.js'
import { Attempts } from './attempts.js'
import { AuthController } from './auth.controller.js'
import { DemoAccounts } from './demo-accounts.js'
import { LibraryGateway } from './library-gateway.js'
import { MeController } from './me.controller.js'
import { MeService } from './me.service.js'
import { OwnAccountService } from './own-account.service.js'
import { OwnSessionsService } from './own-sessions.service.js'
import { PasswordCheck, PasswordHasher } from './password-hashing.js'
import { SecondFactor } from './second-factor.js'
import { SessionAuthenticator } from './session-authenticator.js'
import { type SignInParts, SignInService } from './sign-in.service.js'
import { CHALLENGE_COOKIE, signInLibrary } from './sign-in-library.js'
import { SignInTrail } from './sign-in-trail.js'

export interface SignInSettings extends Pick<Config, 'publicUrl'> {
  readonly pool: SignInPool
  readonly key: string
  readonly hasher: PasswordHasher
  readonly demoAccounts: DemoAccounts
  readonly log: Log
}

@Module({})
class SignInModule {}

/** Signing in, and who sent a request. */
export function signInModule({
  pool,
  key,
  hasher,
  demoAccounts,
  publicUrl,
  log,
}: SignInSettings): DynamicModule {
  const passwords = new PasswordCheck(hasher)
  const origin = publicUrl ?? 'http://localhost'
  const library = signInLibrary({
    pool: pool.pool,
    secret: key,
    origin,
    trustedOrigins: (request) => (request === undefined ? [] : trusted(request, publicUrl)),
    passwords,
    log,
  })
  return {
    module: SignInModule,
    global: true,
    controllers: [AuthController, MeController],
    providers: [
      { provide: PasswordHasher, useValue: hasher },
      { provide: DemoAccounts, useValue: demoAccounts },
      {
        provide: SessionAuthenticator,
        useValue: new SessionAuthenticator({
          pool,
          library,
          tokens: new TokenReader(pool),
          cookie: new SignedCookie(SESSION_COOKIE, key),
        }),
      },
      { provide: Authenticator, useExisting: SessionAuthenticator },
      {
        provide: SIGN_IN_PARTS,
        useFactory: (audit: AuditLog, clock: Clock): SignInParts => ({
          pool,
          gateway: new LibraryGateway(library, passwords, origin),
          passwords,
          secondFactor: new SecondFactor(pool, library, new SignedCookie(CHALLENGE_COOKIE, key)),
          attempts: new Attempts(pool, clock),
          trail: new SignInTrail(audit),
          clock,
        }),
        inject: [AuditLog, Clock],
      },
      fromParts(SignInService),
      fromParts(OwnAccountService),
      {
        provide: OwnSessionsService,
        useFactory: ({ trail }: SignInParts) => new OwnSessionsService(pool, trail),
        inject: [SIGN_IN_PARTS],
      },
      {
        provide: MeService,
        useFactory: (access: DatabaseAccess) => new MeService(access, pool, demoAccounts),
        inject: [DatabaseAccess],
      },
    ],
    exports: [Authenticator, PasswordHasher],
  }
}

const SIGN_IN_PARTS = Symbol('what signing in is made of')

function fromParts(service: new (parts: SignInParts) => object) {
  return { provide: service, useFactory: (parts: SignInParts) => new service(parts), inject: [SIGN_IN_PARTS] }
}

/** The library asks again what the server asked before it, of the same header. */
function trusted({ headers }: Request, publicUrl: string | null): string[] {
  if (publicUrl !== null) return [publicUrl]
  const origin = headers.get('origin') ?? ''
  return URL.canParse(origin) && isLoopback(new URL(origin).hostname) ? [origin] : []
}
