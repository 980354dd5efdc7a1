// A clinic's files in, its outcomes out, on the delivered product: the same number in R's answer, in the API, on the
// page, in the table beside the chart and in the saved file, and as many rows behind it as it says.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import type { Browser, Locator, Page } from 'playwright-core'
import { programmeOutcomesSchema } from '../../api/src/contracts/programme.js'
import { launchBrowser, openPage } from '../browser/support/open-page.js'
import { expectPaired, type ReferenceProportion, readExpected } from './support/paired-rates.js'
import { filesOf, sendImport } from './support/send-import.js'
import { browserStateOf, firstStaff, type Person, type Staff } from './support/staff.js'
import { type Installation, newInstallation, type RunningTidemark } from './support/tidemark-process.js'

const folder = fileURLToPath(new URL('../fixtures/reference-small/data/', import.meta.url))
/** From R, over the same files: test/fixtures/reference-small/README.md. */
const change = readExpected(new URL('../fixtures/reference-small/expected/change.json', import.meta.url))
const paired = change.nhs_talking_therapies.overall

/** Rows of the five files without their headers, counted by `wc -l`. */
const ROWS = 3585
const MEMBERS = 120
const SITES = ['S1', 'S2']

let browser: Browser
/** Two empty deployments: one for a program, one for a browser. */
let installations: readonly [Installation, Installation]
let toProgram: RunningTidemark
let server: RunningTidemark
let ofProgram: Staff
let staff: Staff

beforeAll(async () => {
  installations = [await newInstallation(), await newInstallation()]
  toProgram = await installations[0].start()
  server = await installations[1].start()
  ofProgram = await firstStaff(installations[0], () => toProgram, SITES)
  staff = await firstStaff(installations[1], () => server, SITES)
  browser = await launchBrowser()
}, 120_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await Promise.all(installations.map((each) => each.remove()))
})

async function open(address: string, person: Person = staff.director): Promise<Page> {
  const { page } = await openPage(browser, { signedIn: browserStateOf(person, server.address) })
  await page.goto(server.address + address)
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

test('sent to an empty deployment by a program, the files give the rates of R', async () => {
  const report = await sendImport(ofProgram.coordinator, filesOf(folder))
  expect(report).toMatchObject({ committed: true, rows: ROWS, accepted: ROWS })
  expectPaired((await ofProgram.director.read(programmeOutcomesSchema, '/programme/outcomes')).paired, paired)
})

// One clinic, from here on: brought in by the first test, looked at by the others.
describe('brought to an empty deployment in a browser', () => {
  test('the files are shown as what would happen, then stored, and the page says what R says', async () => {
    const page = await open('/entry/import', staff.coordinator)
    const names = Object.keys(filesOf(folder))
    await page.getByLabel('Files of an import').setInputFiles(names.map((name) => folder + name))
    await page.getByRole('button', { name: 'See what would happen' }).click()
    await page.getByRole('heading', { name: `All ${words(ROWS)} rows can be stored` }).waitFor()
    expect((await staff.director.read(programmeOutcomesSchema, '/programme/outcomes')).episodes).toBe(0)

    await page.getByRole('button', { name: `Store ${words(ROWS)} rows` }).click()
    await page
      .getByRole('heading', { name: `${words(ROWS)} rows stored, ${MEMBERS} episodes brought up to date` })
      .waitFor({ timeout: 25_000 })
    const outcomes = await open('/')
    await outcomes.getByRole('button', { name: 'Paired scores only' }).click()
    for (const [label, rate, counted] of FIGURES) {
      const figure = outcomes.getByRole('region', { name: label, exact: true })
      await figure.getByRole('link', { name: `${rate.x} of ${rate.n} ${counted}` }).waitFor()
      expect((await figure.locator('p').first().innerText()).replace(/\s+/g, ' ')).toBe(
        percentAndInterval(rate),
      )
    }
    expectPaired((await staff.director.read(programmeOutcomesSchema, '/programme/outcomes')).paired, paired)
  }, 60_000)

  test.each(['site=S1', 'arm=combined'])(
    'every figure leads to as many rows as it counts, with %s as well',
    async (filter) => {
      for (const [label] of FIGURES) {
        const page = await open(`/programme?family=paired&${filter}`)
        const link = page.getByRole('region', { name: label, exact: true }).getByRole('link').first()
        const numerator = Number((await link.innerText()).split(' ')[0])
        await link.click()
        await page.getByRole('heading', { name: new RegExp(`: ${numerator} episodes?$`) }).waitFor()
        expect(page.url()).toContain(filter)
        expect(await countRows(page)).toBe(numerator)
        await page.close()
      }
    },
    60_000,
  )

  test('the counts of reliable change are those of R in chart, table and file', async () => {
    const page = await open('/programme')
    const card = page.getByRole('region', { name: /^Reliably improved/ })
    const expected = (['phq9', 'gad7'] as const).flatMap((code) => {
      const counts: Readonly<Record<string, number>> = change.change[code].fixed_threshold_counts
      const of = Object.values(counts).reduce((sum, count) => sum + count, 0)
      return CLASSES.map(([key, label]) => ({ code, label, count: counts[key] ?? 0, of }))
    })
    const drawn = card.getByRole('img')
    for (const { label, count } of expected) {
      await drawn.getByText(`${label.toLowerCase()} (${count})`).first().waitFor()
    }
    const table = await rowsOfTable(card)
    const file = await rowsOfFile(page, card)
    expect(file.map((row) => row.slice(0, 4))).toEqual(
      expected.map(({ code, label, count, of }) => [NAMES[code], label, String(count), String(of)]),
    )
    // Under the measure's name the screen has the link to all that are counted.
    const seen = table.map((row) => row.slice(0, 4).map((cell) => cell.split('\n', 1)[0]))
    expect(seen).toEqual(file.map((row) => row.slice(0, 4)))
  })

  test.each([
    ['Mean PHQ-9', [0, 0, 0, 1, 1, 1]],
    ['Mean GAD-7', [0, 0, 0, 1, 1, 1]],
  ] as const)('the table beside "%s" has the numbers of its file, row for row', async (title, decimals) => {
    const page = await open(`/programme?measure=${title === 'Mean GAD-7' ? 'gad7' : 'phq9'}`)
    const card = page.getByRole('region', { name: new RegExp(`^${title}`) })
    const table = await rowsOfTable(card)
    const file = await rowsOfFile(page, card)
    expect(table.length).toBeGreaterThan(10)
    expect(table).toEqual(file.map((row) => row.map((cell, index) => onScreen(cell, decimals[index] ?? 0))))
  })
})

/** Figures of the page in the family of paired scores: label, what R says, who is in the denominator. */
const FIGURES: readonly (readonly [string, ReferenceProportion, string])[] = [
  ['Reliable recovery', paired.reliable_recovery, 'at caseness'],
  ['Recovery', paired.recovery, 'at caseness'],
  ['Reliable improvement', paired.reliable_improvement, 'with paired scores'],
  ['Reliable deterioration', paired.reliable_deterioration, 'with paired scores'],
]
/** R's word and ours. */
const CLASSES = [
  ['improved', 'Reliably improved'],
  ['unchanged', 'No reliable change'],
  ['deteriorated', 'Reliably deteriorated'],
] as const
const NAMES = { phq9: 'PHQ-9', gad7: 'GAD-7' } as const

const words = (count: number) => count.toLocaleString('en-GB')

/** "33 % 95 % interval 24 – 42", as the page writes it; which kind of space is of no matter here. */
function percentAndInterval({ p, lower = Number.NaN, upper = Number.NaN }: ReferenceProportion): string {
  const [share, low, high] = [p, lower, upper].map((each) => Math.round(each * 100))
  return `${share} % 95 % interval ${low} – ${high}`
}

/** A cell of a file as the table shows it: rounded, the absent as a dash. */
function onScreen(cell: string, decimals: number): string {
  if (cell === '') return '–'
  return /^-?\d/.test(cell) ? Number(cell).toFixed(decimals).replace('-', '\u2212') : cell
}

/** Rows of the list, over all its pages. */
async function countRows(page: Page): Promise<number> {
  const rows = page.getByRole('region', { name: 'Members', exact: true }).locator('tbody tr')
  const next = page.getByRole('link', { name: 'Next' })
  let count = 0
  for (;;) {
    // "51 – 67 of 67": the rows of the page before stay until those of this one have come.
    if (count > 0) await page.getByText(new RegExp(`^${count + 1} – `)).waitFor()
    count += await rows.count()
    if ((await next.count()) === 0) return count
    await next.click()
  }
}

async function rowsOfTable(card: Locator): Promise<string[][]> {
  await card.getByRole('tab', { name: 'Table' }).click()
  const lines = card.getByRole('tabpanel').locator('tbody tr')
  await lines.first().waitFor()
  const rows = await lines.all()
  return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()))
}

async function rowsOfFile(page: Page, card: Locator): Promise<string[][]> {
  await card.getByRole('button', { name: /^Save/ }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Table as CSV' }).click(),
  ])
  return parse(await readFile(await download.path()), { bom: true, from: 2 })
}
