/** Only this application's own pages may change something in the name of whoever is signed in. */

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLoopback } from './loopback.js'
import { ProblemError } from './problem.js'

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])
const BODIES = /^(application\/json|multipart\/form-data)(;|$)/i

/**
 * Refuses every mutation that a browser did not send from a page of this origin. A request with a token is a
 * program's: no browser adds a token by itself.
 */
export function refuseOtherOrigins(server: FastifyInstance, publicUrl: string | null): void {
  server.addHook('onRequest', async (request) => {
    if (READS.has(request.method) || !request.url.startsWith('/api/')) return
    const { 'content-type': type } = request.headers
    if (type !== undefined && !BODIES.test(type)) {
      throw new ProblemError(415, 'wrong_content_type', 'Wrong content type', 'Send application/json here.')
    }
    if (request.headers.authorization !== undefined || isOwnOrigin(request, publicUrl)) return
    throw new ProblemError(
      403,
      'cross_site',
      'Refused',
      'This may be asked from the pages of Tidemark alone. A program needs a token.',
    )
  })
}

function isOwnOrigin(request: FastifyRequest, publicUrl: string | null): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  return (
    (site === undefined || site === 'same-origin') && ownOrigins(request, publicUrl).includes(origin ?? '')
  )
}

/**
 * The origins whose pages are this application's: the public one, or, on the own machine, the one that was asked, and
 * any of the machine's where the browser itself says that page and address are of one origin (behind a development
 * server, the address that arrives here is not the browser's).
 */
function ownOrigins({ headers, protocol }: FastifyRequest, publicUrl: string | null): string[] {
  if (publicUrl !== null) return [publicUrl]
  const asked = `${protocol}://${headers.host ?? ''}`
  const origins = [asked, ...(headers['sec-fetch-site'] === 'same-origin' ? [headers.origin ?? ''] : [])]
  return origins.filter((origin) => URL.canParse(origin) && isLoopback(new URL(origin).hostname))
}
