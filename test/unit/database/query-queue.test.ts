import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { TransactionEnded } from '../../../api/src/database/errors.js'
import { QueryQueue } from '../../../api/src/database/query-queue.js'

test('tasks run one after another in the order in which they were added', async () => {
  const queue = new QueryQueue()
  const events: string[] = []
  const task = (name: string, milliseconds: number) => async () => {
    events.push(`${name} starts`)
    await wait(milliseconds)
    events.push(`${name} ends`)
  }
  await Promise.all([queue.add(task('slow', 10)), queue.add(task('quick', 0))])
  expect(events).toEqual(['slow starts', 'slow ends', 'quick starts', 'quick ends'])
})

test('a failing task does not keep the next one from running', async () => {
  const queue = new QueryQueue()
  const failing = queue.add(() => Promise.reject(new Error('no such table')))
  const next = queue.add(async () => 'answered')
  await expect(failing).rejects.toThrow('no such table')
  expect(await next).toBe('answered')
})

test('idle waits for a task that a task adds', async () => {
  const queue = new QueryQueue()
  let isDone = false
  queue.add(async () => {
    queue.add(async () => {
      await wait(5)
      isDone = true
    })
  })
  await queue.idle()
  expect(isDone).toBe(true)
})

test('a closed queue takes no task', async () => {
  const queue = new QueryQueue()
  queue.close()
  await expect(queue.add(async () => 1)).rejects.toBeInstanceOf(TransactionEnded)
})
