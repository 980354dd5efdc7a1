/** A whole Tidemark of its own for a benchmark: server process, command line, folder; gone afterwards. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const START_WITHIN_SECONDS = 120

/** Runs `use` with an empty folder that may be read by every account, and removes it. */
export async function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-bench-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs one command of `tidemark` and gives its last line, parsed; throws with its words when it fails. */
export function tidemark(args, env = {}) {
  const run = spawnSync('node', [join(root, 'dist/api/src/cli.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  })
  if (run.status !== 0) throw new Error(`tidemark ${args.join(' ')}: ${run.stderr || run.stdout}`)
  const last = run.stdout.trim().split('\n').at(-1)
  return last?.startsWith('{') ? JSON.parse(last) : null
}

/**
 * Starts the server and waits until it is ready; `use` gets its address and the seconds it took.
 *
 * @param program  what to start in place of the server itself
 */
export async function withServer(dataFolder, env, use, program = 'dist/api/src/main.js') {
  const port = await freePort()
  const began = performance.now()
  const child = spawn('node', [join(root, program)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      TIDEMARK_DATA: dataFolder,
      LOG_LEVEL: 'error',
      REQUESTS_PER_MINUTE: '100000000',
      ...env,
    },
  })
  const address = `http://127.0.0.1:${port}`
  try {
    await ready(address, child)
    return await use({ address, seconds: (performance.now() - began) / 1000 })
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve()))
  }
}

async function ready(address, child) {
  for (let waited = 0; waited < START_WITHIN_SECONDS * 20; waited += 1) {
    if (child.exitCode !== null) throw new Error('The server ended before it was ready.')
    const answer = await fetch(`${address}/health/ready`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The server was not ready within ${START_WITHIN_SECONDS} seconds.`)
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** Median of the values; the figure to quote on a shared machine. */
export function median(values) {
  const ordered = [...values].sort((a, b) => a - b)
  return ordered[Math.floor(ordered.length / 2)]
}
