import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { signedIn } from './signed-in.mjs'
import { median, tidemark, withFolder, withServer } from './tidemark-process.mjs'

export const title = 'pages at 10,000 episodes (no page may need more than one second)'

const EPISODES = 10_000
const PATHS = [
  '/api/v1/programme/outcomes',
  '/api/v1/programme/outcomes?modality=support&arm=combined',
  '/api/v1/programme/trajectory?measure=phq9',
  '/api/v1/programme/completeness',
  '/api/v1/groups',
  '/api/v1/episodes?class=reliable_recovery&family=national',
  '/api/v1/members',
]

export async function bench(print) {
  await withFolder(async (folder) => {
    const files = join(folder, 'files')
    const data = join(folder, 'data')
    tidemark([
      'seed',
      'clinic',
      '--members',
      String(EPISODES),
      '--seed',
      '1',
      '--as-of',
      '2026-01-31',
      '--out',
      files,
    ])
    const { touched_episodes } = tidemark(['import', files, '--json'], { TIDEMARK_DATA: data })
    print(`${touched_episodes} episodes`)
    const headers = await signedIn(data, 'director')
    await withServer(data, { TIDEMARK_DEMO: 'off' }, async ({ address }) => {
      const groups = await (await fetch(`${address}/api/v1/groups`, { headers })).json()
      const group = groups.groups[0].group_id
      for (const path of [...PATHS, `/api/v1/groups/${group}/trajectory`, `/api/v1/groups/${group}/board`]) {
        const milliseconds = []
        for (let i = 0; i < 11; i += 1) {
          const began = performance.now()
          const answer = await fetch(address + path, { headers })
          await answer.arrayBuffer()
          if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
          milliseconds.push(performance.now() - began)
        }
        const first = milliseconds[0]
        print(`${path}: median ${median(milliseconds).toFixed(0)} ms, first ${first.toFixed(0)} ms`)
      }
    })
  })
}
