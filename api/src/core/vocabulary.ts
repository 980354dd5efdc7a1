/**
 * The enumerations of the import files, the tables and the API: one list each, in the order in which a
 * screen shows them. Meanings: docs/GLOSSARY.md.
 */
export const MODALITIES = [
  'psychoeducational',
  'skills_development',
  'cognitive_behavioral',
  'support',
  'interpersonal_process',
  'other',
] as const
export const FORMATS = ['in_person', 'online', 'hybrid'] as const
export const STRUCTURES = ['open', 'closed'] as const
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
] as const
export const ARMS = ['group_only', 'combined'] as const
export const SESSION_STATUSES = ['planned', 'held', 'cancelled'] as const
export const ATTENDANCE_STATUSES = [
  'present',
  'late',
  'left_early',
  'absent_notified',
  'absent_unnotified',
] as const
export const EXIT_REASONS = [
  'completed',
  'dropped_out',
  'referred_on',
  'moved_away',
  'excluded',
  'died',
  'other',
] as const
export const GENDERS = ['female', 'male', 'nonbinary', 'other', 'unknown'] as const
export const CONCURRENT_TREATMENT_KINDS = ['individual_therapy', 'medication'] as const
/** How a form came to its total; `total_only`: the items were not recorded. */
export const SCORINGS = ['complete', 'prorated', 'unscorable', 'total_only'] as const

export type Modality = (typeof MODALITIES)[number]
export type Format = (typeof FORMATS)[number]
export type Structure = (typeof STRUCTURES)[number]
export type Focus = (typeof FOCUSES)[number]
export type Arm = (typeof ARMS)[number]
export type SessionStatus = (typeof SESSION_STATUSES)[number]
export type AttendanceStatus = (typeof ATTENDANCE_STATUSES)[number]
export type ExitReason = (typeof EXIT_REASONS)[number]
export type Gender = (typeof GENDERS)[number]
export type ConcurrentTreatmentKind = (typeof CONCURRENT_TREATMENT_KINDS)[number]
export type Scoring = (typeof SCORINGS)[number]

/** Present, late and left early are attended; both absences are not. */
export function isAttended(status: AttendanceStatus): boolean {
  return status === 'present' || status === 'late' || status === 'left_early'
}

/** Kinds of users, and `integration` for programs with a token. Who may see what: docs/SECURITY.md. */
export const ROLES = [
  'director',
  'therapist',
  'researcher',
  'coordinator',
  'administrator',
  'integration',
] as const
export type Role = (typeof ROLES)[number]
