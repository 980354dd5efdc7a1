import { DomainError } from '../errors.js'

export type DisclosureRefusal =
  | 'unknown_column'
  | 'column_twice'
  | 'not_a_threshold'
  | 'too_few_rows'
  | 'hierarchy_hole'
  | 'hierarchy_double_parent'
  | 'hierarchy_ragged'
  | 'hierarchy_not_nested'
  | 'lattice_too_large'

/** Why disclosure control does not begin: each message says where, what was expected and what to do. Column names and values of hierarchies only. */
export class DisclosureRefused extends DomainError {
  constructor(code: DisclosureRefusal, message: string) {
    super(code, message)
  }
}
