/** Roster x session: who came, and what their form said. */

import type { GroupBoard } from '../../contracts/groups.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { decodeAnswers } from '../../core/scoring/answers-text.js'
import { riskItemState } from '../../core/scoring/score-answers.js'
import { type AttendanceStatus, isAttended } from '../../core/vocabulary.js'
import type { BoardEpisode, BoardSession } from './group-board.query.js'

type BoardRow = GroupBoard['rows'][number]
type Cell = BoardRow['cells'][number]
type Form = BoardEpisode['forms'][number]

export function groupBoard(
  groupId: string,
  measure: MeasureDefinition,
  sessions: readonly BoardSession[],
  episodes: readonly BoardEpisode[],
): GroupBoard {
  return {
    group_id: groupId,
    measure: measure.code,
    sessions: [...sessions],
    rows: episodes.map((episode) => boardRow(measure, sessions, episode)),
  }
}

function boardRow(
  measure: MeasureDefinition,
  sessions: readonly BoardSession[],
  episode: BoardEpisode,
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
    return isTheirs ? [boardCell(measure, session, status, form)] : []
  })
  return {
    member_id: episode.member_code,
    episode_id: episode.episode_id,
    joined_on: episode.joined_on,
    exited_on: episode.exited_on,
    cells,
  }
}

function fallsInto(episode: BoardEpisode, { session_date }: BoardSession): boolean {
  return session_date >= episode.joined_on && (episode.ended_on === null || session_date <= episode.ended_on)
}

function boardCell(
  measure: MeasureDefinition,
  session: BoardSession,
  attendance: AttendanceStatus | null,
  form: Form | undefined,
): Cell {
  const place = { session_id: session.session_id, attendance }
  if (form === undefined) {
    const isExpected = attendance !== null && isAttended(attendance)
    return { ...place, score: null, form: isExpected ? 'not_returned' : 'not_expected', risk_item: null }
  }
  const [, total, scoring, answers] = form
  return {
    ...place,
    score: total,
    form: scoring === 'complete' ? 'scored' : scoring,
    risk_item: riskItemState(measure, answers === null ? null : decodeAnswers(answers)),
  }
}
