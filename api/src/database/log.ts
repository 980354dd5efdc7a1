/** What the database needs of a log; pino's loggers have this shape. Fields hold ids and counts, never records. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
