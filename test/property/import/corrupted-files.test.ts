import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { clinicFiles, type ImportTexts } from '../../builders/import-files.js'
import { judgeFiles } from '../../builders/judged-files.js'

const names = Object.keys(clinicFiles())

/** Something that happens to one file of the clinic on its way. */
type Corruption = (files: ImportTexts) => ImportTexts

const inFile =
  (name: string, change: (text: string) => string): Corruption =>
  (files) => ({
    ...files,
    [name]: change(files[name] ?? ''),
  })

const piece = fc.oneof(
  fc.constantFrom(
    '',
    ',',
    '"',
    '\n',
    '\r',
    ';',
    '0',
    '9',
    '-1',
    '2.5',
    '2026-02-30',
    'M1',
    'M2',
    'G1',
    '\u200b',
    '=1',
    'é',
  ),
  fc.string({ maxLength: 4 }),
)
const fileName = fc.constantFrom(...names)

const textChanged = fc.tuple(fileName, fc.nat(2000), fc.nat(6), piece).map(([name, at, length, inserted]) =>
  inFile(name, (text) => {
    const start = text.length === 0 ? 0 : at % text.length
    return text.slice(0, start) + inserted + text.slice(start + length)
  }),
)

const rowsChanged = fc
  .tuple(fileName, fc.nat(20), fc.nat(20), fc.constantFrom('drop', 'repeat', 'swap'))
  .map(([name, one, other, what]) =>
    inFile(name, (text) => {
      const [header = '', ...rows] = text.trimEnd().split('\n')
      if (rows.length === 0) return text
      const [i, j] = [one % rows.length, other % rows.length]
      const [a = '', b = ''] = [rows[i], rows[j]]
      if (what === 'drop') rows.splice(i, 1)
      if (what === 'repeat') rows.splice(j, 0, a)
      if (what === 'swap') [rows[i], rows[j]] = [b, a]
      return `${[header, ...rows].join('\n')}\n`
    }),
  )

const cellChanged = fc.tuple(fileName, fc.nat(20), fc.nat(20), piece).map(([name, row, column, value]) =>
  inFile(name, (text) => {
    const [header = '', ...rows] = text.trimEnd().split('\n')
    if (rows.length === 0) return text
    const cells = (rows[row % rows.length] ?? '').split(',')
    cells[column % cells.length] = JSON.stringify(value).replaceAll('\\"', '""')
    rows[row % rows.length] = cells.join(',')
    return `${[header, ...rows].join('\n')}\n`
  }),
)

const corruptions = fc.array(fc.oneof(textChanged, rowsChanged, cellChanged), { minLength: 1, maxLength: 6 })

test('whatever happens to the files, every row is counted once and every rejected row has a reason', async () => {
  await fc.assert(
    fc.asyncProperty(corruptions, async (applied) => {
      const files = applied.reduce((before, corrupt) => corrupt(before), clinicFiles())
      const { report, rejects } = await judgeFiles(files)
      for (const counts of [report, ...report.files]) {
        expect(counts.accepted + counts.corrected + counts.rejected + counts.duplicate).toBe(counts.rows)
      }
      const rejectedRows = new Set(rejects.map(({ file, row }) => `${file} ${row}`))
      expect(rejectedRows.size).toBe(report.rejected)
      expect(report.rejects_total).toBe(rejects.length)
      if (report.errors.length > 0) expect(report).toMatchObject({ rows: 0, files: [], accepted: 0 })
      expect(
        rejects.every(({ row, expected, message }) => row >= 2 && expected !== '' && message !== ''),
      ).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('arbitrary bytes in place of a file are refused or judged, never an error of the program', async () => {
  await fc.assert(
    fc.asyncProperty(fileName, fc.uint8Array({ maxLength: 400 }), async (name, bytes) => {
      const { report } = await judgeFiles({ ...clinicFiles(), [name]: bytes })
      expect(report.errors.length + report.rows).toBeGreaterThan(0)
    }),
    { numRuns: 200 },
  )
})

test('the order of the rows changes nothing of what is accepted', async () => {
  const shuffledFiles = fc
    .tuple(
      ...names.map((name) =>
        fc.shuffledSubarray((clinicFiles()[name] ?? '').trimEnd().split('\n').slice(1), { minLength: 1 }),
      ),
    )
    .map((rows) => rows.map((part, i) => [names[i] ?? '', part] as const))
  await fc.assert(
    fc.asyncProperty(shuffledFiles, async (parts) => {
      const build = (order: (rows: readonly string[]) => readonly string[]): ImportTexts =>
        Object.fromEntries(
          parts.map(([name, rows]) => {
            const [header = ''] = (clinicFiles()[name] ?? '').split('\n')
            return [name, `${[header, ...order(rows)].join('\n')}\n`]
          }),
        )
      const given = await judgeFiles(build((rows) => rows))
      const sorted = await judgeFiles(build((rows) => [...rows].sort()))
      expect(given.report.files).toEqual(sorted.report.files)
      expect(codes(given.rejects)).toEqual(codes(sorted.rejects))
    }),
    { numRuns: 60 },
  )
})

function codes(rejects: readonly { file: string; column: string; code: string }[]): string[] {
  return rejects.map(({ file, column, code }) => `${file} ${column} ${code}`).sort()
}
