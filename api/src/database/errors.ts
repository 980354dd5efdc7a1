/** Named errors of the database. Each has a stable `code`; the platform maps them to answers. */

export class DatabaseError extends Error {
  readonly code: string

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.name = new.target.name
  }
}

/** Every connection stayed in use for as long as a request may wait. */
export class DatabaseBusy extends DatabaseError {
  constructor(waitedMilliseconds: number) {
    super(
      'database_busy',
      `No database connection became free within ${waitedMilliseconds / 1000} seconds. Try again shortly.`,
    )
  }
}

/** The server does not answer, or went away: before the commit nothing was kept, during it the outcome is open. */
export class DatabaseUnavailable extends DatabaseError {
  constructor(cause: unknown) {
    super('database_unavailable', 'The database does not answer. Try again shortly.', cause)
  }
}

/** The context of a unit of work cannot be set as it is. */
export class InvalidAccessContext extends DatabaseError {
  constructor() {
    super(
      'invalid_access_context',
      'The actor and the request of a transaction need ids of 1 to 200 characters without control characters.',
    )
  }
}

/** A second transaction was asked for inside a running one. */
export class NestedTransaction extends DatabaseError {
  constructor() {
    super(
      'nested_transaction',
      'A transaction is already running here. Hand it on as an argument: all queries of a request share one.',
    )
  }
}

/** A query was sent after its transaction had ended: somebody did not wait for it. */
export class TransactionEnded extends DatabaseError {
  constructor() {
    super('transaction_ended', 'A query was sent after its transaction had ended. Wait for every query.')
  }
}

/** A query failed, its error was swallowed, and the work went on: PostgreSQL would turn the commit into a rollback. */
export class TransactionAborted extends DatabaseError {
  constructor() {
    super(
      'transaction_aborted',
      'A query of this transaction failed, so nothing can be committed. Let its error out, or use a savepoint.',
    )
  }
}

/** What was about to happen could not be recorded in the audit, so it does not happen. */
export class AuditUnavailable extends DatabaseError {
  constructor(cause: unknown) {
    super(
      'audit_unavailable',
      'This cannot be recorded in the audit just now, so it was not done. Try again shortly.',
      cause,
    )
  }
}

/** An audit event is not what the audit can hold: a mistake of the code that made it. */
export class InvalidAuditEvent extends DatabaseError {
  constructor(field: string, expected: string) {
    super(
      'invalid_audit_event',
      `The field ${field} of an audit event must be ${expected}; the one given is not.`,
    )
  }
}

/** The address, the roles or the schema at the given address cannot be used as they are. */
export class UnusableDatabase extends DatabaseError {
  constructor(message: string, cause?: unknown) {
    super('unusable_database', message, cause)
  }
}

/** The embedded server cannot be made or started. */
export class EmbeddedPostgresFailed extends DatabaseError {
  constructor(message: string, cause?: unknown) {
    super('embedded_postgres_failed', message, cause)
  }
}
