/** The present instant, asked for in one place; each site's time zone makes a day of it. */
export abstract class Clock {
  abstract now(): Date
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date()
  }
}
