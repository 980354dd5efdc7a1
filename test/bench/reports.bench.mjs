/** Rendering alone, from frozen numbers, in a process of its own, as the worker starts it. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

export const title = 'a board report (6 s, 400 MB) and 100 sheets for members (60 s)'

const RENDER = 'dist/reports/render.js'
const MEMBERS = 100
/** Tells the largest memory of the process when it ends. */
const TELL_MEMORY =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(String(process.resourceUsage().maxRSS)))'

export async function bench(print) {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-reports-'))
  try {
    const { boardReport, memberReports } = await frozenReports()
    const frozen = (name, content) => {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(content))
      return join(folder, `${name}.json`)
    }
    const start = run(['--help'])
    print(`start of the process: ${start.seconds.toFixed(2)} s, ${start.megabytes} MB`)
    const board = frozen('board', boardReport())
    for (const format of ['pdf', 'html', 'xlsx', 'csv']) {
      const out = join(folder, `board.${format}`)
      const { seconds, megabytes } = run([board, '--format', format, '--out', out])
      const pages = format === 'pdf' ? `, ${pagesOf(out)} pages` : ''
      print(`board report as ${format}: ${seconds.toFixed(2)} s, ${megabytes} MB${pages}`)
    }
    const sheets = memberReports(MEMBERS).map((content, place) => frozen(`member-${place}`, content))
    const { seconds, megabytes } = run([...sheets, '--format', 'pdf', '--out-folder', folder])
    print(`${MEMBERS} sheets as pdf: ${seconds.toFixed(1)} s, ${megabytes} MB`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(asked) {
  const from = performance.now()
  const { status, stderr } = spawnSync('node', ['--import', TELL_MEMORY, RENDER, ...asked], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(`The renderer failed: ${stderr}`)
  return { seconds: (performance.now() - from) / 1000, megabytes: Math.round(Number(stderr) / 1024) }
}

function pagesOf(pdf) {
  return readFileSync(pdf, 'latin1').match(/\/Type \/Page\n/g)?.length ?? 0
}

/** The builders of the tests are TypeScript: they are made into one file here. */
async function frozenReports() {
  const outDir = join(process.cwd(), 'dist/bench')
  await build({
    logLevel: 'error',
    configFile: false,
    build: { ssr: 'test/bench/frozen-reports.ts', outDir, emptyOutDir: true },
  })
  return await import(join(outDir, 'frozen-reports.js'))
}
