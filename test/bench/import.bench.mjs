import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { startEmbeddedPostgres } from '../../dist/api/src/database/embedded/start-embedded-postgres.js'
import { tidemark, withFolder } from './tidemark-process.mjs'

export const title = 'rows/s of a first import, as a ratio to COPY of the same responses.csv by a bare client'

const log = { info() {}, warn() {}, error() {} }

export async function bench(print) {
  await withFolder(async (folder) => {
    const files = join(folder, 'files')
    const data = join(folder, 'data')
    tidemark(['seed', 'clinic', '--members', '5000', '--seed', '1', '--as-of', '2026-01-31', '--out', files])
    const server = await startEmbeddedPostgres({ dataFolder: data, log })
    try {
      const copied = await copyRate(server.adminUrl, join(files, 'responses.csv'))
      print(`COPY into an unindexed table: ${rate(copied)}`)
      for (const which of ['first import', 'the same files again']) {
        const began = performance.now()
        const report = tidemark(['import', files, '--json'], { TIDEMARK_DATA: data })
        const perSecond = (report.rows / (performance.now() - began)) * 1000
        print(
          `${which} (all files, start of the command included): ${report.rows} rows, ${rate(perSecond)}, ratio ${(perSecond / copied).toFixed(3)}`,
        )
      }
    } finally {
      await server.stop()
    }
  })
}

async function copyRate(url, file) {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  try {
    const { readFileSync } = await import('node:fs')
    const header = readFileSync(file, 'utf8').split(/\r?\n/, 1)[0]
    await db.query(
      `create table bare (${header
        .split(',')
        .map((column) => `"${column}" text`)
        .join(', ')})`,
    )
    const began = performance.now()
    await pipeline(createReadStream(file), db.query(copyFrom('copy bare from stdin (format csv, header)')))
    const seconds = (performance.now() - began) / 1000
    const { rows } = await db.query('select count(*)::int as n from bare')
    return rows[0].n / seconds
  } finally {
    await db.end()
  }
}

function rate(rowsPerSecond) {
  return `${Math.round(rowsPerSecond).toLocaleString('en')} rows/s`
}
