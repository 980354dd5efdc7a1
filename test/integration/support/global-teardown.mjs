import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Stops the server of the run, if a test started one, and removes all that it left. */
export default async function globalTeardown() {
  const folder = process.env.TIDEMARK_TEST_SERVER
  const dataDirectory = await readFile(path.join(folder, 'data-directory'), 'utf8').catch(() => null)
  if (dataDirectory !== null) {
    await stop(dataDirectory)
    await rm(path.dirname(path.dirname(dataDirectory)), { recursive: true, force: true })
  }
  await rm(folder, { recursive: true, force: true })
}

async function stop(dataDirectory) {
  const pid = Number((await postmasterFile(dataDirectory)).split('\n')[0])
  if (!pid) return
  process.kill(pid, 'SIGINT') // PostgreSQL's fast shutdown
  for (let waited = 0; waited < 10_000; waited += 50) {
    if ((await postmasterFile(dataDirectory)) === '') return
    await wait(50)
  }
  process.kill(pid, 'SIGQUIT')
}

const postmasterFile = (dataDirectory) =>
  readFile(path.join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => '')
