/** responses.csv: each form finds its member, its session and the episode whose course it belongs to. */

import { findMeasure } from '../measures/registry.js'
import { decodeAnswers } from '../scoring/answers-text.js'
import { riskItemState } from '../scoring/score-answers.js'
import { isAttended } from '../vocabulary.js'
import type { RowProblem } from './codes.js'
import { episodeOfForm, WINDOW_DAYS } from './episode-window.js'
import { columnTest, type ImportContext, type ImportReadings } from './import-context.js'
import {
  type AttendancePlan,
  memberProblems,
  otherGroupsSession,
  type SessionPlan,
  sessionProblems,
  unknownEpisode,
} from './judge-attendance.js'
import type { MemberPlan } from './judge-members.js'
import type { ReferencePlan } from './judge-reference-files.js'
import { type JudgedFile, judgeRows } from './judge-rows.js'
import type { StoredResponse } from './lookup.js'
import { RowNotices } from './notices.js'
import { ambiguousEpisode, beforeBirth, futureDate, outsideEpisode } from './problems.js'
import type { ReadResponse } from './read-response-row.js'
import type { EpisodeRecord, Named, ResponseKey } from './records.js'
import { mergedResponse, sameResponse } from './same-record.js'

export type StoredReadResponse = ReadResponse & StoredResponse

export interface ResponsePlan {
  readonly responses: JudgedFile<ReadResponse, StoredReadResponse>
  /** The episode of each accepted form that changes something, by response id. */
  readonly episodes: ReadonlyMap<string, EpisodeRecord>
  readonly notices: RowNotices
}

interface Plans {
  readonly reference: ReferencePlan
  readonly sessions: SessionPlan
  readonly members: MemberPlan
  readonly attendance: AttendancePlan
}

export function judgeResponses(readings: ImportReadings, plans: Plans, context: ImportContext): ResponsePlan {
  const has = columnTest(readings.responses)
  const episodes = new Map<string, EpisodeRecord>()
  const responses = judgeRows(
    'responses.csv',
    readings.responses,
    {
      keyOf: ({ responseId }) => responseId,
      keyColumn: 'response_id',
      isSame: sameResponse,
      conflictInFile: (one, other) => (one.memberCode === other.memberCode ? null : otherMembersId()),
      storedOf: (row) => storedForm(row, context),
      merged: (given, stored) => mergedResponse(given, stored, has),
      isVoided: (stored) => stored.isVoided,
      isSafetyRelevant: holdsRiskAnswer,
      problemsOfNamed: (named) => [
        ...referenceProblems(named, plans),
        ...namedDayProblems(named, plans),
        ...otherMemberProblems(named, context),
      ],
      problemsOfRecord: (row, stored) => {
        const problems = [
          ...referenceProblems(row, plans),
          ...namedDayProblems(row, plans),
          ...otherMemberProblems(row, context),
        ]
        if (problems.length > 0) return problems
        const placed = placeForm(row, stored, plans)
        if (placed.kind === 'problem') return [placed.problem]
        episodes.set(row.responseId, placed.episode)
        return []
      },
    },
    context.isCorrecting,
  )
  return { responses, episodes, notices: noticesOf(responses, plans.attendance) }
}

function storedForm(row: ReadResponse, context: ImportContext): StoredReadResponse | undefined {
  const stored = context.lookup.responses
    .get(row.responseId)
    ?.find((form) => form.memberCode === row.memberCode)
  return stored === undefined ? undefined : { ...stored, isTotalMismatched: false }
}

function referenceProblems(row: Named<ResponseKey>, plans: Plans): RowProblem[] {
  return [...memberProblems(row.memberCode, plans.members), ...sessionProblems(row.sessionId, plans.sessions)]
}

function namedDayProblems({ memberCode, respondedOn }: Named<ResponseKey>, plans: Plans): RowProblem[] {
  if (memberCode === null || respondedOn === null) return []
  const [episode] = plans.members.episodesOf(memberCode)
  if (episode === undefined) return []
  const problems: RowProblem[] = []
  const birth = plans.members.birthOf(memberCode)
  if (respondedOn > plans.reference.todayAtGroup(episode.groupId)) problems.push(futureDate('response_date'))
  if (birth !== null && respondedOn < birth) problems.push(beforeBirth('response_date'))
  return problems
}

function otherMemberProblems(
  { responseId, memberCode }: Named<ResponseKey>,
  context: ImportContext,
): RowProblem[] {
  if (responseId === null || memberCode === null) return []
  const stored = context.lookup.responses.get(responseId) ?? []
  return stored.some((form) => form.memberCode !== memberCode) ? [otherMembersId()] : []
}

function otherMembersId(): RowProblem {
  const message =
    'The same response_id stands under two members. Correct the member, or give the form another id.'
  const expected = 'an id that no other member has'
  return { column: 'response_id', code: 'response_id_of_another_member', expected, message }
}

type Placed =
  | { readonly kind: 'placed'; readonly episode: EpisodeRecord }
  | { readonly kind: 'problem'; readonly problem: RowProblem }

function placeForm(row: ReadResponse, stored: StoredReadResponse | null, plans: Plans): Placed {
  const session = row.sessionId === null ? undefined : plans.sessions.sessionOf(row.sessionId)
  const all = plans.members.episodesOf(row.memberCode)
  const inGroup = session === undefined ? all : all.filter(({ groupId }) => groupId === session.groupId)
  if (inGroup.length === 0) return { kind: 'problem', problem: otherGroupsSession() }
  const named = row.joinedOn === null ? inGroup : inGroup.filter(({ joinedOn }) => joinedOn === row.joinedOn)
  if (named.length === 0) return { kind: 'problem', problem: unknownEpisode() }
  const days = { respondedOn: row.respondedOn, sessionOn: session?.sessionOn ?? null }
  const match = episodeOfForm(named, days)
  switch (match.kind) {
    case 'one':
      return { kind: 'placed', episode: match.episode }
    case 'none': {
      const expected = `${WINDOW_DAYS} days before joining to ${WINDOW_DAYS} days after the end`
      return { kind: 'problem', problem: outsideEpisode('response_date', expected) }
    }
    case 'several': {
      // A corrected form that could belong to several episodes stays with its own.
      const own = named.find(({ joinedOn }) => joinedOn === stored?.joinedOn)
      if (own !== undefined && episodeOfForm([own], days).kind === 'one')
        return { kind: 'placed', episode: own }
      return { kind: 'problem', problem: ambiguousEpisode('response_date') }
    }
  }
}

function noticesOf(
  responses: JudgedFile<ReadResponse, StoredReadResponse>,
  attendance: AttendancePlan,
): RowNotices {
  const notices = new RowNotices()
  const formsOfDay = new Map<string, number>()
  for (const { line, record, change } of responses.candidates) {
    const key = `${record.memberCode}\u0000${record.measureCode}\u0000${record.respondedOn}`
    const forms = (formsOfDay.get(key) ?? 0) + 1
    formsOfDay.set(key, forms)
    if (change === 'duplicate') continue
    if (record.isTotalMismatched) notices.add('total_mismatch', line)
    if (forms > 1) notices.add('two_forms_on_one_day', line)
    const status =
      record.sessionId === null ? undefined : attendance.statusOf(record.memberCode, record.sessionId)
    if (status !== undefined && !isAttended(status)) notices.add('response_when_absent', line)
  }
  return notices
}

function holdsRiskAnswer(record: ReadResponse): boolean {
  const measure = findMeasure(record.measureCode)
  if (measure === undefined || record.answers === null) return false
  return riskItemState(measure, decodeAnswers(record.answers)) === 'yes'
}
