/** How the appendix says that a question cannot be answered from the data: a code and a sentence. */

import type { Refusal } from '../../statistics/refusal.js'
import type { TooFewGroups } from '../trajectories/group-level.js'
import type { Json } from './change-appendix.js'

/** Of statistics, or of the domain. */
export type Refused = Refusal | TooFewGroups

export function refusalBlock({ reason, message }: Refused): { readonly [key: string]: Json } {
  return { refused: { code: reason, message } }
}

/** The answer as `write` puts it, or the refusal in its place. */
export function answerBlock<Answer extends object>(
  answer: Answer | Refused,
  write: (answer: Answer) => Json,
): Json {
  return isRefused(answer) ? refusalBlock(answer) : write(answer)
}

function isRefused(answer: object): answer is Refused {
  return 'kind' in answer && answer.kind === 'refused'
}
