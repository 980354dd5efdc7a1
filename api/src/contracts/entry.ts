import { z } from 'zod'
import { measureSchema } from './measures.js'
import { idSchema, typedLine } from './typed-text.js'
import {
  ATTENDANCE_STATUSES,
  daySchema,
  reliableChangeSchema,
  SCORINGS,
  SESSION_STATUSES,
  STRUCTURES,
} from './vocabulary.js'

/** Why something stored is replaced; it stays with the old version. No names of members. */
export const changeReasonSchema = typedLine(3, 500)

/** The number of the version that was read; another one by now is a conflict (409 `changed_meanwhile`). */
export const rowVersionSchema = z.number().int().min(1)

/** How a form came in. */
export const FORM_MODES = ['paper', 'tablet', 'interview'] as const

/** One entry an item, in the order of the form; null = not answered, which is never 0. */
export const formAnswersSchema = z.array(z.number().int().nullable()).min(1).max(100)

const choiceSchema = z.object({ value: z.number().int(), label: z.string() })

/** GET /measures/:code/form: a questionnaire as it is filled in. */
export const measureFormSchema = measureSchema.extend({
  instruction: z.string(),
  items: z.array(
    z.object({
      number: z.number().int(),
      label: z.string(),
      /** As printed on the form; null where the wording is not free to reproduce: show the label. */
      wording: z.string().nullable(),
      is_risk_item: z.boolean(),
      is_reversed: z.boolean(),
    }),
  ),
  choices: z.array(choiceSchema),
  /** Asked with the measure and not part of its total; null where nothing is. */
  functional_difficulty: z.object({ wording: z.string(), choices: z.array(choiceSchema) }).nullable(),
  /** More unanswered items than this leave the form without a score. */
  max_missing_items: z.number().int(),
})
export type MeasureForm = z.infer<typeof measureFormSchema>

/** A stored form, with what follows from its answers. */
export const enteredFormSchema = z.object({
  measure: z.string(),
  source_system: z.string(),
  response_id: z.string(),
  version: rowVersionSchema,
  episode_id: z.number().int(),
  session_id: z.string().nullable(),
  responded_on: daySchema,
  mode: z.string(),
  /** null as a whole when only a total was recorded. */
  answers: z.array(z.number().int().nullable()).nullable(),
  functional_difficulty: z.number().int().nullable(),
  n_missing: z.number().int(),
  scoring: z.enum(SCORINGS),
  /** null when the form is unscorable. */
  total: z.number().nullable(),
  band: z.object({ code: z.string(), label: z.string() }).nullable(),
  is_case: z.boolean().nullable(),
  /**
   * From the first score of the episode to this one, positive = improvement. null
   * for the first score, for an unscorable form, and for coordinators, who keep the record and not the outcome.
   */
  change: z
    .object({ baseline: z.number(), baseline_on: daySchema, points: z.number(), class: reliableChangeSchema })
    .nullable(),
  /** yes: 1 or more; no: answered "not at all", which is not "no risk"; unknown: not answered; null: no such item. */
  risk_item: z.enum(['yes', 'no', 'unknown']).nullable(),
  is_voided: z.boolean(),
})
export type EnteredForm = z.infer<typeof enteredFormSchema>

export const entryNoticeSchema = z.object({
  code: z.enum([
    'session_became_held',
    'total_mismatch',
    'response_when_absent',
    'two_forms_on_one_day',
    'nothing_changed',
  ]),
  /** A measure, where the notice is about one form. */
  measure: z.string().nullable(),
  message: z.string(),
})
export type EntryNotice = z.infer<typeof entryNoticeSchema>

/** What a person must be told at once, whatever else was stored. */
export const safetySchema = z.object({
  /** An answer of 1 or more to a risk item is among the forms of this answer. */
  risk_item_answered: z.boolean(),
  /** Of the deployment; null where none was set. */
  crisis_line: z.string().nullable(),
})

export const rosterRowSchema = z.object({
  member_id: z.string(),
  full_name: z.string().nullable(),
  episode_id: z.number().int(),
  joined_on: daySchema,
  planned_end_on: daySchema.nullable(),
  exited_on: daySchema.nullable(),
  /** False for who had left by that day and may still be recorded as absent, up to the planned end. */
  is_in_care: z.boolean(),
  /** Sessions since joining, this one included: the member's own clock. */
  session_of_member: z.number().int(),
  attendance: z.object({ status: z.enum(ATTENDANCE_STATUSES), version: rowVersionSchema }).nullable(),
  /** Forms of this session that are not void, by measure and then in time order. */
  forms: z.array(enteredFormSchema),
})
export type RosterRow = z.infer<typeof rosterRowSchema>

const sheetSessionSchema = z.object({
  session_id: z.string(),
  session_number: z.number().int(),
  session_date: daySchema,
  status: z.enum(SESSION_STATUSES),
  duration_minutes: z.number().int().nullable(),
  version: rowVersionSchema,
})

/** GET /group-sessions/:id/entry: everything that the page of one session needs. */
export const sessionSheetSchema = z.object({
  group: z.object({
    group_id: z.string(),
    name: z.string(),
    site_id: z.string(),
    site_name: z.string(),
    structure: z.enum(STRUCTURES),
    planned_sessions: z.number().int(),
    therapists: z.array(
      z.object({ therapist_id: z.string(), display_name: z.string(), part: z.enum(['lead', 'co_lead']) }),
    ),
  }),
  session: sheetSessionSchema,
  /** At the site of the group. */
  today: daySchema,
  /** `makes_held`: planned for today or earlier, the first attendance says that it was held. */
  attendance_entry: z.enum(['open', 'makes_held', 'not_yet', 'cancelled']),
  /** Expected ones first, then others that the group has used, then the rest. */
  measures: z.array(measureFormSchema.extend({ is_expected: z.boolean(), is_used: z.boolean() })),
  roster: z.array(rosterRowSchema),
  crisis_line: z.string().nullable(),
})
export type SessionSheet = z.infer<typeof sessionSheetSchema>

/** A form as somebody fills it in on the page of a session. */
const sessionFormSchema = z.strictObject({
  measure: z.string().min(1).max(50),
  /** The stored form that was read and is changed; null: there was none. */
  replaces: z
    .strictObject({ source_system: idSchema, response_id: idSchema, version: rowVersionSchema })
    .nullable(),
  answers: formAnswersSchema,
  functional_difficulty: z.number().int().nullable().default(null),
  /** Default: as it is stored; of a new form the day of the session. */
  responded_on: daySchema.optional(),
  /** Default: as it is stored; of a new form `paper`. */
  mode: z.enum(FORM_MODES).optional(),
})

/**
 * PUT /group-sessions/:id/members/:memberId: attendance and forms of one member, stored together or not at all. Sent
 * again it changes nothing and answers the same.
 */
export const sessionMemberEntrySchema = z
  .strictObject({
    /** Left out: nothing is said of it. A status of null takes back what was entered. */
    attendance: z
      .strictObject({
        status: z.enum(ATTENDANCE_STATUSES).nullable(),
        /** Of the attendance that was read; null: there was none. */
        version: rowVersionSchema.nullable(),
      })
      .optional(),
    forms: z.array(sessionFormSchema).max(20).default([]),
    /** Why something stored is replaced; a slip on the same page needs none. */
    reason: changeReasonSchema.optional(),
  })
  .refine(({ attendance, forms }) => attendance !== undefined || forms.length > 0, {
    message: 'Nothing is entered: give the attendance, a form, or both.',
  })
export type SessionMemberEntry = z.infer<typeof sessionMemberEntrySchema>

export const savedSessionMemberSchema = safetySchema.extend({
  session: sheetSessionSchema,
  member: rosterRowSchema,
  notices: z.array(entryNoticeSchema),
})
export type SavedSessionMember = z.infer<typeof savedSessionMemberSchema>

/** GET /entry/due: sessions of today and of the last 7 days, by the day of each site, that lack something. */
export const entryDueSchema = z.object({
  sites: z.array(z.object({ site_id: z.string(), name: z.string(), today: daySchema })),
  /** Today first, then the latest; then in order of id. */
  sessions: z.array(
    z.object({
      session_id: z.string(),
      session_number: z.number().int(),
      session_date: daySchema,
      status: z.enum(SESSION_STATUSES),
      group_id: z.string(),
      group_name: z.string(),
      site_id: z.string(),
      is_today: z.boolean(),
      /** Members in care on that day. */
      n_in_care: z.number().int(),
      /** Of these, with an attendance. */
      n_entered: z.number().int(),
      n_attended: z.number().int(),
      /** By expected measure: of those who attended, who has returned a form. */
      forms: z.array(
        z.object({ measure: z.string(), expected: z.number().int(), returned: z.number().int() }),
      ),
      lacks: z.array(z.enum(['attendance', 'forms'])),
    }),
  ),
  /** Sessions of these days with everything in place. */
  n_complete: z.number().int(),
})
export type EntryDue = z.infer<typeof entryDueSchema>
