import type { ProgrammeQuery } from '../../../../api/src/contracts/programme-query.js'
import type { FilterChoices } from '../../components/filter-bar/filter-words.js'
import type { FilterState } from '../../components/filter-bar/use-filters.js'

/**
 * What every tab of the programme gets: the same filters and the same rules, so that a change of tab changes the
 * question alone. A tab brings its own title, states and note for paper (`PrintNote`).
 */
export interface ProgrammeTabProps {
  /** The filters in the address, and the ways to change them. */
  readonly filterState: FilterState
  /** The filters with the rules: for reads that take rules, and for links to rows (`filterLink('/members', asked, ..)`). */
  readonly asked: ProgrammeQuery
  /** The measure chosen, or the one shown while none is. */
  readonly measureCode: string
  readonly choices: FilterChoices
}
