import type { EntryDue } from '../../api/src/contracts/entry.js'
import { SESSION_ID } from './session-sheet.js'

/** Two sessions of today that wait, and one of three days ago; five are complete. */
export function someDue(over: Partial<EntryDue> = {}): EntryDue {
  const session = {
    session_number: 6,
    session_date: '2026-11-30',
    status: 'held' as const,
    site_id: 'north',
    is_today: true,
    n_in_care: 9,
  }
  return {
    sites: [
      { site_id: 'north', name: 'North', today: '2026-11-30' },
      { site_id: 'east', name: 'East', today: '2026-11-30' },
    ],
    sessions: [
      {
        ...session,
        session_id: SESSION_ID,
        group_id: 'G1',
        group_name: 'Tuesday CBT',
        n_entered: 4,
        n_attended: 4,
        forms: [
          { measure: 'phq9', expected: 4, returned: 3 },
          { measure: 'gad7', expected: 4, returned: 4 },
        ],
        lacks: ['attendance', 'forms'],
      },
      {
        ...session,
        session_id: 'G2-3',
        session_number: 3,
        status: 'planned',
        group_id: 'G2',
        group_name: 'Evening support',
        site_id: 'east',
        n_entered: 0,
        n_attended: 0,
        forms: [
          { measure: 'phq9', expected: 0, returned: 0 },
          { measure: 'gad7', expected: 0, returned: 0 },
        ],
        lacks: ['attendance'],
      },
      {
        ...session,
        session_id: 'G3-9',
        session_number: 9,
        session_date: '2026-11-27',
        group_id: 'G3',
        group_name: 'Grief and loss',
        is_today: false,
        n_entered: 9,
        n_attended: 8,
        forms: [
          { measure: 'phq9', expected: 8, returned: 6 },
          { measure: 'gad7', expected: 8, returned: 8 },
        ],
        lacks: ['forms'],
      },
    ],
    n_complete: 5,
    ...over,
  }
}
