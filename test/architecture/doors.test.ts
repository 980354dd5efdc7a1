import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

const root = join(import.meta.dirname, '../..')
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

/** One forbidden import for each rule: what stands where, and the rule that must name it. */
const trespasses: [rule: string, file: string, target: string][] = [
  ['statistics-is-pure', 'api/src/statistics/a.ts', '../core/target.js'],
  ['statistics-and-core-touch-no-machine', 'api/src/core/reads-a-file.ts', 'node:fs'],
  ['core-knows-statistics', 'api/src/core/asks-platform.ts', '../platform/target.js'],
  ['contracts-are-words', 'api/src/contracts/a.ts', '../platform/target.js'],
  ['contracts-take-types-of-core', 'api/src/contracts/takes-a-value.ts', '../core/target.js'],
  ['database-knows-core', 'api/src/database/a.ts', '../features/groups/target.js'],
  ['platform-knows-no-feature', 'api/src/platform/a.ts', '../features/groups/target.js'],
  [
    'data-only-through-the-access-wrapper',
    'api/src/features/members/asks-alone.ts',
    '../../database/data-source.js',
  ],
  ['features-ask-services', 'api/src/features/members/a.ts', '../groups/groups.repository.js'],
  [
    'api-starts-seed-only-from-main-and-cli',
    'api/src/features/members/b.ts',
    '../../../../seed/src/target.js',
  ],
  [
    'api-never-imports-screens',
    'api/src/features/members/c.ts',
    '../../../../dashboard/src/charts/target.js',
  ],
  ['dashboard-sees-contracts', 'dashboard/src/features/group/a.ts', '../../../../api/src/core/target.js'],
  ['dashboard-features-stand-apart', 'dashboard/src/features/group/b.ts', '../member/target.js'],
  ['dashboard-charts-only-draw', 'dashboard/src/charts/a.ts', '../features/member/target.js'],
  ['dashboard-components-and-format-look-down', 'dashboard/src/format/a.ts', '../features/member/target.js'],
  ['reports-draw-what-they-are-handed', 'reports/src/a.ts', '../../dashboard/src/features/member/target.js'],
  ['seed-uses-core-and-the-import', 'seed/src/a.ts', '../../api/src/platform/target.js'],
  ['nothing-imports-test', 'api/src/core/imports-a-test.ts', '../../../test/target.js'],
]

let house: string
let found: string

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'tidemark-doors-'))
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'))
  const put = (file: string, text: string) => {
    mkdirSync(dirname(join(house, file)), { recursive: true })
    writeFileSync(join(house, file), text)
  }
  put('tsconfig.json', '{"compilerOptions":{"module":"nodenext","moduleResolution":"nodenext"}}')
  for (const room of ['core', 'platform', 'features/groups'])
    put(`api/src/${room}/target.ts`, 'export const target = 1\n')
  for (const room of ['seed/src', 'dashboard/src/charts', 'dashboard/src/features/member', 'test']) {
    put(`${room}/target.ts`, 'export const target = 1\n')
  }
  put('api/src/database/data-source.ts', 'export const target = 1\n')
  put('api/src/features/groups/groups.repository.ts', 'export const target = 1\n')
  put('api/src/core/one.ts', "import { two } from './two.js'\nexport const one = two\n")
  put('api/src/core/two.ts', "import { one } from './one.js'\nexport const two = one\n")
  for (const [, file, target] of trespasses)
    put(file, `import * as target from '${target}'\nexport const used = target\n`)
  const config = join(root, '.dependency-cruiser.cjs')
  found = spawnSync('node', [cruiser, 'api', 'dashboard', 'reports', 'seed', 'test', '--config', config], {
    cwd: house,
    encoding: 'utf8',
  }).stdout
})

afterAll(() => rmSync(house, { recursive: true, force: true }))

describe('the doors', () => {
  test.each(trespasses)('%s refuses an import in %s', (rule, file) => {
    expect(found).toMatch(new RegExp(`error ${rule}: ${file.replaceAll('.', '\\.')} `))
  })

  test('a cycle is an error', () => {
    expect(found).toMatch(/error no-cycle: api\/src\/core\/(one|two)\.ts/)
  })

  test('nobody in this house goes through a wrong door', () => {
    const rooms = ['api', 'dashboard', 'reports', 'seed', 'test']
    const { stdout } = spawnSync('node', [cruiser, ...rooms, '--config', '.dependency-cruiser.cjs'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(stdout).toContain('no dependency violations found')
  })
})
