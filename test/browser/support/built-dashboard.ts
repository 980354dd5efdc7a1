import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../dist/dashboard/', import.meta.url))
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
/** As strict as the product's own: a page that needs more would fail here first. */
const POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'"

export interface BuiltDashboard {
  readonly address: string
  readonly close: () => Promise<void>
}

/** Serves the built pages alone, on a free port; the API is for the test to mock. */
export async function serveBuiltDashboard(): Promise<BuiltDashboard> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = extname(pathname) === '' ? 'index.html' : pathname
    readFile(join(ROOT, file)).then(
      (content) => {
        const type = TYPES[extname(file)] ?? 'application/octet-stream'
        response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(content)
      },
      () => response.writeHead(404).end(),
    )
  })
  return { address: await listen(server), close: () => new Promise((done) => server.close(() => done())) }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address()
      if (bound === null || typeof bound === 'string') reject(new Error('The test server got no port.'))
      else resolve(`http://127.0.0.1:${bound.port}`)
    })
  })
}
