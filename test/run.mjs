#!/usr/bin/env node
/**
 * `npm test`: the checks, then every kind of test. `npm test -- unit golden` runs only these kinds;
 * `npm test -- check` only the checks.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideBrowser } from './find-browser.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const shared = join(root, '..', 'shared')
const KINDS = [
  'architecture',
  'unit',
  'golden',
  'property',
  'golden-shared',
  'integration',
  'acceptance',
  'browser',
]
const asked = process.argv.slice(2)
const unknown = asked.filter((kind) => kind !== 'check' && !KINDS.includes(kind))
if (unknown.length) stop(`Unknown kind of test: ${unknown.join(', ')}. Known: check, ${KINDS.join(', ')}.`)

const kinds = asked.length ? KINDS.filter((kind) => asked.includes(kind)) : KINDS.filter(hasTests)
if (!asked.length || asked.includes('check')) run('The checks', 'npm', ['run', '--silent', 'check'])
if (!kinds.length) process.exit(0)

if (kinds.includes('golden-shared') && !existsSync(shared)) {
  kinds.splice(kinds.indexOf('golden-shared'), 1)
  console.log(
    `golden-shared: ${countCases('golden-shared')} cases were not run, because ../shared is not there.`,
  )
  if (!kinds.length) process.exit(0)
}
if (kinds.some((kind) => ['golden-shared', 'integration', 'acceptance', 'browser'].includes(kind))) {
  run('The build', 'npm', ['run', '--silent', 'build'])
}
const env = { ...process.env }
if (kinds.some((kind) => ['acceptance', 'browser'].includes(kind))) {
  const browser = provideBrowser()
  if (!browser) {
    stop(
      'No browser: install Chromium or Chrome (Debian: apt-get install chromium), or name one in TIDEMARK_BROWSER.',
    )
  }
  env.TIDEMARK_BROWSER = browser
}
const folders = kinds
  .map((kind) => `<rootDir>/test/${kind}/`)
  .map((folder) => folder.replace('<rootDir>', root))
run('The tests', 'npm', ['run', '--silent', 'jest', '--', '--maxWorkers=2', ...folders], env)

function hasTests(kind) {
  return testFiles(kind).length > 0
}

function testFiles(kind) {
  const folder = join(root, 'test', kind)
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => join(folder, file))
}

/** Declared cases; a table of cases counts once. */
function countCases(kind) {
  return testFiles(kind).reduce(
    (sum, file) => sum + (readFileSync(file, 'utf8').match(/^\s*test(\.each\b.*)?\(/gm)?.length ?? 0),
    0,
  )
}

function run(what, command, args, environment = process.env) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment })
  if (status !== 0) stop(`${what} failed.`)
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
