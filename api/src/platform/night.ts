/** When the nightly work begins, hour of the day in UTC: night in Europe and Africa, late evening in the Americas. */
const HOUR = 2

/** Milliseconds from `now` to the next beginning of the nightly work; never 0. */
export function millisecondsUntilNight(now: Date): number {
  const next = new Date(now)
  next.setUTCHours(HOUR, 0, 0, 0)
  if (next <= now) next.setUTCDate(next.getUTCDate() + 1)
  return next.getTime() - now.getTime()
}
