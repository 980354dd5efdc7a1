import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { programmeOutcomesSchema } from '../../api/src/contracts/programme.js'
import { type ReportRun, reportRunSchema } from '../../api/src/contracts/report-runs.js'
import {
  type Installation,
  newInstallation,
  type RunningTidemark,
} from '../acceptance/support/tidemark-process.js'
import { pdfText } from '../builders/pdf-pages.js'
import {
  accessibilityFaults,
  launchBrowser,
  type OpenedPage,
  openPage,
  overflowOf,
  type SignedIn,
} from './support/open-page.js'
import {
  cardWords,
  inApi,
  inCsv,
  inXlsx,
  pickTen,
  plain,
  rowWords,
  wordsOfPage,
} from './support/report-numbers.js'
import { signInToDemo } from './support/sign-in-to-demo.js'

// The demo clinic on the delivered server: from the programme down to one member's scores, and back.

let installation: Installation
let server: RunningTidemark
let browser: Browser
let director: SignedIn

beforeAll(async () => {
  installation = await newInstallation()
  server = await installation.start({ TIDEMARK_DEMO: 'on' })
  browser = await launchBrowser()
  director = await signInToDemo(browser, server.address, 'director')
}, 120_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await installation.remove()
})

async function open(search: string, look: Parameters<typeof openPage>[1] = {}): Promise<OpenedPage> {
  const opened = await openPage(browser, { ...look, signedIn: director })
  await opened.page.goto(`${server.address}/programme${search}`)
  await opened.page.getByRole('tab', { name: 'Outcomes' }).waitFor()
  await opened.page.waitForLoadState('networkidle')
  return opened
}

const searchOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)

describe('the way down and back', () => {
  test('a rate under other rules leads to as many rows as it counts, these to a member, and back to the same view', async () => {
    const view = '?arm=group_only&rules=gad7_5&chart_by=quarter'
    const { page, complaints } = await open(view)
    const figure = page.getByRole('region', { name: 'Reliable improvement', exact: true })
    const counted = figure.getByRole('link', { name: / finished$/ })
    const [numerator = ''] = (await counted.innerText()).split(' of ')
    await counted.click()
    await page.getByRole('heading', { level: 1, name: new RegExp(`: ${numerator} episodes$`) }).waitFor()
    expect(searchOf(page)).toEqual({
      family: 'national',
      class: 'reliable_improvement',
      arm: 'group_only',
      rules: 'gad7_5',
    })
    await page.getByText(new RegExp(`of ${numerator}$`)).waitFor()
    await page.getByRole('rowheader').getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: /PHQ-9/ }).waitFor()
    expect(searchOf(page)).toMatchObject({ arm: 'group_only', rules: 'gad7_5' })
    await page.goBack()
    await page.getByRole('link', { name: 'Back to the programme' }).click()
    await page.waitForURL(`**/programme${view}`)
    await figure.getByRole('link', { name: new RegExp(`^${numerator} of `) }).waitFor()
    expect(complaints).toEqual([])
  })

  test('a group of the funnel leads to its page, and its crumb back to the programme as it was', async () => {
    const { page } = await open('?from=2026-01-01')
    const card = page.getByRole('region', { name: /^Reliable recovery by group, national definition/ })
    await card.getByRole('tab', { name: 'Table' }).click()
    expect(await card.getByRole('columnheader').getByRole('button').count()).toBe(0)
    await card.getByRole('rowheader').getByRole('link').first().click()
    await page.waitForURL('**/groups/*?from=2026-01-01')
    await page
      .getByRole('navigation', { name: 'Where you are' })
      .getByRole('link', { name: 'Programme' })
      .click()
    await page.waitForURL('**/programme?from=2026-01-01')
  })
})

describe('the last view', () => {
  test('is offered on the plain programme, taken only when asked for, and gone when filters are set', async () => {
    const { page } = await open('?arm=combined&tab=flow')
    await page.goto(`${server.address}/programme`)
    const last = page.getByRole('link', { name: 'Last view' })
    await last.waitFor()
    expect(searchOf(page)).toEqual({})
    await last.click()
    await page.waitForURL('**/programme?arm=combined&tab=flow')
    await page.getByRole('link', { name: 'Last view' }).waitFor({ state: 'detached' })
  })
})

describe('what there is no answer to', () => {
  test.each([
    ['?from=2026-06-01&to=2026-05-01', 'The period ends before it begins.', 'From 1 Jun 2026'],
    ['?from=2040-01-01', 'No episode matches these filters together.', 'From 1 Jan 2040'],
  ])('%s is named, and says which filter to relax', async (search, reason, filter) => {
    const { page, complaints } = await open(search)
    await page.getByText(reason).first().waitFor()
    await page.getByRole('button', { name: filter }).first().click()
    await page
      .getByRole('region', { name: 'Reliable recovery', exact: true })
      .getByRole('link')
      .first()
      .waitFor()
    expect(await page.getByText('NaN').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  test('of one month, the chart over time says what it lacks and which filter to relax', async () => {
    const { page } = await open('?from=2026-06-01&to=2026-06-30')
    await page
      .getByText(/A chart over time needs at least/)
      .first()
      .waitFor()
    // The choice that helps stays within reach of the card that found nothing.
    const card = page.getByRole('region', { name: /^Reliable recovery by month/ })
    expect(await card.getByLabel('Period').isVisible()).toBe(true)
    await card.getByRole('button', { name: 'From 1 Jun 2026' }).first().click()
    await page.waitForURL('**/programme?to=2026-06-30')
    expect(await page.getByText('NaN').count()).toBe(0)
  })
})

describe('every measure', () => {
  test('one without a cut-off says that nobody can recover on it', async () => {
    const { page } = await open('?measure=rses')
    await page.getByText('Rosenberg has no clinical cut-off').waitFor()
    await page.getByRole('region', { name: /^Rosenberg: .+ points better on average/ }).waitFor()
  })
})

describe('the tab of outcomes', () => {
  test.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)(
    'has no accessibility fault in %s at %i pixels, under other rules and with a period',
    async (scheme, width) => {
      const { page, complaints } = await open('?from=2026-01-01&rules=jacobson_truax', { scheme, width })
      await page.getByRole('region', { name: /^Change on PHQ-9: the methods lie/ }).waitFor()
      await page.getByText('Rules: Jacobson–Truax.').waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      expect(await overflowOf(page)).toBe(0)
      expect(complaints).toEqual([])
    },
  )
})

describe('a report of the programme', () => {
  // Another ten each day; a day that fails is named by its test.
  const seed = Math.floor(Date.now() / 86_400_000)

  test(`says the same ten numbers as dashboard and API in each of its files (seed ${seed})`, async () => {
    const { page } = await open('')
    const api = page.context().request
    const asked = await api.post(`${server.address}/api/v1/report-runs`, {
      data: { definition: 'programme_outcomes', filters: {} },
      headers: { origin: server.address },
    })
    const { report_run_id: id } = reportRunSchema.parse(await asked.json())
    const file = async (format: string): Promise<Buffer> =>
      (await api.get(`${server.address}/api/v1/report-runs/${id}/file?format=${format}`)).body()
    await expectDone(async () =>
      reportRunSchema.parse(await (await api.get(`${server.address}/api/v1/report-runs/${id}`)).json()),
    )
    const outcomes = programmeOutcomesSchema.parse(
      await (await api.get(`${server.address}/api/v1/programme/outcomes`)).json(),
    )
    const [csv, xlsx, pdf, html] = await Promise.all(['csv', 'xlsx', 'pdf', 'html'].map(file))
    const printed = [plain(pdfText(pdf ?? new Uint8Array())), wordsOfPage(String(html))]
    for (const picked of pickTen(seed)) {
      const number = inApi(outcomes, picked)
      expect([picked, inCsv(csv ?? new Uint8Array(), picked)]).toEqual([picked, number])
      expect([picked, await inXlsx(xlsx ?? new Uint8Array(), picked)]).toEqual([picked, number])
      const row = rowWords(outcomes, picked)
      expect([picked, ...printed.map((words) => words.includes(row))]).toEqual([picked, true, true])
      const card = page.getByRole('region', { name: picked.rate, exact: true })
      const shown =
        (await card.count()) > 0
          ? [plain(await card.innerText()), cardWords(outcomes, picked)]
          : [
              plain(
                await page
                  .getByRole('row', { name: new RegExp(`^${picked.rate}`) })
                  .last()
                  .innerText(),
              ),
              row,
            ]
      expect([picked, shown[0]?.includes(shown[1] ?? '-')]).toEqual([picked, true])
    }
  }, 120_000)
})

async function expectDone(read: () => Promise<ReportRun>): Promise<void> {
  for (let left = 100; left > 0; left -= 1) {
    const { state, message } = await read()
    if (state === 'done') return
    if (state !== 'waiting' && state !== 'running') throw new Error(`The report ${state}: ${message}`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('The report was not done in time.')
}
