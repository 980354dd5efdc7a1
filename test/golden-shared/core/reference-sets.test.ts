// The appendix of every simulated reference clinic, written as files and judged by the comparison script that lies
// beside the reference. medium has about 1500 members, its rows in random order.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { latestDay } from '../../../api/src/core/appendix/clinic-episodes.js'
import { statisticalAppendix } from '../../../api/src/core/appendix/statistical-appendix.js'
import { writeAppendix } from '../../../api/src/features/outcomes/write-appendix.js'
import { readReferenceClinic } from '../../builders/reference-clinic.js'

const reference = fileURLToPath(new URL('../../../../shared/reference', import.meta.url))

test.each([
  { set: 'tiny', verdict: '2441 of 2441 agree' },
  { set: 'small', verdict: '27063 of 27063 agree' },
  { set: 'medium', verdict: '386971 of 386971 agree' },
])('every value of the clinic "$set" agrees with R', async ({ set, verdict }) => {
  const folder = mkdtempSync(join(tmpdir(), `tidemark-appendix-${set}-`))
  try {
    const records = readReferenceClinic(join(reference, 'data', set))
    const files = await writeAppendix(statisticalAppendix(records, latestDay(records) ?? ''), folder)
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
