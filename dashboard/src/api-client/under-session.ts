import type { ProblemError } from './problem-error.js'
import { sessionWasRefused, tellDue } from './session.js'
import { askToConfirm } from './step-up.js'

type Outcome = { readonly kind: 'failed'; readonly problem: ProblemError } | { readonly kind: string }

/** A 401 that is the answer to what was just typed, not the end of a session. */
const REFUSED_SIGN_INS: readonly string[] = ['sign_in_failed', 'second_factor_failed', 'challenge_expired']

/**
 * Sends a request under the rules that hold for all of them: nobody signed in any more ends the session here;
 * a password wanted anew is asked for, and the request sent once more.
 */
export async function underSession<Answer extends Outcome>(attempt: () => Promise<Answer>): Promise<Answer> {
  const outcome = await attempt()
  const problem = problemIn(outcome)
  if (problem === null) return outcome
  if (problem.code === 'step_up_needed') return (await askToConfirm()) ? attempt() : outcome
  if (problem.status === 401 && !REFUSED_SIGN_INS.includes(problem.code)) sessionWasRefused()
  if (problem.code === 'password_change_due' || problem.code === 'second_factor_due') tellDue()
  return outcome
}

function problemIn(outcome: Outcome): ProblemError | null {
  return 'problem' in outcome ? outcome.problem : null
}
