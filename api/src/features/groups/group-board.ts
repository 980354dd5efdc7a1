/** Roster x session: who came, what their form said, and how that lies to where they began. */

import type { EpisodeRow, GroupBoard, GroupTrajectory } from '../../contracts/groups.js'
import { weeksBetween } from '../../core/calendar-day.js'
import type { ExpectedResponseFit } from '../../core/expected-response/fit-expected-response.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { decodeAnswers } from '../../core/scoring/answers-text.js'
import { riskItemState } from '../../core/scoring/score-answers.js'
import { reliableChangePoints } from '../../core/signals/reliable-change-points.js'
import { standingOfScore } from '../../core/signals/score-standing.js'
import { isSwitchedOn } from '../../core/signals/signal-rules.js'
import { type AttendanceStatus, isAttended } from '../../core/vocabulary.js'
import type { SignalContextInUse } from '../signals/refresh/signal-context.service.js'
import type { GroupStandings } from '../signals/today/group-standings.service.js'
import type { BoardEpisode, BoardSession } from './group-board.query.js'

type BoardRow = GroupBoard['rows'][number]
type Cell = BoardRow['cells'][number]
type Form = BoardEpisode['forms'][number]

/** What scores are judged by. */
interface Judge {
  readonly measure: MeasureDefinition
  readonly reliablePoints: number | null
  readonly fit: ExpectedResponseFit | null
}

export function groupBoard(records: {
  readonly groupId: string
  readonly measure: MeasureDefinition
  readonly sessions: readonly BoardSession[]
  readonly episodes: readonly BoardEpisode[]
  readonly standings: GroupStandings
  readonly context: SignalContextInUse
}): GroupBoard {
  const { groupId, measure, sessions, episodes, standings, context } = records
  const judge = judgeOf(measure, context)
  const rows = episodes.map((episode) => boardRow(judge, sessions, episode, standings))
  return {
    group_id: groupId,
    measure: measure.code,
    sessions: sessions.map((session) => ({ ...session, ...countsOf(session, rows) })),
    rules_version: context.rules.version,
    has_expected_response: judge.fit !== null,
    rows,
  }
}

/** Where each of these episodes stands now. */
export function standingsOf(
  episodes: readonly EpisodeRow[],
  standings: GroupStandings,
): GroupTrajectory['standings'] {
  return episodes.map(({ episode_id }) => ({ episode_id, ...standingOf(episode_id, standings) }))
}

function standingOf(episodeId: number, { now, item9Open }: GroupStandings): BoardRow['standing'] {
  return { now: now.get(episodeId) ?? null, item_9_open: item9Open.get(episodeId) ?? 0 }
}

function judgeOf(
  measure: MeasureDefinition,
  { rules, reliableChangeLimits, expectedResponses }: SignalContextInUse,
): Judge {
  return {
    measure,
    reliablePoints: reliableChangePoints(measure, rules, reliableChangeLimits.get(measure.code) ?? null),
    fit: isSwitchedOn(rules, 'worse_than_expected') ? (expectedResponses.get(measure.code) ?? null) : null,
  }
}

function countsOf(
  { session_id }: BoardSession,
  rows: readonly BoardRow[],
): Pick<GroupBoard['sessions'][number], 'n_eligible' | 'n_attended' | 'n_scored'> {
  const recorded = rows.flatMap(({ cells }) =>
    cells.filter((cell) => cell.session_id === session_id && cell.attendance !== null),
  )
  const attended = recorded.filter(({ attendance }) => attendance !== null && isAttended(attendance))
  return {
    n_eligible: recorded.length,
    n_attended: attended.length,
    n_scored: attended.filter(({ score }) => score !== null).length,
  }
}

function boardRow(
  judge: Judge,
  sessions: readonly BoardSession[],
  episode: BoardEpisode,
  standings: GroupStandings,
): BoardRow {
  const attendance = new Map(episode.attendance)
  const forms = new Map<string, Form>()
  for (const form of episode.forms) {
    // Of several forms in one session the first scored one stands, as in the completeness of the measure.
    const seen = forms.get(form[0])
    if (seen === undefined || (seen[1] === null && form[1] !== null)) forms.set(form[0], form)
  }
  const cells = sessions.flatMap((session) => {
    const status = attendance.get(session.session_id) ?? null
    const form = forms.get(session.session_id)
    const isTheirs = status !== null || form !== undefined || fallsInto(episode, session)
    return isTheirs ? [boardCell(judge, episode, session, status, form)] : []
  })
  return {
    member_id: episode.member_code,
    episode_id: episode.episode_id,
    joined_on: episode.joined_on,
    exited_on: episode.exited_on,
    baseline_on: episode.baseline_on,
    standing: standingOf(episode.episode_id, standings),
    cells,
  }
}

function fallsInto(episode: BoardEpisode, { session_date }: BoardSession): boolean {
  return session_date >= episode.joined_on && (episode.ended_on === null || session_date <= episode.ended_on)
}

function boardCell(
  judge: Judge,
  episode: BoardEpisode,
  session: BoardSession,
  attendance: AttendanceStatus | null,
  form: Form | undefined,
): Cell {
  const place = { session_id: session.session_id, attendance }
  if (form === undefined) {
    const isExpected = attendance !== null && isAttended(attendance)
    return { ...place, ...NOT_FILLED_IN, form: isExpected ? 'not_returned' : 'not_expected' }
  }
  const [, total, scoring, answers] = form
  return {
    ...place,
    score: total,
    form: scoring === 'complete' ? 'scored' : scoring,
    risk_item: riskItemState(judge.measure, answers === null ? null : decodeAnswers(answers)),
    ...judged(judge, episode, form),
  }
}

const NOT_JUDGED = { reliable_change: null, to_expected: null } as const
const NOT_FILLED_IN = { score: null, risk_item: null, ...NOT_JUDGED } as const

/** The first score is what the others are judged against; further forms of its day are not. */
function judged(
  { measure, reliablePoints, fit }: Judge,
  { baseline, baseline_on: baselineOn }: BoardEpisode,
  [, total, , , respondedOn]: Form,
): Pick<Cell, 'reliable_change' | 'to_expected'> {
  if (total === null || baseline === null || baselineOn === null || respondedOn <= baselineOn)
    return NOT_JUDGED
  const weeksSinceBaseline = weeksBetween(baselineOn, respondedOn)
  const standing = standingOfScore(measure, { baseline, total, weeksSinceBaseline }, reliablePoints, fit)
  return { reliable_change: standing.reliableChange, to_expected: standing.toExpected }
}
