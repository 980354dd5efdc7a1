/** What may be set from outside, read once at the start. */

import { z } from 'zod'
import { isLoopback } from './loopback.js'
import { type TrustedProxy, trustedProxySchema } from './trusted-proxy.js'

export interface Config {
  readonly port: number
  readonly host: string
  /** The origin that browsers use, where it is not the machine's own. */
  readonly publicUrl: string | null
  /** Proxies whose word on the client's address counts. */
  readonly trustedProxy: TrustedProxy | null
  /** Files of a certificate and its key, for serving https without a proxy. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | null
  /** Only programs on this machine can ask: then, and with demo records, there are demo accounts. */
  readonly isLocal: boolean
  /** The secret from which keys are derived; null for one that is made once and kept in the data folder. */
  readonly secret: string | null
  /** How many requests a session or a token may send in a minute; one address without either, a quarter of it. */
  readonly requestsPerMinute: number
  /** The folder of everything that the application keeps. */
  readonly dataFolder: string
  /** A server to use in place of the embedded one; with `databaseOwnerUrl`, the application's own login. */
  readonly databaseUrl: string | null
  /** The login that runs migrations, where an administrator made the roles. */
  readonly databaseOwnerUrl: string | null
  /** The login of signing in, likewise. */
  readonly databaseSignInUrl: string | null
  /** Whether an empty embedded database is filled with the demo clinic. */
  readonly demo: boolean
  readonly logLevel: (typeof logLevels)[number]
}

/** A setting that cannot be used. The message has one sentence for each of them and never repeats a value. */
export class InvalidConfig extends Error {
  readonly code = 'invalid_config'
  override readonly name = 'InvalidConfig'
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/**
 * Reads the settings from an environment. An empty variable counts as not given.
 *
 * @throws InvalidConfig with a sentence for every variable that cannot be used
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ''))
  const result = environment.safeParse(given)
  if (!result.success) throw new InvalidConfig(result.error.issues.map((issue) => issue.message).join(' '))
  const settings = result.data
  const { TLS_CERT_FILE: certificateFile, TLS_KEY_FILE: keyFile } = settings
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL,
    trustedProxy: settings.TRUSTED_PROXY,
    tls: certificateFile === null || keyFile === null ? null : { certificateFile, keyFile },
    isLocal: isLocal(settings),
    secret: settings.TIDEMARK_SECRET,
    requestsPerMinute: settings.REQUESTS_PER_MINUTE,
    dataFolder: settings.TIDEMARK_DATA,
    databaseUrl: settings.DATABASE_URL,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL,
    databaseSignInUrl: settings.DATABASE_SIGN_IN_URL,
    demo: settings.TIDEMARK_DEMO === 'on',
    logLevel: settings.LOG_LEVEL,
  }
}

const portSentence = 'PORT must be a whole number from 0 to 65535 (0 takes any free port).'
const publicUrlSentence =
  'PUBLIC_URL must be the address that browsers use, like https://tidemark.example, without a path; http is for localhost alone.'
const requestsSentence = 'REQUESTS_PER_MINUTE must be a whole number of 60 or more.'

const databaseAddress = (variable: string) =>
  z
    .string()
    .refine(isDatabaseAddress, `${variable} must look like postgres://user:password@host:5432/database.`)
    .nullable()
    .default(null)

const environment = z
  .object({
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, portSentence)
      .transform(Number)
      .refine((port) => port <= 65_535, portSentence)
      .default(3000),
    HOST: z.string().default('127.0.0.1'),
    PUBLIC_URL: z
      .string()
      .refine(isPublicUrl, publicUrlSentence)
      .transform((address) => new URL(address).origin)
      .nullable()
      .default(null),
    TRUSTED_PROXY: trustedProxySchema.nullable().default(null),
    TLS_CERT_FILE: z.string().nullable().default(null),
    TLS_KEY_FILE: z.string().nullable().default(null),
    TIDEMARK_SECRET: z
      .string()
      .min(32, 'TIDEMARK_SECRET must have 32 characters or more. `openssl rand -base64 32` makes one.')
      .nullable()
      .default(null),
    REQUESTS_PER_MINUTE: z
      .string()
      .regex(/^\d{1,9}$/, requestsSentence)
      .transform(Number)
      .refine((requests) => requests >= 60, requestsSentence)
      .default(1200),
    TIDEMARK_DATA: z.string().default('.data'),
    DATABASE_URL: databaseAddress('DATABASE_URL'),
    DATABASE_OWNER_URL: databaseAddress('DATABASE_OWNER_URL'),
    DATABASE_SIGN_IN_URL: databaseAddress('DATABASE_SIGN_IN_URL'),
    TIDEMARK_DEMO: z.enum(['on', 'off'], 'TIDEMARK_DEMO must be on or off.').default('on'),
    LOG_LEVEL: z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(', ')}.`).default('info'),
  })
  .refine((settings) => settings.DATABASE_OWNER_URL === null || settings.DATABASE_URL !== null, {
    message:
      'DATABASE_OWNER_URL needs DATABASE_URL beside it: the first runs migrations, the second is the application.',
  })
  .refine((settings) => (settings.TLS_CERT_FILE === null) === (settings.TLS_KEY_FILE === null), {
    message: 'TLS_CERT_FILE and TLS_KEY_FILE belong together: the certificate and its key, in PEM.',
  })
  .refine((settings) => isLoopback(settings.HOST) || settings.TLS_CERT_FILE || settings.TRUSTED_PROXY, {
    message:
      'HOST reaches beyond this machine, and nothing encrypts the way: set TLS_CERT_FILE and TLS_KEY_FILE, or put a proxy with https in front and set TRUSTED_PROXY to its address.',
  })
  .refine((settings) => isLoopback(settings.HOST) || settings.PUBLIC_URL !== null, {
    message: 'HOST reaches beyond this machine: set PUBLIC_URL to the address that browsers use.',
  })

type Environment = z.infer<typeof environment>

function isLocal({ HOST, PUBLIC_URL, TRUSTED_PROXY }: Environment): boolean {
  const name = PUBLIC_URL === null ? HOST : new URL(PUBLIC_URL).hostname
  return isLoopback(HOST) && isLoopback(name) && TRUSTED_PROXY === null
}

/** Browsers keep the session's cookie over https, and over http from their own machine. */
function isPublicUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, pathname, search, hash, username } = new URL(value)
  const isSecure = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
  return isSecure && pathname === '/' && search === '' && hash === '' && username === ''
}

function isDatabaseAddress(value: string): boolean {
  if (!URL.canParse(value)) return false
  const address = new URL(value)
  return /^postgres(ql)?:$/.test(address.protocol) && address.hostname !== '' && address.pathname.length > 1
}
