/** sites.csv, therapists.csv and groups.csv: the places that members come to. */

import type { Day } from '../calendar-day.js'
import type { RowProblem } from './codes.js'
import { columnTest, type ImportContext, type ImportReadings, namedIds } from './import-context.js'
import { type Candidate, type JudgedFile, judgeRows } from './judge-rows.js'
import { unknownReference } from './problems.js'
import { DEFAULT_TIME_ZONE } from './read-reference-row.js'
import type { GroupKey, GroupRecord, Named, SiteRecord, TherapistRecord } from './records.js'
import { mergedGroup, mergedSite, mergedTherapist, sameFields } from './same-record.js'

export interface ReferencePlan {
  readonly sites: JudgedFile<SiteRecord>
  readonly therapists: JudgedFile<TherapistRecord>
  readonly groups: JudgedFile<GroupRecord>
  /** Made because their own file is absent and an accepted group names them. */
  readonly createdSites: readonly SiteRecord[]
  readonly createdTherapists: readonly TherapistRecord[]
  /** Stored groups and accepted ones. */
  readonly groupOf: (groupId: string) => GroupRecord | undefined
  /** A row of groups.csv names the group, taken or not. */
  readonly isNamedGroup: (groupId: string) => boolean
  readonly todayAtGroup: (groupId: string) => Day
}

const sameSite = sameFields<SiteRecord>(['name', 'timeZone'])
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
  const sites = judgeSites(readings, context)
  const acceptedSites = byId(sites.candidates, (site) => site.siteId)
  const siteNames = namedIds(readings.sites, (site) => site.siteId)
  const groupSiteIds = readings.sites === null ? namedIds(readings.groups, (group) => group.siteId) : null
  const siteOf = (siteId: string) => acceptedSites.get(siteId) ?? context.lookup.sites.get(siteId)
  const siteProblem = (siteId: string | null): RowProblem[] => {
    if (siteId === null || siteOf(siteId) !== undefined || groupSiteIds?.has(siteId)) return []
    return [unknownReference('site', 'site_id', siteNames.has(siteId))]
  }
  const therapists = judgeTherapists(readings, context, siteProblem)
  const groups = judgeGroups(readings, context, therapists, siteProblem)
  const acceptedGroups = byId(groups.candidates, (group) => group.groupId)
  const groupOf = (groupId: string) => acceptedGroups.get(groupId) ?? context.lookup.groups.get(groupId)
  const groupNames = namedIds(readings.groups, (group) => group.groupId)
  return {
    sites,
    therapists,
    groups,
    createdSites: missingSites(groups, therapists, siteOf),
    createdTherapists: missingTherapists(groups, therapists, context),
    groupOf,
    isNamedGroup: (groupId) => groupNames.has(groupId),
    todayAtGroup: (groupId) => {
      const group = groupOf(groupId)
      const site = group === undefined ? undefined : siteOf(group.siteId)
      return context.todayIn(site?.timeZone ?? DEFAULT_TIME_ZONE)
    },
  }
}

function judgeSites(readings: ImportReadings, context: ImportContext): JudgedFile<SiteRecord> {
  const has = columnTest(readings.sites)
  return judgeRows(
    'sites.csv',
    readings.sites,
    {
      keyOf: (site) => site.siteId,
      keyColumn: 'site_id',
      isSame: sameSite,
      storedOf: (site) => context.lookup.sites.get(site.siteId),
      merged: (given, stored) => mergedSite(given, stored, has),
      problemsOfNamed: () => [],
      problemsOfRecord: () => [],
    },
    context.isCorrecting,
  )
}

function judgeTherapists(
  readings: ImportReadings,
  context: ImportContext,
  siteProblem: (siteId: string | null) => RowProblem[],
): JudgedFile<TherapistRecord> {
  const has = columnTest(readings.therapists)
  return judgeRows(
    'therapists.csv',
    readings.therapists,
    {
      keyOf: (therapist) => therapist.therapistId,
      keyColumn: 'therapist_id',
      isSame: sameTherapist,
      storedOf: (therapist) => context.lookup.therapists.get(therapist.therapistId),
      merged: (given, stored) => mergedTherapist(given, stored, has),
      problemsOfNamed: ({ siteId }) => siteProblem(siteId),
      problemsOfRecord: ({ siteId }) => siteProblem(siteId),
    },
    context.isCorrecting,
  )
}

function judgeGroups(
  readings: ImportReadings,
  context: ImportContext,
  therapists: JudgedFile<TherapistRecord>,
  siteProblem: (siteId: string | null) => RowProblem[],
): JudgedFile<GroupRecord> {
  const has = columnTest(readings.groups)
  const accepted = byId(therapists.candidates, (therapist) => therapist.therapistId)
  const therapistNames = namedIds(readings.therapists, (therapist) => therapist.therapistId)
  const therapistProblem = (column: string, therapistId: string | null): RowProblem[] => {
    if (therapistId === null || readings.therapists === null) return []
    if (accepted.has(therapistId) || context.lookup.therapists.has(therapistId)) return []
    return [unknownReference('therapist', column, therapistNames.has(therapistId))]
  }
  const problems = (group: Named<GroupKey>) => [
    ...siteProblem(group.siteId),
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

function missingSites(
  groups: JudgedFile<GroupRecord>,
  therapists: JudgedFile<TherapistRecord>,
  siteOf: (siteId: string) => SiteRecord | undefined,
): SiteRecord[] {
  const ids = new Set([...groups.changes(), ...therapists.changes()].map(({ record }) => record.siteId))
  return Array.from(ids).flatMap((siteId) => {
    if (siteId === null || siteOf(siteId) !== undefined) return []
    return [{ siteId, name: siteId, timeZone: DEFAULT_TIME_ZONE }]
  })
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
