/** What is asked of a member at a session, in the order in which it is typed. */

import type { RosterRow, SessionSheet } from '../../../../../api/src/contracts/entry.js'

export type SheetMeasure = SessionSheet['measures'][number]

export const ATTENDANCE = 'attendance'

export type EntryColumn =
  | { readonly kind: 'attendance'; readonly key: string }
  | { readonly kind: 'item'; readonly key: string; readonly measure: SheetMeasure; readonly index: number }
  /** Beside the total, optional, last. */
  | { readonly kind: 'difficulty'; readonly key: string; readonly measure: SheetMeasure }

export function itemKey(measure: string, index: number): string {
  return `${measure}.${index}`
}

export function difficultyKey(measure: string): string {
  return `${measure}.difficulty`
}

/** Measures that are expected, those that somebody at the session has returned, and those asked for beside them. */
export function shownMeasures(
  sheet: Pick<SessionSheet, 'measures' | 'roster'>,
  also: readonly string[] = [],
): readonly SheetMeasure[] {
  const returned = new Set(sheet.roster.flatMap(({ forms }) => forms.map(({ measure }) => measure)))
  return sheet.measures.filter(
    ({ code, is_expected }) => is_expected || returned.has(code) || also.includes(code),
  )
}

/** Attendance, every item of every measure, and what may be left open at the end. */
export function entryColumns(measures: readonly SheetMeasure[]): readonly EntryColumn[] {
  return [
    { kind: 'attendance', key: ATTENDANCE },
    ...measures.flatMap((measure) =>
      measure.items.map(
        (_, index): EntryColumn => ({ kind: 'item', key: itemKey(measure.code, index), measure, index }),
      ),
    ),
    ...measures
      .filter(({ functional_difficulty }) => functional_difficulty !== null)
      .map((measure): EntryColumn => ({ kind: 'difficulty', key: difficultyKey(measure.code), measure })),
  ]
}

/** Members in care first: the others may only be recorded as absent. */
export function rowOrder(roster: readonly RosterRow[]): readonly string[] {
  return [...roster.filter((row) => row.is_in_care), ...roster.filter((row) => !row.is_in_care)].map(
    ({ member_id }) => member_id,
  )
}
