// Every simulated reference clinic through the import's own rules, written as an appendix and judged by the
// comparison script that lies beside the reference. medium has about 1500 members, its rows in random order.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { analyseFolder } from '../../../api/src/features/outcomes/analyse.command.js'

const reference = fileURLToPath(new URL('../../../../shared/reference', import.meta.url))

// Where the reference itself stops 6e-9 short of lme4's criterion: the exact optimum (root of the profiled derivative
// in 40 digits) gives 2.395431723826207 and 2.399554991900, and the script asks for 1e-9 there.
const SHORT_OF_THE_OPTIMUM = [
  'icc.last_score_by_group.design_effect_equal: expected 2.39543170970446',
  'icc.last_score_by_group.design_effect_unequal: expected 2.39955497773652',
]

test.each([
  { set: 'tiny', verdict: '3797 of 3797 agree', known: [] },
  { set: 'small', verdict: '29505 of 29507 agree', known: SHORT_OF_THE_OPTIMUM },
  { set: 'medium', verdict: '391848 of 391848 agree', known: [] },
])('every value of the clinic "$set" agrees with R', async ({ set, verdict, known }) => {
  const folder = mkdtempSync(join(tmpdir(), `tidemark-appendix-${set}-`))
  try {
    await analyseFolder({
      folder: join(reference, 'data', set),
      out: folder,
      asOf: null,
      ignoreUnknown: false,
      now: new Date(),
    })
    const expected = join(reference, 'expected', set)
    const { stdout } = spawnSync(process.execPath, [join(reference, 'compare.mjs'), expected, folder], {
      encoding: 'utf8',
    })
    const lines = stdout.trim().split('\n')
    const differences = lines.filter((line) => line.startsWith('  '))
    expect(differences.map((line) => line.trim().replace(/, got .*/, ''))).toEqual(known)
    expect(lines.at(-1)).toBe(verdict)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
