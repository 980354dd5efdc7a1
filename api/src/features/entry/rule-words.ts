/** Sentences for the screen where those of an import speak of cells, columns, rows and files. */

import type { RowCode, RowProblem } from '../../core/import-rules/codes.js'

type Words = (problem: RowProblem) => string

const range: Words = ({ expected }) => `Expected: ${expected}; or empty, where it is not known.`
const unknown =
  (what: string): Words =>
  () =>
    `There is no ${what} with this id in your reach. Nothing is made by a reference to it.`

const WORDS: Partial<Readonly<Record<RowCode, Words>>> = {
  missing_value: () => 'A value is needed here.',
  number_out_of_range: range,
  item_out_of_range: range,
  wrong_type: range,
  not_integer: range,
  wrong_item_count: ({ column }) =>
    column === 'functional_difficulty'
      ? 'The measure does not ask about functional difficulty. Leave it empty.'
      : 'Give one entry for each question of the measure, null where it was not answered.',
  empty_response: () => 'Nothing is answered. Give at least one answer, or leave the form out.',
  end_before_start: () => 'The end lies before the beginning. Correct one of the two days.',
  conflict: () => 'Something else is stored under this id.',
  response_id_of_another_member: () => 'Another member has a form with this id. Give this one another id.',
  out_of_reach: ({ column }) =>
    column === 'site_id'
      ? 'This site is not one of yours. Ask an administrator to give it to you.'
      : 'A record at a site that is not yours has this id. Choose another one, or ask somebody who works with both sites.',
  unknown_site: unknown('site'),
  unknown_therapist: () => 'There is no therapist with this id.',
  unknown_group: unknown('group'),
  unknown_member: unknown('member'),
  unknown_session: unknown('session'),
  unknown_episode: () => 'The member has no episode that began on this day.',
  outside_episode: ({ expected }) =>
    `The member has no episode that this day belongs to. Expected: ${expected}. Correct the day, or the episode.`,
  ambiguous_episode: () =>
    'The member has more than one episode that this may belong to. Name it by its joining day.',
  attendance_on_unheld_session: () =>
    'The session is planned for later or was cancelled, so nobody attended it or missed it. If it took place, say first that it was held.',
  session_in_use: () =>
    'Attendance is entered for this session, so it stays a held session of its group. Take the attendance back first.',
}

export function ruleWords(problem: RowProblem): string {
  return WORDS[problem.code]?.(problem) ?? problem.message
}
