import { expect, test } from '@jest/globals'
import { runThrough } from '../../../api/src/core/steps.js'
import { runInSlices } from '../../../api/src/platform/run-in-slices.js'

/** Takes about `steps` milliseconds, and says how many steps were taken. */
function* waiting(steps: number, taken: number[] = []): Generator<number, string, void> {
  for (let step = 1; step <= steps; step += 1) {
    const until = performance.now() + 1
    while (performance.now() < until);
    taken.push(step)
    yield step
  }
  return `after ${steps}`
}

test('in between, the process does what else is due, and is told how far the calculation is', async () => {
  const order: string[] = []
  setImmediate(() => order.push('a request'))
  const result = await runInSlices(waiting(300), async () => {
    order.push('a slice')
  })
  expect(result).toBe(runThrough(waiting(300)))
  expect(order.slice(0, 2)).toEqual(['a request', 'a slice'])
})

test('it ends where it is no longer wanted', async () => {
  const taken: number[] = []
  const stopped = runInSlices(waiting(1_000_000, taken), async () => {
    throw new Error('cancelled')
  })
  await expect(stopped).rejects.toThrow('cancelled')
  expect(taken.length).toBeLessThan(1_000)
})
