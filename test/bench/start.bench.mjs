import { join } from 'node:path'
import { median, withFolder, withServer } from './tidemark-process.mjs'

export const title = 'from `node main.js` to /health/ready'

export async function bench(print) {
  await withFolder(async (folder) => {
    const data = join(folder, 'data')
    const first = await withServer(data, {}, async ({ seconds }) => seconds)
    print(`first start (initdb, roles, migrations, demo clinic): ${first.toFixed(2)} s`)
    const later = []
    for (let i = 0; i < 3; i += 1) later.push(await withServer(data, {}, async ({ seconds }) => seconds))
    print(`later starts: ${median(later).toFixed(2)} s (median of 3)`)
  })
}
