/** Do those who work on screen feel it when reports are made? On the demo clinic, server and worker as delivered. */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import { signedIn } from './signed-in.mjs'
import { median, withFolder, withServer } from './tidemark-process.mjs'

export const title = "p99 of the API while reports are made, to its idle p99 (2), at a director's pace"

const READ = '/api/v1/programme/outcomes'
const SECONDS = 12
const ROUNDS = 3
/** Requests a second: many people reading, far from what the server can bear. */
const PACE = 10
const REPORTS = ['month', 'quarter'].flatMap((by) =>
  ['a4', 'letter'].map((paper) => ({ definition: 'programme_outcomes', by, paper })),
)

export async function bench(print) {
  await withFolder(async (folder) => {
    const data = join(folder, 'data')
    await withServer(data, {}, async ({ address }) => {
      const headers = await signedIn(data, 'director')
      await load(address, headers)
      const rounds = []
      // Alternating, so that whatever else the machine does falls on both.
      for (let round = 0; round < ROUNDS; round += 1) {
        const idle = await load(address, headers)
        const making = reportsUntilStopped(address, headers)
        const busy = await load(address, headers)
        rounds.push({ idle, busy, made: await making.stop() })
      }
      const late = (kind) => median(rounds.map((round) => round[kind].latency.p99))
      const made = rounds.reduce((sum, round) => sum + round.made, 0)
      print(
        `${READ}, ${PACE} a second: p99 ${late('idle')} ms idle, ${late('busy')} ms while reports are made`,
      )
      print(`${made} reports in all four formats in ${ROUNDS} rounds of ${SECONDS} s`)
      const times = median(rounds.map(({ idle, busy }) => busy.latency.p99 / idle.latency.p99))
      print(`while reports are made ${times.toFixed(2)} of idle (goal 2)`)
    })
  })
}

async function load(address, headers) {
  const result = await autocannon({
    url: address + READ,
    connections: 4,
    overallRate: PACE,
    duration: SECONDS,
    headers,
  })
  if (result.non2xx || result.errors)
    throw new Error(`${READ}: ${result.non2xx} refused, ${result.errors} failed`)
  return result
}

/** Asks for one report after the other until it is told to stop, which answers how many were made. */
function reportsUntilStopped(address, headers) {
  let isWanted = true
  const work = (async () => {
    for (let made = 0; ; made += 1) {
      const run = await ask(address, headers, REPORTS[made % REPORTS.length])
      if (run.state === 'failed') throw new Error(`A report failed: ${run.message}`)
      if (!isWanted) return made + 1
    }
  })()
  return {
    stop: () => {
      isWanted = false
      return work
    },
  }
}

async function ask(address, headers, request) {
  const answer = await fetch(`${address}/api/v1/report-runs`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', origin: address },
    body: JSON.stringify(request),
  })
  if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`)
  let run = await answer.json()
  while (run.state === 'waiting' || run.state === 'running') {
    await wait(250)
    const seen = await fetch(`${address}/api/v1/report-runs/${run.report_run_id}`, { headers })
    if (!seen.ok) throw new Error(`${seen.status}: ${await seen.text()}`)
    run = await seen.json()
  }
  return run
}
