import { z } from 'zod'
import { idSchema } from './typed-text.js'
import { daySchema, ROLES } from './vocabulary.js'

/** What the audit keeps; the meanings are in docs/SECURITY.md. Held to the server's list where an answer is made. */
export const AUDIT_ACTIONS = [
  'sign_in',
  'sign_out',
  'second_factor.change',
  'password.change',
  'session.revoke',
  'access.denied',
  'member.read',
  'member.search',
  'identity.read',
  'identity.break_glass',
  'record.create',
  'record.amend',
  'import.run',
  'export.download',
  'user.change',
  'role.change',
  'token.change',
  'setting.change',
  'caseload.change',
  'audit.read',
] as const
export const AUDIT_OUTCOMES = ['success', 'denied', 'failed'] as const
export const ACTOR_KINDS = ['user', 'token', 'command_line', 'worker', 'system'] as const

/** Where a page of the audit ends: `2026-01-31.12` is the twelfth record of that day. */
const cursorSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}\.[1-9]\d{0,14}$/)
  .refine((cursor) => daySchema.safeParse(cursor.slice(0, 10)).success, 'It is `next` of the page before.')

const auditFiltersSchema = z.object({
  /** By code: who saw this member, or changed something of theirs. */
  member: idSchema.optional(),
  /** By id of whoever did it: a user, a token, a login of the command line. */
  user: idSchema.optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  /** UTC days, both included. */
  from: daySchema.optional(),
  to: daySchema.optional(),
})

/** GET /audit.csv: every record that the filters name, newest first; 422 `too_many_records` beyond what a file holds. */
export const auditFileQuerySchema = auditFiltersSchema
export type AuditFileQuery = z.infer<typeof auditFileQuerySchema>

/** GET /audit: newest first; `before` is `next` of the page before. */
export const auditQuerySchema = auditFiltersSchema.extend({
  before: cursorSchema.optional(),
  page_size: z.coerce.number().int().min(1).max(200).default(50),
})
export type AuditQuery = z.infer<typeof auditQuerySchema>

export const auditRowSchema = z.object({
  /** With `number` the record's name. */
  chain_day: daySchema,
  number: z.number().int(),
  /** UTC, microseconds. */
  occurred_at: z.iso.datetime({ precision: 6 }),
  action: z.enum(AUDIT_ACTIONS),
  outcome: z.enum(AUDIT_OUTCOMES),
  actor: z.object({
    kind: z.enum(ACTOR_KINDS),
    id: z.string(),
    /** A user's name as it is now; null for other kinds. */
    name: z.string().nullable(),
    /** The role at that moment. */
    role: z.enum(ROLES).nullable(),
  }),
  request_id: z.string(),
  /** Codes of the members concerned, at most 100; `n_members` counts all. */
  members: z.array(z.string()),
  n_members: z.number().int(),
  /** What else was concerned: `import:12`. */
  target: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type AuditRow = z.infer<typeof auditRowSchema>

export const auditPageSchema = z.object({
  records: z.array(auditRowSchema),
  /** For `before`; null when nothing older matches. */
  next: z.string().nullable(),
})
export type AuditPage = z.infer<typeof auditPageSchema>
