/** When two rows say the same, and what a row says where its file lacks columns. */

import type {
  AttendanceRecord,
  EpisodeRecord,
  GroupRecord,
  GroupSessionRecord,
  MemberRow,
  ResponseRecord,
  SiteRecord,
  TherapistRecord,
  TreatmentRecord,
} from './records.js'

/** True when the named fields are equal; they hold text, numbers, claims or null. */
export function sameFields<Content>(
  fields: readonly (keyof Content)[],
): (one: Content, other: Content) => boolean {
  return (one, other) => fields.every((field) => one[field] === other[field])
}

const sameEpisodeFields = sameFields<EpisodeRecord>([
  'plannedEndOn',
  'exitedOn',
  'exitReason',
  'recordedArm',
  'concurrentIndividual',
  'concurrentMedication',
  'ageAtJoining',
  'birthYear',
  'gender',
  'priorEpisodes',
])

export function sameMemberRow(one: MemberRow, other: MemberRow): boolean {
  return (
    sameEpisodeFields(one, other) &&
    one.identity.fullName === other.identity.fullName &&
    one.identity.dateOfBirth === other.identity.dateOfBirth
  )
}

const sameFormFields = sameFields<ResponseRecord>([
  'memberCode',
  'sessionId',
  'respondedOn',
  'measureCode',
  'answers',
  'total',
  'functionalDifficulty',
])

export function sameResponse(one: ResponseRecord, other: ResponseRecord): boolean {
  return sameFormFields(one, other) && sameNamedEpisode(one, other)
}

export function sameAttendance(one: AttendanceRecord, other: AttendanceRecord): boolean {
  return one.status === other.status && sameNamedEpisode(one, other)
}

/** A row that does not name its episode leaves it to the rules. */
function sameNamedEpisode(
  one: Pick<ResponseRecord, 'joinedOn'>,
  other: Pick<ResponseRecord, 'joinedOn'>,
): boolean {
  return one.joinedOn === null || other.joinedOn === null || one.joinedOn === other.joinedOn
}

type HasColumn = (column: string) => boolean

export function mergedSite(given: SiteRecord, stored: SiteRecord, has: HasColumn): SiteRecord {
  return {
    siteId: given.siteId,
    name: has('name') ? given.name : stored.name,
    timeZone: has('time_zone') ? given.timeZone : stored.timeZone,
  }
}

export function mergedTherapist(
  given: TherapistRecord,
  stored: TherapistRecord,
  has: HasColumn,
): TherapistRecord {
  return {
    therapistId: given.therapistId,
    displayName: has('display_name') ? given.displayName : stored.displayName,
    siteId: has('site_id') ? given.siteId : stored.siteId,
  }
}

export function mergedGroup(given: GroupRecord, stored: GroupRecord, has: HasColumn): GroupRecord {
  return {
    ...given,
    name: has('name') ? given.name : stored.name,
    coTherapistId: has('co_therapist_id') ? given.coTherapistId : stored.coTherapistId,
    focus: has('focus') ? given.focus : stored.focus,
    sessionMinutes: has('session_minutes') ? given.sessionMinutes : stored.sessionMinutes,
    capacity: has('capacity') ? given.capacity : stored.capacity,
    endOn: has('end_date') ? given.endOn : stored.endOn,
  }
}

export function mergedMemberRow(given: MemberRow, stored: MemberRow, has: HasColumn): MemberRow {
  return {
    memberCode: given.memberCode,
    groupId: given.groupId,
    joinedOn: given.joinedOn,
    plannedEndOn: has('planned_end_date') ? given.plannedEndOn : stored.plannedEndOn,
    exitedOn: has('exit_date') ? given.exitedOn : stored.exitedOn,
    exitReason: has('exit_reason') ? given.exitReason : stored.exitReason,
    recordedArm: has('arm') ? given.recordedArm : stored.recordedArm,
    concurrentIndividual: has('concurrent_individual')
      ? given.concurrentIndividual
      : stored.concurrentIndividual,
    concurrentMedication: has('concurrent_medication')
      ? given.concurrentMedication
      : stored.concurrentMedication,
    ageAtJoining: has('age') ? given.ageAtJoining : stored.ageAtJoining,
    birthYear: has('birth_year') ? given.birthYear : stored.birthYear,
    gender: has('gender') ? given.gender : stored.gender,
    priorEpisodes: has('prior_episodes') ? given.priorEpisodes : stored.priorEpisodes,
    // A row that leaves name and birth empty says nothing of them: another episode's row may hold them.
    identity: {
      fullName: given.identity.fullName ?? stored.identity.fullName,
      dateOfBirth: given.identity.dateOfBirth ?? stored.identity.dateOfBirth,
    },
  }
}

export function mergedTreatment(
  given: TreatmentRecord,
  stored: TreatmentRecord,
  has: HasColumn,
): TreatmentRecord {
  return { ...given, endedOn: has('ended_on') ? given.endedOn : stored.endedOn }
}

export function mergedGroupSession(
  given: GroupSessionRecord,
  stored: GroupSessionRecord,
  has: HasColumn,
): GroupSessionRecord {
  return {
    ...given,
    durationMinutes: has('duration_minutes') ? given.durationMinutes : stored.durationMinutes,
  }
}

export function mergedResponse<Content extends ResponseRecord>(
  given: Content,
  stored: ResponseRecord,
  has: HasColumn,
): Content {
  return {
    ...given,
    sessionId: has('session_id') ? given.sessionId : stored.sessionId,
    functionalDifficulty: has('functional_difficulty')
      ? given.functionalDifficulty
      : stored.functionalDifficulty,
  }
}
