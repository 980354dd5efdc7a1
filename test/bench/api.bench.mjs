import { createServer } from 'node:http'
import { join } from 'node:path'
import autocannon from 'autocannon'
import pg from 'pg'
import { signedIn, withAdministrator } from './signed-in.mjs'
import { median, withFolder, withServer } from './tidemark-process.mjs'

export const title =
  "one member's trajectory, requests/s at 16 connections: with row-level security and audit, without, and plain node + pg"

const SECONDS = 5
const ROUNDS = 3

export async function bench(print) {
  await withFolder(async (folder) => {
    const data = join(folder, 'data')
    await withServer(data, {}, async ({ address }) => {
      const [member, therapist] = await withAdministrator(data, async (client) => {
        const { rows } = await client.query(
          `select member_code, therapist_id from member join episode using (member_id)
             join group_therapist using (group_id)
             where coalesce(exited_on, planned_end_on) > current_date order by member_id limit 1`,
        )
        return [rows[0].member_code, rows[0].therapist_id]
      })
      const path = `/api/v1/members/${encodeURIComponent(member)}/trajectory?measure=phq9`
      await withAdministrator(data, (client) =>
        client.query('delete from user_therapist where therapist_id = $1', [therapist]),
      )
      const headers = await signedIn(data, 'therapist', therapist)
      const peer = await plainPeer(data, member)
      try {
        await withServer(
          data,
          { TIDEMARK_DATA: data },
          async ({ address: open }) => {
            const rounds = []
            // Alternating, so that whatever else the machine does falls on each of them.
            for (let round = 0; round < ROUNDS; round += 1) {
              rounds.push({
                plain: await load(`http://127.0.0.1:${peer.port}/`),
                unprotected: await load(open + path, headers),
                protected: await load(address + path, headers),
              })
            }
            const rate = (kind) => median(rounds.map((round) => round[kind].requests.average))
            const late = (kind) => median(rounds.map((round) => round[kind].latency.p99))
            for (const kind of ['plain', 'unprotected', 'protected']) {
              print(`${kind}: ${Math.round(rate(kind))} requests/s, p99 ${late(kind)} ms`)
            }
            const kept = median(
              rounds.map((round) => round.protected.requests.average / round.unprotected.requests.average),
            )
            print(`${path}: with row-level security and audit ${kept.toFixed(2)} of without (goal 0.5)`)
            print(
              `to plain node + pg, the member's scores only: ${(rate('protected') / rate('plain')).toFixed(3)}`,
            )
          },
          'test/bench/unprotected-server.mjs',
        )
      } finally {
        await peer.close()
      }
    })
  })
}

async function load(url, headers = {}) {
  const result = await autocannon({ url, connections: 16, duration: SECONDS, headers })
  if (result.non2xx || result.errors)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`)
  return result
}

/** Holds its own join of the embedded server until it is closed. */
async function plainPeer(data, member) {
  let close = () => {}
  const closed = new Promise((resolve) => {
    close = resolve
  })
  return new Promise((resolve, reject) => {
    const ended = withAdministrator(data, async (_client, _urls, connectionString) => {
      const pool = new pg.Pool({ connectionString, max: 10 })
      const text = `select responded_on::text, total from response join member using (member_id)
        where member_code = $1 and measure_code = 'phq9' order by responded_on, response_id`
      const peer = createServer((_request, answer) => {
        pool.query({ name: 'scores', text, values: [member] }).then(
          ({ rows }) =>
            answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rows)),
          () => answer.writeHead(500).end(),
        )
      })
      await new Promise((listening) => peer.listen(0, '127.0.0.1', listening))
      resolve({
        port: peer.address().port,
        close: async () => {
          close()
          await ended
        },
      })
      await closed
      await new Promise((done) => peer.close(done))
      await pool.end()
    })
    ended.catch(reject)
  })
}
