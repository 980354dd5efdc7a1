import { z } from 'zod'
import type * as core from '../core/vocabulary.js'

// Written again for the wire because the dashboard may not import core; `satisfies` and the exhaustiveness
// test (test/unit/contracts) hold both lists together.
export const MODALITIES = [
  'psychoeducational',
  'skills_development',
  'cognitive_behavioral',
  'support',
  'interpersonal_process',
  'other',
] as const satisfies readonly core.Modality[]
export const FORMATS = ['in_person', 'online', 'hybrid'] as const satisfies readonly core.Format[]
export const STRUCTURES = ['open', 'closed'] as const satisfies readonly core.Structure[]
export const FOCUSES = [
  'depression',
  'anxiety',
  'social_anxiety',
  'grief_and_loss',
  'trauma',
  'self_esteem',
  'interpersonal',
  'personality',
  'anger',
  'obsessive_compulsive',
  'substance_use',
  'physical_condition',
  'neurocognitive',
  'mixed',
  'other',
] as const satisfies readonly core.Focus[]
export const ARMS = ['group_only', 'combined'] as const satisfies readonly core.Arm[]
export const SESSION_STATUSES = [
  'planned',
  'held',
  'cancelled',
] as const satisfies readonly core.SessionStatus[]
export const ATTENDANCE_STATUSES = [
  'present',
  'late',
  'left_early',
  'absent_notified',
  'absent_unnotified',
] as const satisfies readonly core.AttendanceStatus[]
export const EXIT_REASONS = [
  'completed',
  'dropped_out',
  'referred_on',
  'moved_away',
  'excluded',
  'died',
  'other',
] as const satisfies readonly core.ExitReason[]
export const GENDERS = [
  'female',
  'male',
  'nonbinary',
  'other',
  'unknown',
] as const satisfies readonly core.Gender[]
export const CONCURRENT_TREATMENT_KINDS = [
  'individual_therapy',
  'medication',
] as const satisfies readonly core.ConcurrentTreatmentKind[]
export const SCORINGS = [
  'complete',
  'prorated',
  'unscorable',
  'total_only',
] as const satisfies readonly core.Scoring[]

export const ROLES = [
  'director',
  'therapist',
  'researcher',
  'coordinator',
  'administrator',
  'integration',
] as const satisfies readonly core.Role[]

/** Roles that a person may have; a program has a token instead. */
export const USER_ROLES = [
  'director',
  'therapist',
  'researcher',
  'coordinator',
  'administrator',
] as const satisfies readonly core.Role[]

/** Reliable change by the measure's fixed threshold; `not_assessable`: fewer than two valid scores. */
export const RELIABLE_CHANGES = [
  'reliably_improved',
  'no_reliable_change',
  'reliably_deteriorated',
  'not_assessable',
] as const

export const reliableChangeSchema = z.enum(RELIABLE_CHANGES)
export type ReliableChangeContract = z.infer<typeof reliableChangeSchema>
export const armSchema = z.enum(ARMS)
/** There is no year 0 in the calendar that days are kept in. */
export const daySchema = z.iso
  .date()
  .refine((day) => !day.startsWith('0000'), 'It must be a day from the year 0001 on, YYYY-MM-DD.')
