import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { addDays, daysBetween } from '../../../api/src/core/calendar-day.js'
import { requireMeasure } from '../../../api/src/core/measures/registry.js'
import { CLINIC_NAMES, scenarios } from '../../../seed/src/scenarios/all-scenarios.js'
import type { MemberRow, SimulatedClinic } from '../../../seed/src/simulate/clinic-rows.js'
import { simulateClinic } from '../../../seed/src/simulate/simulate-clinic.js'
import { scenarioFiles } from '../../../seed/src/write-scenario.js'
import { groupBy } from '../../unit/seed/plain-arithmetic.js'

const WINDOW_DAYS = 28
const ARM_WINDOW_DAYS = 14
const RUNS = { numRuns: 25 }

const cleanScenario = fc.constantFrom(...CLINIC_NAMES.filter((name) => !scenarios[name].isMessy))
const request = fc.record({
  scenario: cleanScenario,
  members: fc.integer({ min: 1, max: 180 }),
  seed: fc.integer(),
  asOf: fc.integer({ min: 0, max: 900 }).map((days) => addDays('2024-06-01', days)),
})

/** Every message names a broken rule and a key; a sound clinic has none. */
function expectSound(problemsOf: (clinic: SimulatedClinic, asOf: string) => string[]): void {
  fc.assert(
    fc.property(request, ({ scenario, ...size }) => {
      const clinic = simulateClinic(scenarios[scenario].parameters, size)
      expect(problemsOf(clinic, size.asOf)).toEqual([])
    }),
    RUNS,
  )
}

describe('every simulated clinic', () => {
  test('resolves every foreign key and repeats no key', () => expectSound(keyProblems))
  test('has as many persons as asked for, at most 12 in a group', () => {
    fc.assert(
      fc.property(request, ({ scenario, ...size }) => {
        const { members, groups } = simulateClinic(scenarios[scenario].parameters, size)
        expect(new Set(members.map(({ member_id }) => member_id)).size).toBe(size.members)
        const sizes = groups.map(({ group_id }) => members.filter((row) => row.group_id === group_id).length)
        expect(Math.max(...sizes)).toBeLessThanOrEqual(12)
        if (size.members >= 14) expect(Math.min(...sizes)).toBeGreaterThanOrEqual(7)
      }),
      RUNS,
    )
  })
  test('has nothing in the future but planned sessions and planned ends', () => expectSound(futureProblems))
  test('holds a member in one group at a time, with gaps that keep forms apart', () =>
    expectSound(episodeProblems))
  test('has an attendance row for each held session from joining to planned end, none else', () =>
    expectSound(attendanceProblems))
  test('has nobody attending after the exit', () => expectSound(exitProblems))
  test('gives each episode the arm that the dated treatments say', () => expectSound(armProblems))
  test('has forms inside the window of their episode, with answers in range', () =>
    expectSound(responseProblems))
})

test('the same request gives the same bytes, another seed does not', () => {
  const anyRequest = fc.record({
    scenario: fc.constantFrom(...CLINIC_NAMES),
    members: fc.integer({ min: 60, max: 120 }),
    seed: fc.nat(1_000_000),
    asOf: fc.constantFrom('2025-01-07', '2026-03-11'),
  })
  fc.assert(
    fc.property(anyRequest, (asked) => {
      const text = textOf(scenarioFiles(asked))
      expect(textOf(scenarioFiles({ ...asked })) === text).toBe(true)
      expect(textOf(scenarioFiles({ ...asked, seed: asked.seed + 1 })) === text).toBe(false)
    }),
    { numRuns: 10 },
  )
})

test('rows come in the order of groups, sessions and response ids', () => {
  fc.assert(
    fc.property(request, ({ scenario, ...size }) => {
      const clinic = simulateClinic(scenarios[scenario].parameters, size)
      const responseIds = clinic.responses.map(({ response_id }) => response_id)
      expect(responseIds).toEqual([...responseIds].sort())
      const starts = clinic.groups.map(({ start_date }) => start_date)
      expect(starts).toEqual([...starts].sort())
      const sessions = clinic.sessions.map(({ group_id, session_date }) => `${group_id} ${session_date}`)
      expect(sessions).toEqual([...sessions].sort())
    }),
    RUNS,
  )
})

/** Every file's path and bytes in one text: quicker to compare than the arrays. */
function textOf(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files].map(([file, bytes]) => `${file} ${Buffer.from(bytes).toString('latin1')}`).join('')
}

function keyProblems(clinic: SimulatedClinic): string[] {
  const siteIds = new Set(clinic.sites.map(({ site_id }) => site_id))
  const therapistIds = new Set(clinic.therapists.map(({ therapist_id }) => therapist_id))
  const groupIds = new Set(clinic.groups.map(({ group_id }) => group_id))
  const memberIds = new Set(clinic.members.map(({ member_id }) => member_id))
  const sessionIds = new Set(clinic.sessions.map(({ session_id }) => session_id))
  const unknown = (known: ReadonlySet<string>, ids: readonly (string | null)[]) =>
    ids.flatMap((id) => (id === null || known.has(id) ? [] : [`unknown ${id}`]))
  const repeated = (keys: readonly string[]) =>
    keys.length === new Set(keys).size ? [] : [`a key like ${keys[0]} twice`]
  return [
    ...unknown(
      siteIds,
      [...clinic.therapists, ...clinic.groups].map(({ site_id }) => site_id),
    ),
    ...unknown(
      therapistIds,
      clinic.groups.flatMap((row) => [row.therapist_id, row.co_therapist_id]),
    ),
    ...clinic.groups.flatMap((row) =>
      row.therapist_id === row.co_therapist_id ? [`${row.group_id} twice`] : [],
    ),
    ...unknown(
      groupIds,
      [...clinic.members, ...clinic.sessions].map(({ group_id }) => group_id),
    ),
    ...unknown(
      memberIds,
      [...clinic.concurrentTreatments, ...clinic.attendance, ...clinic.responses].map((row) => row.member_id),
    ),
    ...unknown(
      sessionIds,
      [...clinic.attendance, ...clinic.responses].map(({ session_id }) => session_id),
    ),
    ...repeated(clinic.members.map((row) => `${row.member_id} ${row.group_id}`)),
    ...repeated(clinic.sessions.map((row) => row.session_id)),
    ...repeated(clinic.sessions.map((row) => `${row.group_id} ${row.session_number}`)),
    ...repeated(clinic.attendance.map((row) => `${row.member_id} ${row.session_id}`)),
    ...repeated(clinic.responses.map((row) => row.response_id)),
    ...repeated(clinic.concurrentTreatments.map((row) => `${row.member_id} ${row.kind} ${row.started_on}`)),
  ]
}

function futureProblems(clinic: SimulatedClinic, asOf: string): string[] {
  const days = [
    ...clinic.groups.flatMap((row) => [row.start_date, row.end_date]),
    ...clinic.members.flatMap((row) => [row.join_date, row.exit_date, row.date_of_birth]),
    ...clinic.concurrentTreatments.flatMap((row) => [row.started_on, row.ended_on]),
    ...clinic.responses.map((row) => row.response_date),
    ...clinic.sessions.flatMap((row) => (row.status === 'planned' ? [] : [row.session_date])),
  ]
  return [
    ...days.flatMap((day) => (day === null || day < asOf ? [] : [`${day} is not before ${asOf}`])),
    ...clinic.sessions.flatMap((row) =>
      row.status === 'planned' && row.session_date < asOf ? [`${row.session_id} planned in the past`] : [],
    ),
  ]
}

function episodeProblems(clinic: SimulatedClinic): string[] {
  const episodes = [...clinic.members].sort((one, other) => (one.join_date < other.join_date ? -1 : 1))
  const last = new Map<string, MemberRow>()
  return episodes.flatMap((row) => {
    const before = last.get(row.member_id)
    last.set(row.member_id, row)
    const isSound =
      row.join_date <= row.planned_end_date &&
      (row.exit_date === null || (row.exit_date >= row.join_date && row.exit_date <= row.planned_end_date)) &&
      (row.exit_date === null) === (row.exit_reason === null)
    const gap = before ? daysBetween(before.planned_end_date, row.join_date) : Number.POSITIVE_INFINITY
    const isSamePerson = before === undefined || before.date_of_birth === row.date_of_birth
    return isSound && isSamePerson && gap > 2 * WINDOW_DAYS ? [] : [`${row.member_id} ${row.group_id}`]
  })
}

function attendanceProblems(clinic: SimulatedClinic): string[] {
  const sessionsOf = groupBy(clinic.sessions, ({ group_id }) => group_id)
  const expected = clinic.members.flatMap((row) =>
    (sessionsOf.get(row.group_id) ?? [])
      .filter(({ status }) => status === 'held')
      .filter(({ session_date }) => session_date >= row.join_date && session_date <= row.planned_end_date)
      .map(({ session_id }) => `${row.member_id} ${session_id}`),
  )
  const found = new Set(clinic.attendance.map((row) => `${row.member_id} ${row.session_id}`))
  const missing = expected.filter((key) => !found.has(key))
  return expected.length === found.size ? missing : [...missing, `${found.size} rows for ${expected.length}`]
}

function exitProblems(clinic: SimulatedClinic): string[] {
  const session = new Map(clinic.sessions.map((row) => [row.session_id, row]))
  const exits = new Map(clinic.members.map((row) => [`${row.member_id} ${row.group_id}`, row.exit_date]))
  return clinic.attendance.flatMap(({ member_id, session_id, status }) => {
    const { group_id = '', session_date = '' } = session.get(session_id) ?? {}
    const exit = exits.get(`${member_id} ${group_id}`) ?? null
    const isAfter = exit !== null && session_date > exit && !status.startsWith('absent')
    return isAfter ? [`${member_id} ${session_id}`] : []
  })
}

function armProblems(clinic: SimulatedClinic): string[] {
  return clinic.members.flatMap((row) => {
    const early = clinic.concurrentTreatments.filter(
      ({ member_id, started_on, ended_on }) =>
        member_id === row.member_id &&
        daysBetween(row.join_date, started_on) < ARM_WINDOW_DAYS &&
        (ended_on === null || ended_on >= row.join_date),
    )
    // an edge of the window may be read in two ways: no treatment may lie on it
    const onEdge = clinic.concurrentTreatments.filter(
      ({ member_id, started_on, ended_on }) =>
        member_id === row.member_id &&
        (daysBetween(row.join_date, started_on) === ARM_WINDOW_DAYS || ended_on === row.join_date),
    )
    const hasKind = (kind: string) => early.some((treatment) => treatment.kind === kind)
    const isSound =
      row.arm === (early.length > 0 ? 'combined' : 'group_only') &&
      row.concurrent_individual === (hasKind('individual_therapy') ? 1 : 0) &&
      row.concurrent_medication === (hasKind('medication') ? 1 : 0)
    return isSound && onEdge.length === 0 ? [] : [`${row.member_id} ${row.group_id}`]
  })
}

function responseProblems(clinic: SimulatedClinic): string[] {
  const session = new Map(clinic.sessions.map((row) => [row.session_id, row]))
  const episodesOf = groupBy(clinic.members, ({ member_id }) => member_id)
  return clinic.responses.flatMap((row) => {
    const { items, itemRange } = requireMeasure(row.measure)
    const at = row.session_id === null ? undefined : session.get(row.session_id)
    const matching = (episodesOf.get(row.member_id) ?? []).filter(
      (episode) =>
        (at === undefined || at.group_id === episode.group_id) &&
        row.response_date >= addDays(episode.join_date, -WINDOW_DAYS) &&
        row.response_date <= addDays(episode.exit_date ?? episode.planned_end_date, WINDOW_DAYS),
    )
    const isSound =
      matching.length === 1 &&
      (row.join_date === null || row.join_date === matching[0]?.join_date) &&
      (at === undefined || (at.status === 'held' && at.session_date === row.response_date)) &&
      row.answers.length === items.length &&
      row.answers.some((answer) => answer !== null) &&
      row.answers.every((answer) => answer === null || (answer >= itemRange.low && answer <= itemRange.high))
    return isSound ? [] : [row.response_id]
  })
}
