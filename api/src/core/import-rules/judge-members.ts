/** members.csv and concurrent_treatments.csv: people, their episodes, what runs beside them, and the arm. */

import type { Day } from '../calendar-day.js'
import { decideArm } from '../episodes/decide-arm.js'
import type { Arm } from '../vocabulary.js'
import type { RowProblem } from './codes.js'
import { episodeUseProblems } from './episode-use.js'
import { groupBy } from './group-by.js'
import { columnTest, type ImportContext, type ImportReadings, namedIds } from './import-context.js'
import type { ReferencePlan } from './judge-reference-files.js'
import { type JudgedFile, judgeRows } from './judge-rows.js'
import { episodeKey, treatmentKey } from './lookup.js'
import {
  type Birth,
  birthLookup,
  currentEpisodes,
  currentTreatments,
  earliestBirth,
  isSameEpisode,
  type JudgedMembers,
  keyOfEpisode,
  memberCodes,
  type StoredMemberRow,
} from './members-after-import.js'
import {
  type Absence,
  absenceIn,
  beforeBirth,
  futureDate,
  outOfReachProblems,
  unknownReference,
} from './problems.js'
import type { EpisodeRecord, IdentityRecord, MemberRow, TreatmentRecord } from './records.js'
import { mergedMemberRow, mergedTreatment, sameFields, sameMemberRow } from './same-record.js'

export interface MemberPlan {
  readonly members: JudgedMembers
  readonly treatments: JudgedFile<TreatmentRecord>
  /** Stored episodes and accepted ones, corrections in place; empty for an unknown member. */
  readonly episodesOf: (memberCode: string) => readonly EpisodeRecord[]
  readonly birthOf: (memberCode: string) => Birth
  readonly absenceOfMember: (memberCode: string) => Absence
  /** Arms of all episodes of the members whose episodes or treatments change, by `episodeKey`; null = unknown. */
  readonly arms: ReadonlyMap<string, Arm | null>
}

const sameTreatment = sameFields<TreatmentRecord>(['endedOn'])

export function judgeMembers(
  readings: ImportReadings,
  reference: ReferencePlan,
  context: ImportContext,
): MemberPlan {
  const members = judgeEpisodeRows(readings, reference, context)
  rejectContradictoryIdentities(members)
  rejectOverlaps(members, context)
  const names = namedIds(readings.members, (row) => row.memberCode)
  const absenceOfMember = absenceIn(names, context.lookup.reach.elsewhere.members)
  const treatments = judgeTreatments(readings, members, absenceOfMember, context)
  rejectArmContradictions(members, treatments, context)
  // A correction that was refused leaves the stored episode in place, and another row may run into that.
  rejectOverlaps(members, context)
  const known = memberCodes(members)
  treatments.rejectWhere(({ record: { memberCode } }) =>
    known.has(memberCode) || context.lookup.members.has(memberCode)
      ? []
      : [unknownReference('member', 'member_id', absenceOfMember(memberCode))],
  )
  return settledPlan(members, treatments, absenceOfMember, context)
}

function judgeEpisodeRows(
  readings: ImportReadings,
  reference: ReferencePlan,
  context: ImportContext,
): JudgedMembers {
  const has = columnTest(readings.members)
  const groupProblem = (groupId: string | null): RowProblem[] => {
    if (groupId === null || reference.groupOf(groupId) !== undefined) return []
    return [unknownReference('group', 'group_id', reference.absenceOfGroup(groupId))]
  }
  const takenElsewhere = (memberCode: string | null) =>
    outOfReachProblems('member_id', memberCode, context.lookup.reach.elsewhere.members)
  return judgeRows(
    'members.csv',
    readings.members,
    {
      keyOf: (row) => episodeKey(row.memberCode, row.groupId, row.joinedOn),
      keyColumn: 'member_id',
      isSame: sameMemberRow,
      storedOf: (row) => storedRow(row, context),
      merged: (given, stored) => mergedMemberRow(given, stored, has),
      problemsOfNamed: ({ memberCode, groupId }) => [...takenElsewhere(memberCode), ...groupProblem(groupId)],
      problemsOfRecord: (row, stored) => [
        ...takenElsewhere(row.memberCode),
        ...groupProblem(row.groupId),
        ...episodeDayProblems(row, reference.todayAtGroup(row.groupId)),
        ...storedIdentityProblem(row, context),
        ...episodeUseProblems(row, stored),
      ],
    },
    context.isCorrecting,
  )
}

function storedRow(row: MemberRow, context: ImportContext): StoredMemberRow | undefined {
  const member = context.lookup.members.get(row.memberCode)
  const episode = member?.episodes.find(
    (stored) => stored.groupId === row.groupId && stored.joinedOn === row.joinedOn,
  )
  return member === undefined || episode === undefined ? undefined : { ...episode, identity: member.identity }
}

function episodeDayProblems(row: MemberRow, today: Day): RowProblem[] {
  const problems: RowProblem[] = []
  if (row.joinedOn > today) problems.push(futureDate('join_date'))
  if (row.exitedOn !== null && row.exitedOn > today) problems.push(futureDate('exit_date'))
  const birth = earliestBirth(row.identity.dateOfBirth, row.birthYear)
  if (birth !== null && row.joinedOn < birth) problems.push(beforeBirth('join_date'))
  return problems
}

/** A new episode of a stored member may not say something else of the person, unless it corrects. */
function storedIdentityProblem(row: MemberRow, context: ImportContext): RowProblem[] {
  const stored = context.lookup.members.get(row.memberCode)?.identity
  if (stored === undefined || context.isCorrecting) return []
  return identityProblems(row.identity, stored)
}

function identityProblems(one: IdentityRecord, other: IdentityRecord): RowProblem[] {
  const problems: RowProblem[] = []
  const expected = 'the same person under one member_id'
  const message =
    'Another row or the stored member says something else of this person. Use one id for one person.'
  if (one.fullName !== null && other.fullName !== null && one.fullName !== other.fullName) {
    problems.push({ column: 'full_name', code: 'conflict', expected, message })
  }
  if (one.dateOfBirth !== null && other.dateOfBirth !== null && one.dateOfBirth !== other.dateOfBirth) {
    problems.push({ column: 'date_of_birth', code: 'conflict', expected, message })
  }
  return problems
}

function rejectContradictoryIdentities(members: JudgedMembers): void {
  const byMember = groupBy(members.candidates, ({ record }) => record.memberCode)
  members.rejectWhere(({ record }) => {
    const others = byMember.get(record.memberCode) ?? []
    if (others.length < 2) return []
    return (
      others
        .map((other) => identityProblems(record.identity, other.record.identity))
        .find((problems) => problems.length > 0) ?? []
    )
  })
}

function rejectOverlaps(members: JudgedMembers, context: ImportContext): void {
  const episodesOf = currentEpisodes(members, context)
  members.rejectWhere(({ record, change }) => {
    if (change === 'duplicate') return []
    const isOverlapping = episodesOf(record.memberCode).some((other) => {
      if (isSameEpisode(other, record) || !overlap(other, record)) return false
      return !context.allowsConcurrentGroups || other.groupId === record.groupId
    })
    if (!isOverlapping) return []
    const message =
      'The member has another episode at the same time. Correct the days, or allow groups at the same time in the settings.'
    return [{ column: 'join_date', code: 'overlapping_episodes', expected: 'one episode at a time', message }]
  })
}

/** From joining up to the day of leaving, which may be the first of the next episode. */
function overlap(one: EpisodeRecord, other: EpisodeRecord): boolean {
  const endOf = (episode: EpisodeRecord) => episode.exitedOn ?? episode.plannedEndOn
  const oneEnd = endOf(one)
  const otherEnd = endOf(other)
  return (oneEnd === null || other.joinedOn < oneEnd) && (otherEnd === null || one.joinedOn < otherEnd)
}

function judgeTreatments(
  readings: ImportReadings,
  members: JudgedMembers,
  absenceOfMember: MemberPlan['absenceOfMember'],
  context: ImportContext,
): JudgedFile<TreatmentRecord> {
  const has = columnTest(readings.treatments)
  const accepted = memberCodes(members)
  const latestToday = context.todayIn('Pacific/Kiritimati')
  const birthOf = birthLookup(members, context)
  const memberProblem = (memberCode: string | null): RowProblem[] => {
    if (memberCode === null || accepted.has(memberCode) || context.lookup.members.has(memberCode)) return []
    return [unknownReference('member', 'member_id', absenceOfMember(memberCode))]
  }
  return judgeRows(
    'concurrent_treatments.csv',
    readings.treatments,
    {
      keyOf: treatmentKey,
      keyColumn: 'started_on',
      isSame: sameTreatment,
      storedOf: (row) =>
        context.lookup.members
          .get(row.memberCode)
          ?.treatments.find((stored) => treatmentKey(stored) === treatmentKey(row)),
      merged: (given, stored) => mergedTreatment(given, stored, has),
      problemsOfNamed: ({ memberCode }) => memberProblem(memberCode),
      problemsOfRecord: (row) => {
        const problems = memberProblem(row.memberCode)
        const birth = birthOf(row.memberCode)
        if (row.startedOn > latestToday) problems.push(futureDate('started_on'))
        if (birth !== null && row.startedOn < birth) problems.push(beforeBirth('started_on'))
        return problems
      },
    },
    context.isCorrecting,
  )
}

/** The row that changes something bears the contradiction: the episode's, or else the treatments'. */
function rejectArmContradictions(
  members: JudgedMembers,
  treatments: JudgedFile<TreatmentRecord>,
  context: ImportContext,
): void {
  const changedEpisodes = new Set(members.changes().map(({ record }) => keyOfEpisode(record)))
  const changedTreatments = groupBy(treatments.changes(), ({ record }) => record.memberCode)
  const withAll = currentTreatments(treatments, context)
  const episodesOf = currentEpisodes(members, context)
  const contradicted = new Set(
    Array.from(changedTreatments.keys()).filter((memberCode) =>
      episodesOf(memberCode).some(
        (episode) =>
          !changedEpisodes.has(keyOfEpisode(episode)) && isContradiction(episode, withAll(memberCode)),
      ),
    ),
  )
  treatments.rejectWhere(({ record, change }) =>
    change !== 'duplicate' && contradicted.has(record.memberCode) ? [armContradiction('started_on')] : [],
  )
  const withAccepted = currentTreatments(treatments, context)
  members.rejectWhere(({ record, change }) =>
    change !== 'duplicate' && isContradiction(record, withAccepted(record.memberCode))
      ? [armContradiction(record.recordedArm === null ? 'concurrent_individual' : 'arm')]
      : [],
  )
}

function isContradiction(episode: EpisodeRecord, treatments: readonly TreatmentRecord[]): boolean {
  return decideArm({ ...episode, treatments }).kind === 'contradiction'
}

function armContradiction(column: string): RowProblem {
  const message =
    'Arm, flags and dates of concurrent treatments disagree about the first 14 days. Correct the one that is wrong.'
  return { column, code: 'arm_contradiction', expected: 'arm, flags and dates that agree', message }
}

function settledPlan(
  members: JudgedMembers,
  treatments: JudgedFile<TreatmentRecord>,
  absenceOfMember: MemberPlan['absenceOfMember'],
  context: ImportContext,
): MemberPlan {
  const episodesOf = currentEpisodes(members, context)
  const treatmentsOf = currentTreatments(treatments, context)
  const touched = new Set([
    ...members.changes().map(({ record }) => record.memberCode),
    ...treatments.changes().map(({ record }) => record.memberCode),
  ])
  const arms = new Map<string, Arm | null>()
  for (const memberCode of touched) {
    for (const episode of episodesOf(memberCode)) {
      const decision = decideArm({ ...episode, treatments: treatmentsOf(memberCode) })
      arms.set(keyOfEpisode(episode), decision.kind === 'known' ? decision.arm : null)
    }
  }
  const birthOf = birthLookup(members, context)
  return { members, treatments, episodesOf, birthOf, absenceOfMember, arms }
}
