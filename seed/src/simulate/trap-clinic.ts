/**
 * Clinics in which another treatment starts in the middle of the course, so that "ever combined" misleads.
 *
 * The model is that of the reference (extra/sim.R of its folder), whose answers these clinics must reproduce: weekly
 * sessions, latent severity with a member's slope, autocorrelated noise, sudden gains, leaving that grows with
 * severity; answers are the latent severity cut into items. Nobody has another treatment at joining.
 */

import { addDays, type Day } from '../../../api/src/core/calendar-day.js'
import { normalDeviate, poissonDeviate, type Rng, seededRng } from '../../../api/src/statistics/random/rng.js'
import type {
  AttendanceRow,
  ConcurrentTreatmentRow,
  GroupRow,
  GroupSessionRow,
  MemberRow,
  ResponseRow,
  SimulatedClinic,
} from './clinic-rows.js'
import { padded } from './groups.js'
import { between, happens, logistic, logit, wholeBetween } from './random-draws.js'
import type { ClinicSize } from './simulate-clinic.js'

/** Who starts another treatment in one session, and what it does. */
export interface TrapParameters {
  /** From 1; those who attend it may start. */
  readonly session: number
  /** Probability to start, of members who had reliably improved by then, and of the others. */
  readonly startsIfImproved: number
  readonly startsIfNot: number
  /** TRUE EFFECT: points of latent severity added for each session after the start; negative = better. */
  readonly effectPerSession: number
}

const GROUP_SIZE = 10
const SESSIONS = { low: 8, high: 20 }
const RELIABLE_FALL = 6
const OFFSETS_PHQ9 = [0.15, 0.25, 0.3, 0.45, 0.05, 0.1, 0.05, -0.45, -0.9]
const OFFSETS_GAD7 = [0.35, 0.15, 0.3, 0.1, -0.25, 0.1, -0.75]
const MODALITIES = [
  ['psychoeducational', 0],
  ['skills_development', -0.05],
  ['cognitive_behavioral', -0.15],
  ['support', 0.08],
  ['interpersonal_process', -0.02],
] as const
const DAYS_BEFORE_AS_OF = 7 * (SESSIONS.high + 1)

interface GroupDraw {
  readonly row: GroupRow
  readonly sessions: readonly GroupSessionRow[]
  readonly level: number
  readonly slope: number
}

interface Rows {
  readonly members: MemberRow[]
  readonly treatments: ConcurrentTreatmentRow[]
  readonly attendance: AttendanceRow[]
  readonly responses: ResponseRow[]
}

/** @returns rows of all import files; members are dealt into closed groups of ten */
export function simulateTrapClinic(
  trap: TrapParameters,
  { members, seed, asOf }: ClinicSize,
): SimulatedClinic {
  const rng = seededRng(seed)
  const groups = Array.from({ length: Math.ceil(members / GROUP_SIZE) }, (_, i) =>
    drawGroup(i + 1, asOf, rng),
  )
  const rows: Rows = { members: [], treatments: [], attendance: [], responses: [] }
  for (const [i, group] of groups.entries()) {
    const inGroup = Math.min(GROUP_SIZE, members - i * GROUP_SIZE)
    for (let place = 0; place < inGroup; place += 1) addMember(rows, trap, group, rng)
  }
  return {
    sites: [{ site_id: 'S1', name: 'Riverside', time_zone: 'UTC' }],
    therapists: groups.map(({ row }) => ({
      therapist_id: row.therapist_id,
      display_name: `Therapist ${row.therapist_id}`,
      site_id: 'S1',
    })),
    groups: groups.map(({ row }) => row),
    members: rows.members,
    concurrentTreatments: rows.treatments,
    sessions: groups.flatMap(({ sessions }) => sessions),
    attendance: rows.attendance,
    responses: rows.responses,
  }
}

function drawGroup(number: number, asOf: Day, rng: Rng): GroupDraw {
  const group_id = `G${padded(number, 3)}`
  const [modality, slopeOfModality] = MODALITIES[wholeBetween(rng, 0, MODALITIES.length - 1)] ?? MODALITIES[0]
  const planned = wholeBetween(rng, SESSIONS.low, SESSIONS.high)
  const start = addDays(asOf, -DAYS_BEFORE_AS_OF)
  const sessions = Array.from({ length: planned }, (_, i) => ({
    session_id: `${group_id}-${padded(i + 1, 2)}`,
    group_id,
    session_number: i + 1,
    session_date: addDays(start, 7 * i),
    status: 'held' as const,
    duration_minutes: 90,
  }))
  return {
    row: {
      group_id,
      site_id: 'S1',
      therapist_id: `T${padded(number, 3)}`,
      co_therapist_id: null,
      name: `Group ${number}`,
      modality,
      format: number % 3 === 0 ? 'online' : 'in_person',
      structure: 'closed',
      focus: 'depression',
      start_date: start,
      planned_sessions: planned,
      session_minutes: 90,
      capacity: GROUP_SIZE,
      end_date: addDays(start, 7 * (planned - 1)),
    },
    sessions,
    level: 1.1 * normalDeviate(rng),
    slope: -0.35 + slopeOfModality + 0.08 * normalDeviate(rng),
  }
}

function addMember(rows: Rows, trap: TrapParameters, group: GroupDraw, rng: Rng): void {
  const { row, sessions } = group
  const member_id = `M${padded(rows.members.length + 1, 5)}`
  const severity = 14.2 + 4.4 * normalDeviate(rng)
  const anxiety = 11.2 + 0.55 * (severity - 14.2) + 3.2 * normalDeviate(rng)
  const slope = group.slope + 0.25 * normalDeviate(rng) - 0.02 * (severity - 14.2)
  const traits = OFFSETS_PHQ9.map((offset) => offset + 0.35 * normalDeviate(rng))
  const attends = logistic(logit(0.85) + 0.7 * normalDeviate(rng))
  const gainAt =
    happens(rng, 0.12) && sessions.length > 5 ? 3 + Math.floor(rng.next() * (sessions.length - 4)) : Infinity
  const gain = between(rng, 6, 9)
  const willingness = rng.next()
  let noise = 0
  let hasLeft = false
  let startedIn = Infinity
  let lastSeen: Day | null = null
  const totals: number[] = []
  for (const { session_id, session_number, session_date } of sessions) {
    noise = 0.4 * noise + 2 * normalDeviate(rng)
    const sinceStart = Number.isFinite(startedIn) ? session_number - startedIn : 0
    const current =
      severity +
      group.level +
      slope * (session_number - 1) -
      (session_number >= gainAt ? gain : 0) +
      noise +
      trap.effectPerSession * sinceStart
    const [isCancelled, leaves, comes, answers] = [rng.next() < 0.03, rng.next(), rng.next(), rng.next()]
    const answered = itemsOf(current / OFFSETS_PHQ9.length, traits, rng)
    if (session_number > 1 && isCancelled) continue
    if (session_number > 1 && leaves < 0.018 * (1 + 0.04 * Math.max(0, current - 12))) hasLeft = true
    const isPresent = !hasLeft && comes < attends
    rows.attendance.push({ member_id, session_id, status: isPresent ? 'present' : 'absent_unnotified' })
    if (!isPresent) continue
    lastSeen = session_date
    if (answers > 0.08) {
      if (totals.length === 0)
        addForm(rows, member_id, session_id, session_date, 'gad7', gad7Of(anxiety, group, rng))
      addForm(rows, member_id, session_id, session_date, 'phq9', answered)
      totals.push(answered.reduce((sum, answer) => sum + answer, 0))
    }
    if (session_number === trap.session && willingness < chanceToStart(trap, totals)) {
      startedIn = session_number
      rows.treatments.push({ member_id, kind: 'medication', started_on: session_date, ended_on: null })
    }
  }
  rows.members.push(memberRow(member_id, row, hasLeft ? (lastSeen ?? row.start_date) : null, rng))
}

function chanceToStart({ startsIfImproved, startsIfNot }: TrapParameters, totals: readonly number[]): number {
  const [first] = totals
  const latest = totals.at(-1)
  const hasImproved = first !== undefined && latest !== undefined && first - latest >= RELIABLE_FALL
  return hasImproved ? startsIfImproved : startsIfNot
}

function memberRow(member_id: string, group: GroupRow, leftOn: Day | null, rng: Rng): MemberRow {
  const planned = group.end_date ?? group.start_date
  const age = Math.min(75, Math.max(18, Math.round(39 + 12 * normalDeviate(rng))))
  return {
    member_id,
    group_id: group.group_id,
    join_date: group.start_date,
    planned_end_date: planned,
    exit_date: leftOn ?? planned,
    exit_reason: leftOn === null ? 'completed' : 'dropped_out',
    arm: 'group_only',
    concurrent_individual: 0,
    concurrent_medication: 0,
    age,
    gender: happens(rng, 0.62) ? 'female' : 'male',
    prior_episodes: poissonDeviate(rng, 0.8),
    full_name: `Member ${member_id}`,
    date_of_birth: `${Number(group.start_date.slice(0, 4)) - age}-01-01`,
  }
}

function gad7Of(anxiety: number, group: GroupDraw, rng: Rng): number[] {
  const traits = OFFSETS_GAD7.map((offset) => offset + 0.35 * normalDeviate(rng))
  return itemsOf((Math.max(0, anxiety) + 0.6 * group.level) / OFFSETS_GAD7.length, traits, rng)
}

/** Answers 0 to 3. */
function itemsOf(perItem: number, traits: readonly number[], rng: Rng): number[] {
  return traits.map((trait) =>
    Math.min(3, Math.max(0, Math.round(perItem + trait + 0.55 * normalDeviate(rng)))),
  )
}

function addForm(
  rows: Rows,
  member_id: string,
  session_id: string,
  response_date: Day,
  measure: string,
  answers: readonly number[],
): void {
  rows.responses.push({
    response_id: `R${padded(rows.responses.length + 1, 7)}`,
    member_id,
    session_id,
    response_date,
    measure,
    answers,
    functional_difficulty: null,
    join_date: null,
  })
}
