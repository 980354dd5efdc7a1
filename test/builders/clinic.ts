/** Small clinics for tests, told in the words of the field. Nothing here is computed by the code under test. */

import type {
  Arm,
  AttendanceStatus,
  ExitReason,
  Focus,
  Format,
  Modality,
  Structure,
} from '../../api/src/core/vocabulary.js'

export interface SiteSeed {
  readonly siteId: string
  readonly name: string
  readonly timeZone: string
}

export interface GroupSeed {
  readonly groupId: string
  readonly siteId: string
  readonly therapistId: string
  readonly modality: Modality
  readonly format: Format
  readonly structure: Structure
  readonly focus: Focus | null
  readonly startOn: string
  readonly plannedSessions: number
  /** How many of the planned sessions were held, a week apart from the start. */
  readonly heldSessions: number
}

/** A form: its total, with the items to it; `no_form`; or a form with too few answers to be scored. */
export type FormSeed = number | 'no_form' | 'unscorable'

export interface EpisodeSeed {
  readonly memberId: string
  readonly groupId: string
  /** The number of the session on whose day the member joined, from 1. */
  readonly firstSession: number
  readonly plannedEndOn: string | null
  readonly exitedOn: string | null
  readonly exitReason: ExitReason | null
  readonly arm: Arm | null
  /** One a session, from the first: p(resent), l(ate), e(arly leaving), a(bsent with notice), u (without). */
  readonly attendance: string
  /** By measure: one form a session, from the first. */
  readonly forms: Readonly<Record<string, readonly FormSeed[]>>
  /** Answer to item 9 on every PHQ-9 form. */
  readonly riskAnswer: number
}

export interface ClinicSeed {
  readonly sites: readonly SiteSeed[]
  readonly groups: readonly GroupSeed[]
  readonly episodes: readonly EpisodeSeed[]
}

export function aSite(siteId: string, change: Partial<SiteSeed> = {}): SiteSeed {
  return { siteId, name: `Site ${siteId}`, timeZone: 'UTC', ...change }
}

export function aGroup(groupId: string, siteId: string, change: Partial<GroupSeed> = {}): GroupSeed {
  return {
    groupId,
    siteId,
    therapistId: `T-${groupId}`,
    modality: 'cognitive_behavioral',
    format: 'in_person',
    structure: 'closed',
    focus: 'depression',
    startOn: '2026-01-05',
    plannedSessions: 12,
    heldSessions: 8,
    ...change,
  }
}

export function anEpisode(memberId: string, groupId: string, change: Partial<EpisodeSeed> = {}): EpisodeSeed {
  return {
    memberId,
    groupId,
    firstSession: 1,
    plannedEndOn: '2026-03-30',
    exitedOn: null,
    exitReason: null,
    arm: 'group_only',
    attendance: 'pppp',
    forms: {},
    riskAnswer: 0,
    ...change,
  }
}

export const attendanceStatuses: Readonly<Record<string, AttendanceStatus>> = {
  p: 'present',
  l: 'late',
  e: 'left_early',
  a: 'absent_notified',
  u: 'absent_unnotified',
}

/** Items that add up to a total: as much as goes into each from the first on; PHQ-9's item 9 is given. */
export function answersFor(itemCount: number, total: number, riskAnswer: number | null): string {
  let left = total - (riskAnswer ?? 0)
  const items = Array.from({ length: riskAnswer === null ? itemCount : itemCount - 1 }, () => {
    const answer = Math.max(0, Math.min(3, left))
    left -= answer
    return answer
  })
  if (left !== 0) throw new Error(`No answers to ${itemCount} items add up to ${total}.`)
  return [...items, ...(riskAnswer === null ? [] : [riskAnswer])].join('')
}
