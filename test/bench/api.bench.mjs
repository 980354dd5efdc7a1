import { createServer } from 'node:http'
import { join } from 'node:path'
import autocannon from 'autocannon'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../dist/api/src/database/embedded/start-embedded-postgres.js'
import { withFolder, withServer } from './tidemark-process.mjs'

export const title =
  "one member's trajectory, requests/s at 16 connections, as a ratio to plain node http + pg"

const log = { info() {}, warn() {}, error() {} }
const SECONDS = 5

export async function bench(print) {
  await withFolder(async (folder) => {
    const data = join(folder, 'data')
    await withServer(data, {}, async ({ address }) => {
      const list = await (await fetch(`${address}/api/v1/episodes?page_size=1`)).json()
      const member = list.episodes[0].member_id
      const server = await startEmbeddedPostgres({ dataFolder: data, log })
      const peer = await plainPeer(server.adminUrl, member)
      try {
        const path = `/api/v1/members/${encodeURIComponent(member)}/trajectory?measure=phq9`
        const limit = await load(`http://127.0.0.1:${peer.port}/`)
        const ours = await load(address + path)
        print(`plain node + pg, the member's scores only: ${said(limit)}`)
        print(`${path}: ${said(ours)}, ratio ${(ours.requests.average / limit.requests.average).toFixed(2)}`)
      } finally {
        await peer.close()
        await server.stop()
      }
    })
  })
}

async function load(url) {
  const result = await autocannon({ url, connections: 16, duration: SECONDS })
  if (result.non2xx || result.errors)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`)
  return result
}

async function plainPeer(adminUrl, member) {
  const url = new URL(adminUrl)
  url.pathname = '/tidemark'
  const pool = new pg.Pool({ connectionString: url.href, max: 10 })
  const text = `select responded_on::text, total from response join member using (member_id)
    where member_code = $1 and measure_code = 'phq9' order by responded_on, response_id`
  const peer = createServer((_request, answer) => {
    pool.query({ name: 'scores', text, values: [member] }).then(
      ({ rows }) => answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows)),
      () => answer.writeHead(500).end(),
    )
  })
  await new Promise((resolve) => peer.listen(0, '127.0.0.1', resolve))
  return {
    port: peer.address().port,
    close: async () => {
      await new Promise((resolve) => peer.close(resolve))
      await pool.end()
    },
  }
}

function said({ requests, latency }) {
  return `${Math.round(requests.average).toLocaleString('en')} requests/s, p99 ${latency.p99} ms`
}
