/** A session of ten members in the middle of being entered. */

import type { EnteredForm, RosterRow, SessionSheet } from '../../api/src/contracts/entry.js'
import { measureRegistry } from '../../api/src/core/measures/registry.js'
import { measureForm } from '../../api/src/features/measures/measure-on-the-wire.service.js'

const EXPECTED: readonly string[] = ['phq9', 'gad7']
export const SESSION_ID = 'G1-6'
export const MEMBER_IDS = ['M01', 'M02', 'M03', 'M04', 'M05', 'M06', 'M07', 'M08', 'M09', 'M10'] as const
const NAMES = [
  'Ada Berg',
  'Bram Clay',
  'Cleo Dunn',
  'Dev Ellis',
  'Edith Fry',
  'Finn Gale',
  'Greta Holm',
  'Hugo Iver',
  'Ines Jade',
  'Jonas Kerr',
]

export function aRosterRow(index: number, over: Partial<RosterRow> = {}): RosterRow {
  return {
    member_id: MEMBER_IDS[index] ?? 'M99',
    full_name: NAMES[index] ?? null,
    episode_id: index + 1,
    joined_on: '2026-10-06',
    planned_end_on: '2027-01-05',
    exited_on: null,
    is_in_care: true,
    session_of_member: 6,
    attendance: null,
    forms: [],
    ...over,
  }
}

export function aStoredForm(measure: string, answers: readonly (number | null)[], version = 1): EnteredForm {
  const total = answers.reduce<number>((sum, answer) => sum + (answer ?? 0), 0)
  return {
    measure,
    source_system: 'screen',
    response_id: `form-${measure}`,
    version,
    episode_id: 1,
    session_id: SESSION_ID,
    responded_on: '2026-11-30',
    mode: 'paper',
    answers: [...answers],
    functional_difficulty: null,
    n_missing: answers.filter((answer) => answer === null).length,
    scoring: 'complete',
    total,
    band: null,
    is_case: null,
    change: null,
    risk_item: measure === 'phq9' ? 'no' : null,
    is_voided: false,
  }
}

export function aSessionSheet(over: Partial<SessionSheet> = {}): SessionSheet {
  return {
    group: {
      group_id: 'G1',
      name: 'Tuesday CBT',
      site_id: 'north',
      site_name: 'North',
      structure: 'closed',
      planned_sessions: 12,
      therapists: [{ therapist_id: 'T1', display_name: 'Theo Lindqvist', part: 'lead' }],
    },
    session: {
      session_id: SESSION_ID,
      session_number: 6,
      session_date: '2026-11-30',
      status: 'held',
      duration_minutes: 90,
      version: 1,
    },
    today: '2026-11-30',
    attendance_entry: 'open',
    measures: measureRegistry.map((measure) => ({
      ...measureForm(measure),
      is_expected: EXPECTED.includes(measure.code),
      is_used: false,
    })),
    roster: MEMBER_IDS.map((_, index) => aRosterRow(index)),
    crisis_line: '988',
    ...over,
  }
}
