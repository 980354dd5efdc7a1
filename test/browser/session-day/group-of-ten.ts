/** A closed group of ten on the day of its eighth session: seven lie behind it, today's waits to be entered. */

import { lines } from '../../builders/import-files.js'

export type Attendance = 'P' | 'L' | 'E' | 'A' | 'U'
const STATUSES = {
  P: 'present',
  L: 'late',
  E: 'left_early',
  A: 'absent_notified',
  U: 'absent_unnotified',
} as const satisfies Record<Attendance, string>

/** What one member brought so far, and brings today. */
export interface MemberOfTheDay {
  readonly id: string
  readonly name: string
  /** Of the seven sessions before, in order; shorter for who joined later: the last ones. */
  readonly attended: string
  /** PHQ-9 totals of the sessions attended, in order. */
  readonly totals: readonly number[]
  readonly today: { readonly attendance: Attendance; readonly answers: readonly number[] | null }
}

export const GROUP = 'TUE'

export const PAST_SESSIONS = 7

/**
 * Three are not on track once today is entered, each for another reason: an answer to item 9, a reliable deterioration
 * (12 at the start, 19 today), and no reliable improvement after the sixth session attended (17, and 16 today). Before
 * it nobody is.
 */
export const MEMBERS: readonly MemberOfTheDay[] = [
  well('D01', 'Ada Marsh', [18, 15, 14, 12, 11, 9, 8], [1, 1, 1, 1, 1, 1, 0, 0, 0]),
  well('D02', 'Ben Hollis', [15, 14, 13, 11, 10, 8, 8], [1, 1, 1, 1, 1, 1, 1, 0, 0]),
  well('D03', 'Cleo Brandt', [16, 14, 12, 11, 9, 9, 8], [1, 1, 1, 1, 1, 1, 0, 0, 1]),
  well('D04', 'Dov Lindqvist', [14, 13, 12, 9, 8, 7, 6], [1, 1, 1, 1, 1, 0, 0, 0, 0]),
  well('D05', 'Esme Okoro', [12, 13, 12, 14], [3, 3, 3, 2, 2, 2, 2, 2, 0]),
  well('D06', 'Finn Carver', [20, 18, 15, 13, 12, 11, 10], [2, 2, 2, 1, 1, 1, 0, 0, 0]),
  well('D07', 'Greta Voss', [13, 11, 10, 9, 7, 6, 6], [1, 1, 1, 1, 1, 0, 0, 0, 0]),
  {
    ...well('D08', 'Hugo Sand', [17, 17, 16, 17, 16], [2, 2, 2, 2, 2, 2, 2, 2, 0]),
    // Never two in a row.
    attended: 'PAPPAPP',
  },
  {
    ...well('D09', 'Ines Rowe', [12, 10, 9, 8, 8, 7], []),
    attended: 'PPPPPPU',
    today: { attendance: 'U', answers: null },
  },
  well('D10', 'Jon Abara', [11], [2, 1, 1, 1, 1, 1, 1, 1, 0]),
]

/** Came each time since joining, and today. */
function well(
  id: string,
  name: string,
  totals: readonly number[],
  answers: readonly number[],
): MemberOfTheDay {
  return { id, name, attended: 'P'.repeat(totals.length), totals, today: { attendance: 'P', answers } }
}

/** The day so many days from today, in UTC, where the site is. */
export function dayFromToday(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}

/** The group's files: everything up to the session before today's, and today's as planned. */
export function filesOfTheGroup(): Record<string, string> {
  const dayOf = (session: number) => dayFromToday((session - PAST_SESSIONS - 1) * 7)
  const sessions = Array.from({ length: PAST_SESSIONS + 1 }, (_, place) => place + 1)
  const visits = MEMBERS.flatMap((member) => visitsOf(member))
  return {
    'therapists.csv': lines('therapist_id,display_name,site_id', 'T1,Thea Therapist,S1'),
    'groups.csv': lines(
      'group_id,site_id,therapist_id,modality,format,structure,start_date,planned_sessions,name',
      `${GROUP},S1,T1,cognitive_behavioral,in_person,closed,${dayOf(1)},12,Tuesday CBT`,
    ),
    'members.csv': lines(
      'member_id,group_id,join_date,planned_end_date,age,gender,full_name',
      ...MEMBERS.map((member) => {
        const first = PAST_SESSIONS - member.attended.length + 1
        return `${member.id},${GROUP},${dayOf(first)},${dayFromToday(28)},40,unknown,${member.name}`
      }),
    ),
    'sessions.csv': lines(
      'session_id,group_id,session_number,session_date,status',
      ...sessions.map((number) => {
        const status = number > PAST_SESSIONS ? 'planned' : 'held'
        return `${GROUP}-${number},${GROUP},${number},${dayOf(number)},${status}`
      }),
    ),
    'attendance.csv': lines(
      'member_id,session_id,status',
      ...visits.map(({ id, session, attendance }) => `${id},${GROUP}-${session},${STATUSES[attendance]}`),
    ),
    'responses.csv': lines(
      `response_id,member_id,session_id,response_date,measure,${phqItems}`,
      ...visits.flatMap(({ id, session, total }) =>
        total === null
          ? []
          : [`${id}-${session},${id},${GROUP}-${session},${dayOf(session)},phq9,${answersOf(total).join()}`],
      ),
    ),
  }
}

const phqItems = Array.from({ length: 9 }, (_, place) => `item${place + 1}`).join()

interface Visit {
  readonly id: string
  readonly session: number
  readonly attendance: Attendance
  readonly total: number | null
}

function visitsOf({ id, attended, totals }: MemberOfTheDay): Visit[] {
  const left = [...totals]
  return [...attended].map((letter, place) => {
    const attendance = attendanceOf(letter)
    const came = attendance === 'P' || attendance === 'L' || attendance === 'E'
    const session = PAST_SESSIONS - attended.length + place + 1
    return { id, session, attendance, total: came ? (left.shift() ?? null) : null }
  })
}

function attendanceOf(letter: string): Attendance {
  if (letter === 'P' || letter === 'L' || letter === 'E' || letter === 'A' || letter === 'U') return letter
  throw new Error(`${letter} is no attendance.`)
}

/** Items 1 to 8 share the total; item 9 is answered "not at all". */
function answersOf(total: number): number[] {
  let left = total
  const items = Array.from({ length: 8 }, () => {
    const answer = Math.min(3, left)
    left -= answer
    return answer
  })
  return [...items, 0]
}
