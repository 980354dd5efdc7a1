/** Answers about what sessions lack, written by hand; the shares are plain divisions. */

import type { ProgrammeCompleteness, SessionList } from '../../api/src/contracts/completeness.js'
import type { ProportionContract } from '../../api/src/contracts/estimates.js'

type Part = Pick<ProgrammeCompleteness['groups'][number], 'attendance' | 'forms' | 'sessions'>

function aShare(numerator: number, denominator: number): ProportionContract {
  if (denominator === 0) return { numerator, denominator, proportion: null, interval: null }
  const proportion = numerator / denominator
  const interval = {
    low: Math.max(0, proportion - 0.05),
    high: Math.min(1, proportion + 0.05),
    level: 0.95,
    method: 'wilson',
  }
  return { numerator, denominator, proportion, interval }
}

function aForm(measure: string, expected: number, returned: number, valid: number): Part['forms'][number] {
  return { measure, expected, returned, valid, completeness: aShare(valid, expected) }
}

function aPart(
  attended: number,
  { phq9, gad7 }: { phq9: [number, number]; gad7: [number, number] },
  sessions: { n: number; lacking: number; unrecorded?: number },
): Part {
  const recorded = attended + 10
  return {
    attendance: aShare(attended, recorded),
    forms: [
      aForm('phq9', attended, ...phq9),
      aForm('gad7', attended, ...gad7),
      aForm('rses', attended, 3, 3),
    ],
    sessions: {
      n: sessions.n,
      lacking: sessions.lacking,
      attendance_recorded: aShare(recorded, recorded + (sessions.unrecorded ?? 0)),
    },
  }
}

const rowsOf = (
  session_number: number,
): NonNullable<ProgrammeCompleteness['by_session']>[number]['rows'] => ({
  path: '/programme/completeness/sessions',
  query: { session_number: String(session_number), show: 'all' },
})
const episodesOf = (session_number: number, presence: string) => ({
  path: '/episodes' as const,
  query: { session_number: String(session_number), presence, period: 'session_date' },
})

/** Two sites, three groups, ten sessions: 4 of 80 PHQ-9 forms are missing and 1 cannot be scored. */
export function someCompleteness(over: Partial<ProgrammeCompleteness> = {}): ProgrammeCompleteness {
  const all = aPart(80, { phq9: [76, 75], gad7: [72, 72] }, { n: 10, lacking: 4, unrecorded: 6 })
  return {
    attendance: all.attendance,
    overall: all.forms,
    sessions: all.sessions,
    expected_measures: ['phq9', 'gad7'],
    sites: [
      {
        site_id: 'east',
        name: 'East',
        ...aPart(30, { phq9: [30, 30], gad7: [30, 30] }, { n: 4, lacking: 0 }),
      },
      {
        site_id: 'north',
        name: 'North',
        ...aPart(50, { phq9: [46, 45], gad7: [42, 42] }, { n: 6, lacking: 4, unrecorded: 6 }),
      },
    ],
    groups: [
      {
        group_id: 'G1',
        name: 'Tuesday CBT',
        site_id: 'north',
        ...aPart(50, { phq9: [46, 45], gad7: [42, 42] }, { n: 6, lacking: 4, unrecorded: 6 }),
      },
      {
        group_id: 'G2',
        name: 'Evening support',
        site_id: 'east',
        ...aPart(30, { phq9: [30, 30], gad7: [30, 30] }, { n: 4, lacking: 0 }),
      },
      {
        group_id: 'G3',
        name: 'Grief and loss',
        site_id: 'east',
        ...aPart(0, { phq9: [0, 0], gad7: [0, 0] }, { n: 0, lacking: 0 }),
      },
    ],
    by_session: [
      { number: 1, part: aPart(20, { phq9: [20, 20], gad7: [18, 18] }, { n: 3, lacking: 1 }) },
      { number: 2, part: aPart(40, { phq9: [38, 37], gad7: [36, 36] }, { n: 4, lacking: 2, unrecorded: 6 }) },
      { number: 5, part: aPart(20, { phq9: [18, 18], gad7: [18, 18] }, { n: 3, lacking: 1 }) },
    ].map(({ number, part }) => ({
      session_number: number,
      groups: 2,
      ...part,
      rows: rowsOf(number),
      rows_of_recorded: episodesOf(number, 'recorded'),
      rows_of_attended: episodesOf(number, 'attended'),
    })),
    provenance: {
      as_of: '2026-11-30',
      filters: {},
      period_basis: 'session_date',
      period_found: { from: '2026-01-05', to: '2026-11-24' },
      calculation_version: 3,
      n_groups: 2,
    },
    ...over,
  }
}

/** Nothing that was held, for a selection. */
export function noCompleteness(): ProgrammeCompleteness {
  const none = aPart(0, { phq9: [0, 0], gad7: [0, 0] }, { n: 0, lacking: 0 })
  return someCompleteness({
    attendance: aShare(0, 0),
    overall: none.forms,
    sessions: { n: 0, lacking: 0, attendance_recorded: aShare(0, 0) },
    sites: [],
    groups: [],
    by_session: [],
  })
}

/** Three of four sessions that lack something: forms, attendance not begun, and both. */
export function someSessions(over: Partial<SessionList> = {}): SessionList {
  const session = { group_id: 'G1', group_name: 'Tuesday CBT', site_id: 'north', n_in_care: 8 }
  return {
    group_sessions: [
      {
        ...session,
        session_id: 'G1-6',
        session_number: 6,
        session_date: '2026-11-24',
        status: 'planned',
        n_recorded: 0,
        n_attended: 0,
        forms: [
          { measure: 'phq9', expected: 0, returned: 0, valid: 0 },
          { measure: 'gad7', expected: 0, returned: 0, valid: 0 },
        ],
        lacks: ['attendance'],
      },
      {
        ...session,
        session_id: 'G1-5',
        session_number: 5,
        session_date: '2026-11-17',
        status: 'held',
        n_recorded: 8,
        n_attended: 7,
        forms: [
          { measure: 'phq9', expected: 7, returned: 5, valid: 4 },
          { measure: 'gad7', expected: 7, returned: 7, valid: 7 },
        ],
        lacks: ['forms'],
      },
      {
        ...session,
        session_id: 'G1-4',
        session_number: 4,
        session_date: '2026-11-10',
        status: 'held',
        n_recorded: 6,
        n_attended: 6,
        forms: [
          { measure: 'phq9', expected: 6, returned: 6, valid: 6 },
          { measure: 'gad7', expected: 6, returned: 4, valid: 4 },
        ],
        lacks: ['attendance', 'forms'],
      },
    ],
    n_sessions: 10,
    n_lacking: 3,
    page: 1,
    page_size: 20,
    ...over,
  }
}
