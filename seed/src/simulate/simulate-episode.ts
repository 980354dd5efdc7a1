import { addDays, type Day, weeksBetween } from '../../../api/src/core/calendar-day.js'
import { isAttended } from '../../../api/src/core/vocabulary.js'
import type { Rng } from '../../../api/src/statistics/random/rng.js'
import { type AttendanceCourse, simulateAttendance } from './attendance.js'
import type { AttendanceParameters, ClinicParameters } from './clinic-parameters.js'
import type {
  AttendanceRow,
  ConcurrentTreatmentRow,
  GroupSessionRow,
  MemberRow,
  ResponseRow,
} from './clinic-rows.js'
import type { EpisodePlan } from './episode-plans.js'
import { childRng, happens, pickWeighted } from './random-draws.js'
import { drawOccasions, type FormOccasions, formsOfStaged, simulateResponses } from './responses.js'
import { ageOn, lastDayOf } from './simulated-calendar.js'
import { measuresForFocus, type SimulatedMeasure } from './simulated-measure.js'
import type { StagedCourse } from './staged-courses.js'
import { drawsCombined, kindsAtStart, simulateTreatments } from './treatments.js'
import { episodeDistress, simulateTotals } from './true-scores.js'

export interface EpisodeSetting {
  readonly plan: EpisodePlan
  readonly staged: StagedCourse | null
  /** All sessions of the group, in order. */
  readonly groupSessions: readonly GroupSessionRow[]
  readonly asOf: Day
}

export interface SimulatedEpisode {
  readonly member: MemberRow
  readonly treatments: readonly ConcurrentTreatmentRow[]
  readonly attendance: readonly AttendanceRow[]
  readonly responses: readonly Omit<ResponseRow, 'response_id'>[]
}

type Exit = Pick<MemberRow, 'exit_date' | 'exit_reason'>

/** Silent for this long, and the exit is recorded. */
const DAYS_UNTIL_DROPOUT_IS_RECORDED = 28

/** What happened in one episode. Each part has its own random stream: see `childRng`. */
export function simulateEpisode(
  parameters: ClinicParameters,
  setting: EpisodeSetting,
  rng: Rng,
): SimulatedEpisode {
  const { plan, staged, asOf } = setting
  const measures = measuresForFocus(parameters.measures, plan.group.row.focus)
  const held = heldSessions(setting)
  const forms = formsOfStaged(parameters.forms, staged)
  const occasions = drawOccasions(forms, plan, held, childRng(rng))
  const distress = episodeDistress(parameters, plan, childRng(rng))
  const isCombined = drawsCombined(parameters, plan, distress, childRng(rng))
  const treatments = simulateTreatments(parameters, plan, isCombined, asOf, childRng(rng))
  const weeks = occasions.all.map(({ day }) => weeksBetween(plan.joinDate, day))
  const plannedWeeks = weeksBetween(plan.joinDate, plan.plannedEndDate)
  const course = { plan, isCombined, distress, staged, weeks, plannedWeeks }
  const totals = simulateTotals(parameters, measures, course, childRng(rng))
  const severities = sessionSeverities(measures, totals)
  const attended = simulateAttendance(parameters, severities, staged, childRng(rng))
  const exit = exitOf(parameters.attendance, setting, held, attended, childRng(rng))
  const memberId = plan.person.memberId
  return {
    member: memberRow(plan, treatments, exit),
    treatments,
    attendance: held.map(({ session_id }, index) => {
      return { member_id: memberId, session_id, status: attended.statuses[index] ?? 'absent_unnotified' }
    }),
    responses: simulateResponses(
      forms,
      measures,
      plan,
      occasions.all,
      offeredForms(setting, occasions, attended, exit),
      totals,
      childRng(rng),
    ),
  }
}

function heldSessions({ plan, groupSessions }: EpisodeSetting): GroupSessionRow[] {
  return groupSessions.filter(
    ({ status, session_date }) =>
      status === 'held' && session_date >= plan.joinDate && session_date <= plan.plannedEndDate,
  )
}

/** The first measure at each session, in baseline SDs above its mean; positive = worse. */
function sessionSeverities(measures: readonly SimulatedMeasure[], totals: readonly number[][]): number[] {
  const [first] = measures
  if (first === undefined)
    throw new RangeError('A simulated clinic needs at least one measure for all groups.')
  const { baselineMean, baselineSd } = first.parameters
  const worse = first.definition.direction === 'higher_is_better' ? -1 : 1
  const withoutIntakeAndFollowUp = (totals[0] ?? []).slice(1, -1)
  return withoutIntakeAndFollowUp.map((total) => (worse * (total - baselineMean)) / baselineSd)
}

function exitOf(
  attendance: AttendanceParameters,
  { plan, asOf }: EpisodeSetting,
  held: readonly GroupSessionRow[],
  attended: AttendanceCourse,
  rng: Rng,
): Exit {
  const lastDay = lastDayOf(asOf)
  const hasEnded = plan.plannedEndDate <= lastDay
  const lastSeen = held[attended.lastAttendedIndex]?.session_date ?? plan.joinDate
  if (attended.hasDroppedOut && (hasEnded || addDays(lastSeen, DAYS_UNTIL_DROPOUT_IS_RECORDED) <= lastDay)) {
    const reason = happens(rng, attendance.dropoutRecordedShare)
      ? 'dropped_out'
      : pickWeighted<'moved_away' | 'referred_on'>(rng, [
          ['moved_away', 1],
          ['referred_on', 1],
        ])
    return { exit_date: lastSeen, exit_reason: reason }
  }
  if (hasEnded) return { exit_date: plan.plannedEndDate, exit_reason: 'completed' }
  return { exit_date: null, exit_reason: null }
}

function memberRow(plan: EpisodePlan, treatments: readonly ConcurrentTreatmentRow[], exit: Exit): MemberRow {
  const { person, joinDate } = plan
  const kinds = kindsAtStart(treatments, joinDate)
  return {
    member_id: person.memberId,
    group_id: plan.group.row.group_id,
    join_date: joinDate,
    planned_end_date: plan.plannedEndDate,
    ...exit,
    arm: kinds.size > 0 ? 'combined' : 'group_only',
    concurrent_individual: kinds.has('individual_therapy') ? 1 : 0,
    concurrent_medication: kinds.has('medication') ? 1 : 0,
    age: ageOn(joinDate, person.dateOfBirth),
    gender: person.gender,
    prior_episodes: person.earlierEpisodes + plan.episodeIndex,
    full_name: person.fullName,
    date_of_birth: person.dateOfBirth,
  }
}

/** One an occasion: was the member given forms, and willing to fill them in? */
function offeredForms(
  { staged, asOf }: EpisodeSetting,
  occasions: FormOccasions,
  attended: AttendanceCourse,
  exit: Exit,
): boolean[] {
  const lastSession = occasions.all.length - 2
  const isOffered = occasions.all.map(({ day }, occasion) => {
    if (occasion === 0) return occasions.hasIntake && staged !== 'one_score'
    if (occasion > lastSession) return occasions.hasFollowUp && exit.exit_reason === 'completed' && day < asOf
    const status = attended.statuses[occasion - 1]
    if (status === undefined || !isAttended(status)) return false
    return staged !== 'form_missing' || occasion < lastSession
  })
  const first = isOffered.indexOf(true)
  const isFirstOnly = occasions.isFirstOnly || staged === 'one_score'
  return isFirstOnly ? isOffered.map((_, occasion) => occasion === first) : isOffered
}
