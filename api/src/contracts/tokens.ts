import { z } from 'zod'
import { idSchema, instantSchema, typedLine } from './typed-text.js'

export const TOKEN_SCOPES = ['ingest:write'] as const
const LONGEST_LIFE_DAYS = 90

/** What a program signs in with, as an administrator sees it; the token itself is stored nowhere. */
export const tokenSchema = z.object({
  token_id: z.string(),
  name: z.string(),
  /** How the token begins, to tell one from another. */
  prefix: z.string(),
  scopes: z.array(z.enum(TOKEN_SCOPES)),
  site_ids: z.array(z.string()),
  /** `user:ID` (names are in GET /users) or `command_line:ACCOUNT`. */
  created_by: z.string(),
  created_at: instantSchema,
  expires_at: instantSchema,
  revoked_at: instantSchema.nullable(),
  /** To the minute; null before the first use. */
  last_used_at: instantSchema.nullable(),
  status: z.enum(['active', 'expired', 'revoked']),
})
export type Token = z.infer<typeof tokenSchema>
/** GET /tokens: newest first, expired and revoked ones too. */
export const tokenListSchema = z.object({ tokens: z.array(tokenSchema) })
export type TokenList = z.infer<typeof tokenListSchema>

/** POST /tokens */
export const newTokenSchema = z.strictObject({
  name: typedLine(1, 100),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1).max(TOKEN_SCOPES.length),
  /** Sites whose data it may write. */
  site_ids: z.array(idSchema).min(1).max(1000),
  expires_in_days: z
    .number()
    .int()
    .min(1)
    .max(LONGEST_LIFE_DAYS, `A token lasts ${LONGEST_LIFE_DAYS} days at most.`)
    .default(LONGEST_LIFE_DAYS),
})
export type NewToken = z.infer<typeof newTokenSchema>

/** Answer of POST /tokens: the only time that the token is shown. */
export const tokenWithSecretSchema = z.object({ token: tokenSchema, secret: z.string() })
export type TokenWithSecret = z.infer<typeof tokenWithSecretSchema>
