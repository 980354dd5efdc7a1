/** Named errors of the domain: each message says what was asked, what was found and what to do. Ids only, no values. */

export class DomainError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
    this.name = new.target.name
  }
}

export class UnknownMeasure extends DomainError {
  constructor(found: string, known: readonly string[]) {
    super(
      'unknown_measure',
      `There is no measure "${found}". Use one of ${known.join(', ')}, or add its definition file.`,
    )
  }
}

export class WrongItemCount extends DomainError {
  constructor(measureName: string, needed: number, found: number) {
    super(
      'wrong_item_count',
      `${measureName} needs ${needed} answers; got ${found}. Give one entry an item, null where it was not answered.`,
    )
  }
}

export class AnswerOutOfRange extends DomainError {
  constructor(measureName: string, itemNumber: number, low: number, high: number) {
    super(
      'answer_out_of_range',
      `Item ${itemNumber} of ${measureName} must be a whole number from ${low} to ${high}, or null when not answered.`,
    )
  }
}

export class TotalOutOfRange extends DomainError {
  constructor(measureName: string, low: number, high: number) {
    super('total_out_of_range', `The total of ${measureName} must be a whole number from ${low} to ${high}.`)
  }
}

export class NotADay extends DomainError {
  constructor(what: string) {
    super('not_a_day', `${what} must be a calendar day written YYYY-MM-DD; the one given is not.`)
  }
}

export class MalformedAnswers extends DomainError {
  constructor() {
    super(
      'malformed_answers',
      'Stored answers hold one character an item: a digit, or "." when it was not answered.',
    )
  }
}

export class NotARecordValue extends DomainError {
  constructor(what: string, rule: string) {
    super('not_a_record_value', `${what} must be ${rule}; the one given is not. Correct the record.`)
  }
}

export class UnattachedRecord extends DomainError {
  constructor(kind: string) {
    super('unattached_record', `A row names a ${kind} that is not among the rows. Load the ${kind} with it.`)
  }
}
