/** What may be set from outside, read once at the start. */

import { z } from 'zod'

export interface Config {
  readonly port: number
  readonly host: string
  /** The folder of everything that the application keeps. */
  readonly dataFolder: string
  /** A server to use in place of the embedded one; with `databaseOwnerUrl`, the application's own login. */
  readonly databaseUrl: string | null
  /** The login that runs migrations, where an administrator made the roles. */
  readonly databaseOwnerUrl: string | null
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
  return {
    port: settings.PORT,
    host: settings.HOST,
    dataFolder: settings.TIDEMARK_DATA,
    databaseUrl: settings.DATABASE_URL,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL,
    demo: settings.TIDEMARK_DEMO === 'on',
    logLevel: settings.LOG_LEVEL,
  }
}

const portSentence = 'PORT must be a whole number from 0 to 65535 (0 takes any free port).'

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
    TIDEMARK_DATA: z.string().default('.data'),
    DATABASE_URL: databaseAddress('DATABASE_URL'),
    DATABASE_OWNER_URL: databaseAddress('DATABASE_OWNER_URL'),
    TIDEMARK_DEMO: z.enum(['on', 'off'], 'TIDEMARK_DEMO must be on or off.').default('on'),
    LOG_LEVEL: z.enum(logLevels, `LOG_LEVEL must be one of ${logLevels.join(', ')}.`).default('info'),
  })
  .refine((settings) => settings.DATABASE_OWNER_URL === null || settings.DATABASE_URL !== null, {
    message:
      'DATABASE_OWNER_URL needs DATABASE_URL beside it: the first runs migrations, the second is the application.',
  })

function isDatabaseAddress(value: string): boolean {
  if (!URL.canParse(value)) return false
  const address = new URL(value)
  return /^postgres(ql)?:$/.test(address.protocol) && address.hostname !== '' && address.pathname.length > 1
}
