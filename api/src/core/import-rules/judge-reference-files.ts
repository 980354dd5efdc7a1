/** therapists.csv and groups.csv: who leads which group at which site. */

import type { Day } from '../calendar-day.js'
import type { RowProblem } from './codes.js'
import { columnTest, type ImportContext, type ImportReadings, namedIds } from './import-context.js'
import { type Candidate, type JudgedFile, judgeRows } from './judge-rows.js'
import { planSites, type SitePlan } from './judge-sites.js'
import { type Absence, absenceIn, outOfReachProblems, unknownReference } from './problems.js'
import { DEFAULT_TIME_ZONE } from './read-reference-row.js'
import type { GroupKey, GroupRecord, Named, SiteRecord, TherapistRecord } from './records.js'
import { mergedGroup, mergedTherapist, sameFields } from './same-record.js'

export interface ReferencePlan {
  readonly sites: JudgedFile<SiteRecord>
  readonly therapists: JudgedFile<TherapistRecord>
  readonly groups: JudgedFile<GroupRecord>
  /** Made because their own file is absent and an accepted group names them. */
  readonly createdSites: readonly SiteRecord[]
  readonly createdTherapists: readonly TherapistRecord[]
  /** Stored groups and accepted ones. */
  readonly groupOf: (groupId: string) => GroupRecord | undefined
  readonly absenceOfGroup: (groupId: string) => Absence
  readonly todayAtGroup: (groupId: string) => Day
}

const sameTherapist = sameFields<TherapistRecord>(['displayName', 'siteId'])
const sameGroup = sameFields<GroupRecord>([
  'siteId',
  'therapistId',
  'coTherapistId',
  'name',
  'modality',
  'format',
  'structure',
  'focus',
  'startOn',
  'endOn',
  'plannedSessions',
  'sessionMinutes',
  'capacity',
])

export function judgeReferenceFiles(readings: ImportReadings, context: ImportContext): ReferencePlan {
  const { sites, siteOf, siteProblems, missing } = planSites(readings, context)
  const therapists = judgeTherapists(readings, context, siteProblems)
  const groups = judgeGroups(readings, context, therapists, siteProblems)
  const acceptedGroups = byId(groups.candidates, (group) => group.groupId)
  const groupOf = (groupId: string) => acceptedGroups.get(groupId) ?? context.lookup.groups.get(groupId)
  const groupNames = namedIds(readings.groups, (group) => group.groupId)
  return {
    sites,
    therapists,
    groups,
    createdSites: missing([...groups.changes(), ...therapists.changes()].map(({ record }) => record.siteId)),
    createdTherapists: missingTherapists(groups, therapists, context),
    groupOf,
    absenceOfGroup: absenceIn(groupNames, context.lookup.reach.elsewhere.groups),
    todayAtGroup: (groupId) => {
      const group = groupOf(groupId)
      const site = group === undefined ? undefined : siteOf(group.siteId)
      return context.todayIn(site?.timeZone ?? DEFAULT_TIME_ZONE)
    },
  }
}

function judgeTherapists(
  readings: ImportReadings,
  context: ImportContext,
  siteProblems: SitePlan['siteProblems'],
): JudgedFile<TherapistRecord> {
  const has = columnTest(readings.therapists)
  const { reach } = context.lookup
  return judgeRows(
    'therapists.csv',
    readings.therapists,
    {
      keyOf: (therapist) => therapist.therapistId,
      keyColumn: 'therapist_id',
      isSame: sameTherapist,
      storedOf: (therapist) => context.lookup.therapists.get(therapist.therapistId),
      merged: (given, stored) => mergedTherapist(given, stored, has),
      problemsOfNamed: ({ siteId }) => siteProblems(siteId),
      problemsOfRecord: ({ siteId }, stored) => {
        const ofOthers = outOfReachProblems('therapist_id', stored?.siteId ?? null, reach.elsewhere.sites)
        return ofOthers.length > 0 ? ofOthers : siteProblems(siteId)
      },
    },
    context.isCorrecting,
  )
}

function judgeGroups(
  readings: ImportReadings,
  context: ImportContext,
  therapists: JudgedFile<TherapistRecord>,
  siteProblems: SitePlan['siteProblems'],
): JudgedFile<GroupRecord> {
  const has = columnTest(readings.groups)
  const accepted = byId(therapists.candidates, (therapist) => therapist.therapistId)
  const therapistNames = namedIds(readings.therapists, (therapist) => therapist.therapistId)
  const therapistProblem = (column: string, therapistId: string | null): RowProblem[] => {
    if (therapistId === null || readings.therapists === null) return []
    if (accepted.has(therapistId) || context.lookup.therapists.has(therapistId)) return []
    const isRejected = therapistNames.has(therapistId)
    return [unknownReference('therapist', column, { isElsewhere: false, isRejected })]
  }
  const problems = (group: Named<GroupKey>) => [
    ...outOfReachProblems('group_id', group.groupId, context.lookup.reach.elsewhere.groups),
    ...siteProblems(group.siteId),
    ...therapistProblem('therapist_id', group.therapistId),
    ...therapistProblem('co_therapist_id', group.coTherapistId),
  ]
  return judgeRows(
    'groups.csv',
    readings.groups,
    {
      keyOf: (group) => group.groupId,
      keyColumn: 'group_id',
      isSame: sameGroup,
      storedOf: (group) => context.lookup.groups.get(group.groupId),
      merged: (given, stored) => mergedGroup(given, stored, has),
      problemsOfNamed: problems,
      problemsOfRecord: problems,
    },
    context.isCorrecting,
  )
}

function missingTherapists(
  groups: JudgedFile<GroupRecord>,
  therapists: JudgedFile<TherapistRecord>,
  context: ImportContext,
): TherapistRecord[] {
  const accepted = byId(therapists.candidates, (therapist) => therapist.therapistId)
  const ids = new Set(groups.changes().flatMap(({ record }) => [record.therapistId, record.coTherapistId]))
  return Array.from(ids).flatMap((therapistId) => {
    if (therapistId === null || accepted.has(therapistId) || context.lookup.therapists.has(therapistId))
      return []
    return [{ therapistId, displayName: therapistId, siteId: null }]
  })
}

function byId<Content, Stored extends Content>(
  candidates: readonly Candidate<Content, Stored>[],
  idOf: (record: Content) => string,
): Map<string, Content> {
  return new Map(candidates.map(({ record }) => [idOf(record), record]))
}
