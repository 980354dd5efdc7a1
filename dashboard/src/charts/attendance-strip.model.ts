import type { MemberTrajectory } from '../../../api/src/contracts/members.js'
import { formatDay, formatShortDay } from '../format/day.js'
import { countOf } from '../format/number.js'
import {
  ATTENDANCE_MARK_LABELS,
  ATTENDANCE_MARKS,
  type AttendanceMark,
  attendanceMark,
} from './attendance-mark.model.js'
import { type Domain, within } from './plot-area.js'
import { hasForm } from './session-form.js'
import { weeksBetween } from './weeks.js'

export interface StripSession {
  readonly key: string
  readonly week: number
  readonly mark: AttendanceMark
  /** `missing`: attended, and no form came back. */
  readonly form: 'returned' | 'missing' | 'not_expected'
  /** "Session 6, 19 Oct 2026: absent, told us". */
  readonly words: string
}
export interface StripTreatment {
  readonly key: string
  /** Weeks on the chart's axis, cut to what it shows. */
  readonly from: number
  readonly to: number
  readonly label: string
}
export interface AttendanceStripModel {
  readonly sessions: readonly StripSession[]
  /** "11 of 12 attended". */
  readonly summary: string
  /** "1 form missing"; null when every attended session has its form. */
  readonly formsMissing: string | null
  /** The marks that occur, for the legend. */
  readonly marks: readonly AttendanceMark[]
  readonly treatments: readonly StripTreatment[]
}

/** Sessions and concurrent treatments on the weeks of a member's trajectory. */
export function attendanceStrip(
  trajectory: MemberTrajectory,
  axis: { readonly baselineDay: string; readonly xDomain: Domain },
): AttendanceStripModel {
  // A measure that this episode has no form of was not asked for: nothing is missing.
  const isAskedFor = trajectory.responses.some((form) => form.measure === trajectory.measure)
  const sessions = trajectory.attendance.map((session) => {
    const returned = hasForm(trajectory, session.session_id)
    return stripSession(session, isAskedFor ? { returned } : null, axis.baselineDay)
  })
  const missing = sessions.filter((session) => session.form === 'missing').length
  const { sessions_attended, sessions_eligible } = trajectory.episode
  return {
    sessions,
    summary: `${sessions_attended} of ${sessions_eligible} attended`,
    formsMissing: missing === 0 ? null : `${countOf(missing, 'form')} missing`,
    marks: ATTENDANCE_MARKS.filter((mark) => sessions.some((session) => session.mark === mark)),
    treatments: trajectory.concurrent_treatments.map((treatment, index) =>
      stripTreatment(treatment, index, axis),
    ),
  }
}

function stripSession(
  session: MemberTrajectory['attendance'][number],
  form: { readonly returned: boolean } | null,
  baselineDay: string,
): StripSession {
  const mark = attendanceMark(session.session_status, session.status)
  const wasThere = mark === 'present' || mark === 'late' || mark === 'left_early'
  const state = form?.returned ? 'returned' : form && wasThere ? 'missing' : 'not_expected'
  const formWords = state === 'missing' ? '; no form' : ''
  return {
    key: session.session_id,
    week: weeksBetween(baselineDay, session.session_date),
    mark,
    form: state,
    words: `Session ${session.session_number}, ${formatDay(session.session_date)}: ${ATTENDANCE_MARK_LABELS[mark].toLowerCase()}${formWords}`,
  }
}

export const TREATMENT_WORDS = { individual_therapy: 'individual therapy', medication: 'medication' } as const

function stripTreatment(
  treatment: MemberTrajectory['concurrent_treatments'][number],
  index: number,
  axis: { readonly baselineDay: string; readonly xDomain: Domain },
): StripTreatment {
  const { started_on, ended_on } = treatment
  const name = TREATMENT_WORDS[treatment.kind]
  const since =
    started_on === null ? `${name}, running at joining` : `${name} since ${formatShortDay(started_on)}`
  return {
    key: `${treatment.kind}-${index}`,
    from:
      started_on === null
        ? axis.xDomain.low
        : within(axis.xDomain, weeksBetween(axis.baselineDay, started_on)),
    to:
      ended_on === null ? axis.xDomain.high : within(axis.xDomain, weeksBetween(axis.baselineDay, ended_on)),
    label: ended_on === null ? since : `${since} until ${formatShortDay(ended_on)}`,
  }
}
