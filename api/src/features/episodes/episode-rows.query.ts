import type { EpisodeQuery } from '../../contracts/members.js'
import type { OutcomeClass } from '../../contracts/programme.js'
import type { TimedEvent } from '../../contracts/programme-query.js'
import type { Day } from '../../core/calendar-day.js'
import type { ReliableChange } from '../../core/change/reliable-change.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import type { RiskItemState } from '../../core/scoring/score-answers.js'
import { type Arm, ATTENDANCE_STATUSES, type ExitReason, isAttended } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import { groupsLedBy } from '../outcomes/groups-led.js'
import { type CoursePart, courseConditions } from '../outcomes/measure-classes.js'
import {
  familyOf,
  measureClassCondition,
  outcomeClassCondition,
  type RateFamily,
} from '../outcomes/outcome-classes.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import type { ReliablePoints } from '../outcomes/reliable-points.service.js'
import { type PeriodOf, selectedEpisodes } from '../outcomes/selected-episodes.js'
import {
  isImprovement,
  timedDropout,
  timedImprovement,
  timedStateCondition,
} from '../outcomes/timed-events.js'

/** Which of the episodes that the filters name, in which order; each part is optional. */
export interface EpisodeListPart {
  readonly memberId?: number
  readonly episodeIds?: readonly number[]
  readonly search?: string | undefined
  readonly outcomeClass?: OutcomeClass | undefined
  readonly family?: RateFamily | undefined
  readonly course?: CoursePart
  readonly isOpen?: boolean | undefined
  readonly sort?: EpisodeQuery['sort']
  readonly order?: EpisodeQuery['order']
  readonly limit?: number
  readonly offset?: number
  readonly periodOf?: PeriodOf
  /** Of the rules that were asked for; needed with `outcomeClass`. */
  readonly points?: ReliablePoints
  /** Sessions attended, both ends included. */
  readonly attended?: { readonly from?: number | undefined; readonly to?: number | undefined }
  /** Needs `points`. */
  readonly timed?: TimedPart | undefined
  readonly atSession?: SessionPart | undefined
  readonly therapist?: string | undefined
}

interface TimedPart {
  readonly event: TimedEvent
  readonly state: 'event' | 'competing' | 'at_risk'
  /** null: at any time. */
  readonly at: number | null
}

interface SessionPart {
  /** Of the session in its group. */
  readonly number: number
  readonly presence: EpisodeQuery['presence']
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

export interface StoredEpisodeRow {
  member_id: number
  member_code: string
  episode_id: number
  group_id: string
  group_name: string
  site_id: string
  arm: Arm | null
  joined_on: Day
  planned_end_on: Day | null
  exited_on: Day | null
  exit_reason: ExitReason | null
  has_ended: boolean
  has_dropped_out: boolean | null
  sessions_eligible: number
  sessions_attended: number
  last_attended_on: Day | null
  risk_item: RiskItemState | null
  forms_valid: number | null
  n_scores: number | null
  baseline: number | null
  last: number | null
  last_on: Day | null
  change_in_points: number | null
  reliable_change: ReliableChange | null
  is_case_at_start: boolean | null
  is_case_at_end: boolean | null
}

const sortColumns: Readonly<Record<EpisodeQuery['sort'], string>> = {
  member_id: 'member.member_code collate "C"',
  joined_on: 'selected.joined_on',
  last_on: 'of_measure.last_on',
  change: 'of_measure.change_in_points',
  last: 'of_measure.last',
}

export async function queryEpisodeRows(
  transaction: Transaction,
  request: ReadRequest,
  measure: MeasureDefinition,
  part: EpisodeListPart,
): Promise<StoredEpisodeRow[]> {
  const values = new SqlValues()
  const { sort = 'member_id', order = 'asc' } = part
  const text = `with ${selectedEpisodes(request, values, part.periodOf)}
    select selected.member_id, member.member_code, selected.episode_id, selected.group_id, treatment_group.name as group_name,
           selected.site_id, selected.arm, selected.joined_on, selected.planned_end_on, selected.exited_on,
           selected.exit_reason, selected.has_ended, selected.has_dropped_out, selected.sessions_eligible,
           selected.sessions_attended, selected.last_attended_on, selected.risk_item,
           of_measure.forms_valid, of_measure.n_scores, of_measure.baseline, of_measure.last, of_measure.last_on,
           of_measure.change_in_points, of_measure.reliable_change, of_measure.is_case_at_start,
           of_measure.is_case_at_end
    ${matching(measure, part, values)}
    order by ${sortColumns[sort]} ${order} nulls last, member.member_code collate "C", selected.joined_on,
             selected.episode_id
    limit ${values.add(part.limit ?? null)} offset ${values.add(part.offset ?? 0)}`
  return transaction.query<StoredEpisodeRow>(text, values.list)
}

/** What all episodes of a list add up to, whatever page of it is shown. */
export interface EpisodeTotals {
  total: number
  sessions_eligible: number
  sessions_attended: number
  forms_valid: number
}

export async function queryEpisodeTotals(
  transaction: Transaction,
  request: ReadRequest,
  measure: MeasureDefinition,
  part: EpisodeListPart,
): Promise<EpisodeTotals> {
  const values = new SqlValues()
  const text = `with ${selectedEpisodes(request, values, part.periodOf)}
    select count(*) as total, coalesce(sum(selected.sessions_eligible), 0)::bigint as sessions_eligible,
           coalesce(sum(selected.sessions_attended), 0)::bigint as sessions_attended,
           coalesce(sum(of_measure.forms_valid), 0)::bigint as forms_valid
    ${matching(measure, part, values)}`
  const [row] = await transaction.query<EpisodeTotals>(text, values.list)
  return row ?? { total: 0, sessions_eligible: 0, sessions_attended: 0, forms_valid: 0 }
}

function matching(measure: MeasureDefinition, part: EpisodeListPart, values: SqlValues): string {
  const { outcomeClass, family, search } = part
  const conditions = [
    'true',
    ...(part.memberId === undefined ? [] : [`selected.member_id = ${values.add(part.memberId)}`]),
    ...(part.episodeIds === undefined
      ? []
      : [`selected.episode_id = any (${values.add(part.episodeIds)}::bigint[])`]),
    ...(part.isOpen === undefined ? [] : [`selected.has_ended <> ${values.add(part.isOpen)}`]),
    ...(search === undefined
      ? []
      : [`position(lower(${values.add(search)}) in lower(member.member_code)) > 0`]),
    ...(outcomeClass === undefined
      ? []
      : [classCondition(outcomeClass, family ?? familyOf(outcomeClass), measure, part.points)]),
    ...(part.attended?.from === undefined
      ? []
      : [`selected.sessions_attended >= ${values.add(part.attended.from)}`]),
    ...(part.attended?.to === undefined
      ? []
      : [`selected.sessions_attended <= ${values.add(part.attended.to)}`]),
    ...(part.timed === undefined ? [] : [timedCondition(part.timed, measure, part.points, values)]),
    ...(part.atSession === undefined ? [] : [sessionCondition(part.atSession, values)]),
    ...(part.therapist === undefined
      ? []
      : [`selected.group_id in (${groupsLedBy(values.add(part.therapist))})`]),
    ...courseConditions(measure, part.course ?? {}),
  ]
  return `from selected
    join member on member.member_id = selected.member_id
    join treatment_group on treatment_group.group_id = selected.group_id
    left join episode_measure_outcome as of_measure
      on of_measure.member_id = selected.member_id and of_measure.episode_id = selected.episode_id
     and of_measure.measure_code = ${values.add(measure.code)}
    where ${conditions.join(' and ')}`
}

function classCondition(
  outcomeClass: OutcomeClass,
  family: RateFamily,
  measure: MeasureDefinition,
  points: ReliablePoints | undefined,
): string {
  if (family !== 'measure') return outcomeClassCondition(outcomeClass, family, points)
  return measureClassCondition(outcomeClass, measure, required(points))
}

function required(points: ReliablePoints | undefined): ReliablePoints {
  if (points !== undefined) return points
  throw new Error('What depends on reliable change is listed by the rules in use; none are given.')
}

function timedCondition(
  { event, state, at }: TimedPart,
  measure: MeasureDefinition,
  points: ReliablePoints | undefined,
  values: SqlValues,
): string {
  const columns = isImprovement(event)
    ? timedImprovement(event, measure, required(points), 'selected.has_dropped_out')
    : timedDropout(event)
  return columns === null
    ? 'false'
    : timedStateCondition(columns, state, at === null ? null : `${values.add(at)}::integer`)
}

const attendedStatuses = ATTENDANCE_STATUSES.filter(isAttended)

function sessionCondition({ number, presence, from, to }: SessionPart, values: SqlValues): string {
  const came = () => `attendance.status = any (${values.add(attendedStatuses)}::text[])`
  const conditions = [
    'attendance.member_id = selected.member_id and attendance.episode_id = selected.episode_id',
    `group_session.session_number = ${values.add(number)}`,
    ...(from === undefined ? [] : [`group_session.session_on >= ${values.add(from)}`]),
    ...(to === undefined ? [] : [`group_session.session_on <= ${values.add(to)}`]),
    ...(presence === 'recorded' ? [] : [presence === 'attended' ? came() : `not ${came()}`]),
  ]
  return `exists (select from attendance join group_session using (group_session_id) where ${conditions.join(' and ')})`
}
