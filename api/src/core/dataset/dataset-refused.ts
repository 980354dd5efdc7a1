import { DomainError } from '../errors.js'

export type DatasetRefusal =
  | 'not_a_request'
  | 'too_few_persons'
  | 'nothing_feasible'
  | 'differs_by_few'
  | 'quota_reached'
  | 'risk_has_risen'
  | 'identifier_found'
  | 'package_differs'
  | 'no_space'

/** Why a data set is not made or not published: what was asked, what is in the way, what to do. Never a value of a person. */
export class DatasetRefused extends DomainError {
  override readonly code: DatasetRefusal

  constructor(code: DatasetRefusal, message: string) {
    super(code, message)
    this.code = code
  }
}
