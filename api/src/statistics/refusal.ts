/** A question that was understood and cannot be answered from these data: a result, not a failure of the program. */

export type RefusalReason =
  | 'too_few_members'
  | 'too_few_scores'
  | 'one_group'
  | 'constant_outcome'
  | 'constant_predictor'
  | 'rank_deficient'
  | 'separation'
  | 'no_events'
  | 'not_converged'

export interface Refusal {
  readonly kind: 'refused'
  readonly reason: RefusalReason
  /** One sentence for the person who asked: what was found and how many. */
  readonly message: string
}

export function refuse(reason: RefusalReason, message: string): Refusal {
  return { kind: 'refused', reason, message }
}
