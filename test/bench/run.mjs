#!/usr/bin/env node
/** `npm run bench [-- NAME ..]`: figures as ratios to a limit measured in the same run. Never a timed test. */
import { readdirSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(fileURLToPath(import.meta.url))
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.mjs'))
  .map((file) => file.replace('.bench.mjs', ''))
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !known.includes(name))
if (unknown.length) {
  console.error(`Unknown benchmark: ${unknown.join(', ')}. Known: ${known.join(', ')}.`)
  process.exit(1)
}

console.log(`node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`)
for (const name of asked.length ? asked : known) {
  const { title, bench } = await import(join(folder, `${name}.bench.mjs`))
  console.log(`\n${name}: ${title}`)
  await bench((line) => console.log(`  ${line}`))
}
