import { z } from 'zod'
import { instantSchema, readVersionSchema, timeZoneSchema, typedLine } from './typed-text.js'

/** What every role works by. */
export const sharedSettingsSchema = z.object({
  /** Of the deployment: for figures over several sites, and for new sites. */
  time_zone: z.string(),
  /** What to tell a member in danger: a number, a place, hours; null until it is given. */
  crisis_line: z.string().nullable(),
  /** Smaller groups are not compared with others. */
  fewest_members_for_comparison: z.number().int(),
  /** An unacknowledged answer to item 9 goes to the director after so many hours. */
  item_9_escalation_hours: z.number().int(),
  longest_snooze_days: z.number().int(),
  /** Directors see outcomes by therapist. */
  therapist_funnel: z.boolean(),
})
export type SharedSettings = z.infer<typeof sharedSettingsSchema>

/** GET /settings */
export const settingsSchema = z.object({
  settings: sharedSettingsSchema,
  /** For administrators; null for everybody else. */
  administration: z
    .object({
      /** A member may have episodes in two groups at the same time. */
      allow_concurrent_groups: z.boolean(),
      /** When an administrator went through the first questions; null before. */
      setup_completed_at: instantSchema.nullable(),
      needs_setup: z.boolean(),
      /** Sent back with a change. */
      version: z.string(),
    })
    .nullable(),
})
export type Settings = z.infer<typeof settingsSchema>

/** PATCH /settings: what is left out stays. */
export const settingsChangeSchema = z.strictObject({
  version: readVersionSchema,
  time_zone: timeZoneSchema.optional(),
  crisis_line: typedLine(1, 200).nullable().optional(),
  fewest_members_for_comparison: z.number().int().min(2).max(100).optional(),
  item_9_escalation_hours: z.number().int().min(1).max(168).optional(),
  longest_snooze_days: z.number().int().min(1).max(28).optional(),
  therapist_funnel: z.boolean().optional(),
  allow_concurrent_groups: z.boolean().optional(),
  /** True once: the first questions are answered. */
  setup_completed: z.literal(true).optional(),
})
export type SettingsChange = z.infer<typeof settingsChangeSchema>
