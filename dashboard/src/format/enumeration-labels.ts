import type { EpisodeRow, Group, GroupBoard } from '../../../api/src/contracts/groups.js'
import type { MemberTrajectory, ResponseRow } from '../../../api/src/contracts/members.js'
import type { ReliableChangeContract } from '../../../api/src/contracts/vocabulary.js'

/** Words of the screen for every value of an enumeration, in the order in which a screen lists them. */
export const MODALITY_LABELS: Readonly<Record<Group['modality'], string>> = {
  psychoeducational: 'Psychoeducational',
  skills_development: 'Skills development',
  cognitive_behavioral: 'Cognitive behavioural',
  support: 'Support',
  interpersonal_process: 'Interpersonal process',
  other: 'Other modality',
}

export const FORMAT_LABELS: Readonly<Record<Group['format'], string>> = {
  in_person: 'In person',
  online: 'Online',
  hybrid: 'Hybrid',
}

export const STRUCTURE_LABELS: Readonly<Record<Group['structure'], string>> = {
  open: 'Open',
  closed: 'Closed',
}

export const FOCUS_LABELS: Readonly<Record<NonNullable<Group['focus']>, string>> = {
  depression: 'Depression',
  anxiety: 'Anxiety',
  social_anxiety: 'Social anxiety',
  grief_and_loss: 'Grief and loss',
  trauma: 'Trauma',
  self_esteem: 'Self-esteem',
  interpersonal: 'Interpersonal difficulties',
  personality: 'Personality',
  anger: 'Anger',
  obsessive_compulsive: 'Obsessive-compulsive',
  substance_use: 'Substance use',
  physical_condition: 'Physical condition',
  neurocognitive: 'Neurocognitive',
  mixed: 'Mixed',
  other: 'Other focus',
}

export const ARM_LABELS: Readonly<Record<NonNullable<EpisodeRow['arm']>, string>> = {
  group_only: 'Group only',
  combined: 'Combined',
}

export const GROUP_STATUS_LABELS: Readonly<Record<Group['status'], string>> = {
  planned: 'Planned',
  running: 'Running',
  ended: 'Ended',
}

export const SESSION_STATUS_LABELS: Readonly<Record<GroupBoard['sessions'][number]['status'], string>> = {
  planned: 'Planned',
  held: 'Held',
  cancelled: 'Cancelled',
}

export const ATTENDANCE_LABELS: Readonly<
  Record<NonNullable<MemberTrajectory['attendance'][number]['status']>, string>
> = {
  present: 'Present',
  late: 'Late',
  left_early: 'Left early',
  absent_notified: 'Absent, told us',
  absent_unnotified: 'Absent without notice',
}

export const EXIT_REASON_LABELS: Readonly<Record<NonNullable<EpisodeRow['exit_reason']>, string>> = {
  completed: 'Completed',
  dropped_out: 'Dropped out',
  referred_on: 'Referred on',
  moved_away: 'Moved away',
  excluded: 'Excluded',
  died: 'Died',
  other: 'Other reason',
}

export const SCORING_LABELS: Readonly<Record<ResponseRow['scoring'], string>> = {
  complete: 'Complete',
  prorated: 'Prorated',
  unscorable: 'Cannot be scored',
  total_only: 'Total only',
}

export const RELIABLE_CHANGE_LABELS: Readonly<Record<ReliableChangeContract, string>> = {
  reliably_improved: 'Reliably improved',
  no_reliable_change: 'No reliable change',
  reliably_deteriorated: 'Reliably deteriorated',
  not_assessable: 'Not assessable',
}

/** What each class means to a person who does not know the term. */
export const RELIABLE_CHANGE_PLAIN: Readonly<Record<ReliableChangeContract, string>> = {
  reliably_improved: 'better by more than measurement error',
  no_reliable_change: 'any change is within measurement error',
  reliably_deteriorated: 'worse by more than measurement error',
  not_assessable: 'fewer than two scores, so change cannot be judged',
}

/** The risk item has three answers; 0 is never called "no risk". */
export const RISK_ITEM_LABELS: Readonly<Record<NonNullable<EpisodeRow['risk_item']>, string>> = {
  yes: 'Item 9 above zero',
  no: 'Item 9 answered: not at all',
  unknown: 'Item 9 not answered',
}
