import { performance } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import type { Steps } from '../core/steps.js'

/** Long enough to get on, short enough that nobody notices the wait. */
const SLICE_MILLISECONDS = 40

/**
 * Runs a long calculation a slice at a time: in between the process does whatever else is due.
 *
 * @param between  told after each slice how far it is; what it throws ends the calculation
 */
export async function runInSlices<Reached, Result>(
  steps: Steps<Reached, Result>,
  between: (reached: Reached) => Promise<void>,
): Promise<Result> {
  let until = performance.now() + SLICE_MILLISECONDS
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() < until) continue
    await setImmediate()
    await between(step.value)
    until = performance.now() + SLICE_MILLISECONDS
  }
}
