import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { z } from 'zod'

/** What Vite says of each chunk: its file, what it imports at once, and the style sheets that come with it. */
const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
)
type Manifest = z.infer<typeof manifestSchema>

const ROOT = fileURLToPath(new URL('../../dist/dashboard/', import.meta.url))
/** Kilobytes of 1,000 bytes, as they travel (gzip): docs/PERFORMANCE.md. */
const MOST = { script: 190, style: 35, route: 60 }

let manifest: Manifest
beforeAll(async () => {
  manifest = manifestSchema.parse(JSON.parse(await readFile(`${ROOT}.vite/manifest.json`, 'utf8')))
})

const keyOf = (ending: string): string => {
  const found = Object.keys(manifest).filter((key) => key.endsWith(ending))
  expect(found).toHaveLength(1)
  return found[0] ?? ''
}

/** Everything that the chunks need before they run. */
function closureOf(keys: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const visit = (key: string): void => {
    if (reached.has(key)) return
    reached.add(key)
    for (const next of manifest[key]?.imports ?? []) visit(next)
  }
  for (const key of keys) visit(key)
  return reached
}

async function kilobytesOf(files: Iterable<string>): Promise<number> {
  const sizes = await Promise.all(
    [...files].map(async (file) => gzipSync(await readFile(ROOT + file)).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0) / 1000
}

describe('the first load of a therapist’s day', () => {
  test('keeps within its bounds, scripts and style sheets', async () => {
    const entry = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true)
    const chunks = [...closureOf([...entry, keyOf('features/today/today-page.tsx')])]
    const scripts = new Set(chunks.map((key) => manifest[key]?.file ?? ''))
    const styles = new Set(chunks.flatMap((key) => manifest[key]?.css ?? []))
    const kilobytes = { script: await kilobytesOf(scripts), style: await kilobytesOf(styles) }
    process.stdout.write(
      `/today: ${kilobytes.script.toFixed(1)} KB of scripts, ${kilobytes.style.toFixed(1)} KB of style sheets (gzip)\n`,
    )
    expect(scripts.size).toBeGreaterThan(1)
    expect(kilobytes.script).toBeLessThanOrEqual(MOST.script)
    expect(kilobytes.style).toBeLessThanOrEqual(MOST.style)
  })

  test('loads no chart library', async () => {
    const entry = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true)
    const chunks = [...closureOf([...entry, keyOf('features/today/today-page.tsx')])]
    const texts = await Promise.all(
      chunks.map((key) => readFile(`${ROOT}${manifest[key]?.file ?? ''}`, 'utf8')),
    )
    // A class name that the library draws with, and the page of the programme does load.
    const isDrawnBy = (text: string): boolean => text.includes('recharts-')
    expect(texts.some(isDrawnBy)).toBe(false)
    const programme = closureOf([keyOf('features/programme/programme-tab-outcomes.tsx')])
    const others = await Promise.all(
      [...programme].map((key) => readFile(`${ROOT}${manifest[key]?.file ?? ''}`, 'utf8')),
    )
    expect(others.some(isDrawnBy)).toBe(true)
  })
})

describe('the programme', () => {
  test.each(['outcomes', 'time', 'attendance', 'equity', 'flow'])(
    'the tab %s keeps within the bounds of a route, the drawing of charts left for later',
    async (tab) => {
      const entry = Object.keys(manifest).filter((key) => manifest[key]?.isEntry === true)
      const frame = closureOf([...entry, keyOf('features/today/today-page.tsx')])
      const page = closureOf([
        keyOf('features/programme/programme-page.tsx'),
        keyOf(`features/programme/programme-tab-${tab}.tsx`),
      ])
      const more = [...page].filter((key) => !frame.has(key))
      const kilobytes = await kilobytesOf(new Set(more.map((key) => manifest[key]?.file ?? '')))
      process.stdout.write(`/programme, ${tab}: ${kilobytes.toFixed(1)} KB of scripts more (gzip)\n`)
      expect(kilobytes).toBeLessThanOrEqual(MOST.route)
    },
  )
})
