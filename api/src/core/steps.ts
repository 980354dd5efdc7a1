/** A long calculation that tells how far it is, so that who runs it can do something else in between, or stop. */

/** Yields what has been reached, and returns the result. */
export type Steps<Reached, Result> = Generator<Reached, Result, void>

/** All steps at once. */
export function runThrough<Result>(steps: Steps<unknown, Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
