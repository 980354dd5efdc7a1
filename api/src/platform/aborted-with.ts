import type { FastifyReply } from 'fastify'

/** Aborts when the one who asked goes away before the answer. */
export function abortedWith({ raw }: Pick<FastifyReply, 'raw'>): AbortSignal {
  const controller = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort()
  })
  return controller.signal
}
