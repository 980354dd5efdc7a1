/** Sentences of the rules that look beyond one row. They never repeat an id or an answer. */

import type { RowCode, RowProblem } from './codes.js'

type Reference = 'site' | 'therapist' | 'group' | 'member' | 'session'

/** Where an id stands that no stored record in reach and no accepted row has. */
export interface Absence {
  /** A record has it that the one who imports cannot see. */
  readonly isElsewhere: boolean
  /** A row of this import names it, but that row is rejected. */
  readonly isRejected: boolean
}

export function absenceIn(
  named: ReadonlySet<string>,
  elsewhere: ReadonlySet<string>,
): (id: string) => Absence {
  return (id) => ({ isElsewhere: elsewhere.has(id), isRejected: named.has(id) })
}

/** A reference to something that is neither stored in reach nor in the files. */
export function unknownReference(
  what: Reference,
  column: string,
  { isElsewhere, isRejected }: Absence,
): RowProblem {
  if (isElsewhere) return outOfReach(column)
  if (isRejected) {
    const message = `The row of the ${what} it names is rejected in this import. Correct that row first.`
    return { column, code: 'depends_on_rejected_row', expected: `an accepted ${what}`, message }
  }
  const code: RowCode = `unknown_${what}`
  const message = `No ${what} with this id is stored or in the files. Nothing is made by a reference to it.`
  return { column, code, expected: `the id of a ${what}`, message }
}

/** The row's own id is that of a record which the one who imports cannot see. */
export function outOfReachProblems(
  column: string,
  id: string | null,
  elsewhere: ReadonlySet<string>,
): RowProblem[] {
  return id !== null && elsewhere.has(id) ? [outOfReach(column)] : []
}

/** Says that the id is taken, and nothing of the record that has it. */
function outOfReach(column: string): RowProblem {
  const message =
    'This id belongs to a record at a site that is not yours. Correct it, or ask somebody who works with both sites to import the row.'
  return { column, code: 'out_of_reach', expected: 'an id of your own sites, or a new one', message }
}

export function futureDate(column: string): RowProblem {
  const message = 'The day lies in the future. Only planned sessions and planned ends may.'
  return { column, code: 'future_date', expected: 'today or earlier', message }
}

export function beforeBirth(column: string): RowProblem {
  const message = 'The day lies before the birth of the member. Correct one of the two.'
  return { column, code: 'before_birth', expected: 'a day after the birth', message }
}

export function ambiguousEpisode(column: string): RowProblem {
  const message =
    'The member has more than one episode that this row may belong to. Name it in the column join_date.'
  return { column, code: 'ambiguous_episode', expected: 'join_date of the episode', message }
}

export function outsideEpisode(column: string, expected: string): RowProblem {
  const message =
    'The member has no episode that this day belongs to. Correct the day, or the episode in members.csv.'
  return { column, code: 'outside_episode', expected, message }
}
