import { chmod, mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** Gives the run a folder for its throw-away server; the first test that wants a database starts it there. */
export default async function globalSetup() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'tidemark-test-'))
  await chmod(folder, 0o755) // the server may run under another account
  process.env.TIDEMARK_TEST_SERVER = folder
}
