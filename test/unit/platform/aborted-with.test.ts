import { EventEmitter } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { expect, test } from '@jest/globals'
import { abortedWith } from '../../../api/src/platform/aborted-with.js'

/** What the signal says once the connection is over. */
async function endOf(
  answer: (response: ServerResponse<IncomingMessage>) => void,
  ask: (address: string) => Promise<unknown>,
): Promise<boolean> {
  const over = new EventEmitter()
  const server = createServer((_, response) => {
    const signal = abortedWith({ raw: response })
    response.once('close', () => over.emit('over', signal.aborted))
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : null
  try {
    const ended = new Promise<boolean>((resolve) => over.once('over', resolve))
    await ask(`http://127.0.0.1:${port}/`)
    return await ended
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('who goes away before the answer ends the work', async () => {
  const left = new AbortController()
  const isEnded = await endOf(
    () => left.abort(),
    (address) => fetch(address, { signal: left.signal }).catch(() => null),
  )
  expect(isEnded).toBe(true)
})

test('who has the answer ends nothing', async () => {
  const isEnded = await endOf(
    (response) => void response.end('there'),
    async (address) => (await fetch(address)).text(),
  )
  expect(isEnded).toBe(false)
})
