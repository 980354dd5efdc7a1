import { Clock } from '../../../platform/clock.js'

/** Stands still: all parts of a report are of one moment. */
export class FrozenClock extends Clock {
  readonly #instant: Date

  constructor(instant: Date) {
    super()
    this.#instant = instant
  }

  now(): Date {
    return this.#instant
  }
}
