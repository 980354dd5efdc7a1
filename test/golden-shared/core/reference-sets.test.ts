// Every simulated reference clinic through the import's own rules, written as an appendix and judged by the comparison script that lies
// beside the reference. medium has about 1500 members, its rows in random order.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { analyseFolder } from '../../../api/src/features/outcomes/analyse.command.js'

const reference = fileURLToPath(new URL('../../../../shared/reference', import.meta.url))

test.each([
  { set: 'tiny', verdict: '2916 of 2916 agree' },
  { set: 'small', verdict: '27991 of 27991 agree' },
  { set: 'medium', verdict: '390332 of 390332 agree' },
])('every value of the clinic "$set" agrees with R', async ({ set, verdict }) => {
  const folder = mkdtempSync(join(tmpdir(), `tidemark-appendix-${set}-`))
  try {
    const written = await analyseFolder({
      folder: join(reference, 'data', set),
      out: folder,
      asOf: null,
      ignoreUnknown: false,
      now: new Date(),
    })
    const files = written.kind === 'written' ? written.files : []
    const report = execFileSync(
      process.execPath,
      [join(reference, 'compare.mjs'), join(reference, 'expected', set), folder, ...files],
      { encoding: 'utf8' },
    )
    expect(report.trim().split('\n').at(-1)).toBe(verdict)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
