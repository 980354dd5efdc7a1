/** Named errors for input that no statistic can use. The message says what was asked, what was found, what to do. */

export class StatisticsError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
    this.name = new.target.name
  }
}

/** Fewer values than the statistic needs. */
export class TooFewObservations extends StatisticsError {
  constructor(statistic: string, needed: number, found: number) {
    super(
      'too_few_observations',
      `${statistic} needs at least ${needed} values; got ${found}. Add observations.`,
    )
  }
}

/** A NaN or an infinity where a number was expected. */
export class NotFinite extends StatisticsError {
  constructor(quantity: string, position: number) {
    super(
      'not_finite',
      `${quantity} must be finite numbers; value ${position + 1} is not. Leave missing values out before asking.`,
    )
  }
}

/** Two lists that should run in parallel and do not. */
export class UnequalLengths extends StatisticsError {
  constructor(first: string, firstLength: number, second: string, secondLength: number) {
    super(
      'unequal_lengths',
      `${first} and ${second} must have one value each per observation; got ${firstLength} and ${secondLength}.`,
    )
  }
}

/** A number outside the range in which the question has a meaning. */
export class OutOfRange extends StatisticsError {
  constructor(quantity: string, rule: string, found: number) {
    super('out_of_range', `${quantity} must be ${rule}; got ${found}.`)
  }
}
