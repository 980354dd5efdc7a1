/** What a row that the server did not take means for it. Pure. */

import type { SessionMemberEntry } from '../../../../../api/src/contracts/entry.js'
import type { ProblemError } from '../../../api-client/problem-error.js'
import { ATTENDANCE, difficultyKey, itemKey } from './columns.js'
import type { Refusal } from './sheet-state.js'

export type SendOutcome =
  /** Nobody of ours answered, or asks for patience: the same row again, later. */
  | { readonly kind: 'unreachable'; readonly words: string }
  /** Something else is stored by now: read it, show both. */
  | { readonly kind: 'changed_meanwhile' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

const WORTH_WAITING: readonly number[] = [0, 401, 408, 429, 502, 503, 504]
const CHANGED: readonly string[] = ['changed_meanwhile', 'collides', 'already_stored']

export function outcomeOf(problem: ProblemError, entry: SessionMemberEntry): SendOutcome {
  const isAnotherServers = problem.code === 'unreadable_answer'
  if (isAnotherServers || WORTH_WAITING.includes(problem.status)) {
    return { kind: 'unreachable', words: problem.message }
  }
  if (problem.status === 409 && CHANGED.includes(problem.code)) return { kind: 'changed_meanwhile' }
  return { kind: 'refused', refusal: refusalOf(problem, entry) }
}

export function refusalOf(problem: ProblemError, entry: SessionMemberEntry): Refusal {
  const atCells: Record<string, string> = {}
  const more: string[] = []
  for (const { path, message, code } of problem.fieldErrors) {
    const key = code === SAFETY ? null : keyOfPath(path, entry)
    if (key === null) more.push(message)
    else atCells[key] = [atCells[key], message].filter((each) => each !== undefined).join(' ')
  }
  const requestId = problem.status >= 500 ? problem.requestId : null
  return { words: problem.message, atCells, more, requestId }
}

/** A person is needed, only because a field beside it was wrong it is not stored: it belongs to no cell. */
const SAFETY = 'safety_relevant_not_stored'

function keyOfPath(path: string, entry: SessionMemberEntry): string | null {
  const [part, index, field, item] = path.split('.')
  if (part === 'attendance') return ATTENDANCE
  const measure = part === 'forms' ? entry.forms[Number(index)]?.measure : undefined
  if (measure === undefined) return null
  if (field === 'functional_difficulty') return difficultyKey(measure)
  return field === 'answers' && item !== undefined ? itemKey(measure, Number(item)) : null
}
