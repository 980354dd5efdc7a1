import type { Filters } from '../../contracts/filters.js'

/** What a read of outcomes is asked: which episodes, and at which instant (each site has its own day of it). */
export interface ReadRequest {
  readonly filters: Filters
  readonly now: Date
}
