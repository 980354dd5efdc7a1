import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Locator, Page } from 'playwright-core'
import { type BuiltDashboard, serveBuiltDashboard } from './support/built-dashboard.js'
import { aProblem, type MockedAnswers, mockApi, USUAL_ANSWERS } from './support/mocked-api.js'
import {
  accessibilityFaults,
  launchBrowser,
  type OpenedPage,
  openPage,
  overflowOf,
} from './support/open-page.js'
import { noProgrammeOutcomes, someProgrammeOutcomes } from './support/programme-answers.js'

let browser: Browser
let dashboard: BuiltDashboard
beforeAll(async () => {
  dashboard = await serveBuiltDashboard()
  browser = await launchBrowser()
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await dashboard.close()
})

async function openProgramme(
  search = '',
  answers: MockedAnswers = {},
  look: Parameters<typeof openPage>[1] = {},
): Promise<OpenedPage> {
  const opened = await openPage(browser, look)
  await mockApi(opened.page, { ...USUAL_ANSWERS, ...answers })
  await opened.page.goto(`${dashboard.address}/programme${search}`)
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return opened
}

const trajectoryCard = (page: Page): Locator => page.getByRole('region', { name: /^Mean PHQ-9/ })

describe('the programme page', () => {
  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('has no accessibility fault and no complaint in %s at %i pixels', async (scheme, width) => {
    const { page, complaints } = await openProgramme('', {}, { scheme, width })
    await trajectoryCard(page).locator('.recharts-surface').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  test('fits a window of 320 pixels without scrolling sideways', async () => {
    const { page } = await openProgramme('', {}, { width: 320, height: 640 })
    await trajectoryCard(page).locator('.recharts-surface').first().waitFor()
    expect(await overflowOf(page)).toBe(0)
  })

  test('says in words what changed beyond chance; its months lead to their courses and to quarters', async () => {
    const { page } = await openProgramme('?site=north')
    const card = page.getByRole('region', { name: /higher than chance allows/ })
    await card.getByRole('img').getByText('Dec 2025 lies above the upper limit: more than chance.').waitFor()
    await card.getByRole('tab', { name: 'Table' }).click()
    expect(await card.getByRole('rowheader').count()).toBe(12)
    expect(await card.getByRole('rowheader').getByRole('link').first().getAttribute('href')).toBe(
      '/members?family=national&class=case_at_start&from=2025-01-01&to=2025-01-28',
    )
    await card.getByLabel('Period').selectOption('quarter')
    await page.waitForURL('**/programme?site=north&chart_by=quarter')
    await page.goBack()
    await page.waitForURL('**/programme?site=north')
  })

  test('every figure leads to the rows behind it, filters included', async () => {
    const { page } = await openProgramme('?site=north')
    const link = page.getByRole('link', { name: '281 of 586 at caseness' })
    expect(await link.getAttribute('href')).toBe(
      '/members?family=national&class=reliable_recovery&site=north',
    )
  })

  test('a rate, what it is a share of, a cell of the bands and a week lead to their rows', async () => {
    const { page } = await openProgramme('?site=north')
    const rates = page.getByRole('region', { name: 'Other rates of the same courses' })
    const hrefOf = (link: Locator) => link.first().getAttribute('href')
    expect(await hrefOf(rates.getByRole('link', { name: 'Response, PHQ-9' }))).toBe(
      '/members?family=measure&class=response&site=north&measure=phq9',
    )
    expect(await hrefOf(rates.getByRole('link', { name: /at caseness at the start$/ }))).toBe(
      '/members?family=national&class=case_at_start&site=north',
    )
    const bands = page.getByRole('region', { name: /ended in a milder band/ })
    expect(await hrefOf(bands.getByRole('cell').getByRole('link'))).toMatch(
      /^\/members\?family=measure&class=paired_data&band_from=\w+&band_to=\w+&site=north&measure=phq9$/,
    )
    const course = trajectoryCard(page)
    await course.getByRole('tab', { name: 'Table' }).click()
    expect(await hrefOf(course.getByRole('rowheader').getByRole('link'))).toBe(
      '/members?family=measure&class=scored&week=0&site=north&arm=group_only&measure=phq9',
    )
  })

  test('the other family has its own denominators and stands in the address', async () => {
    const { page } = await openProgramme()
    await page.getByRole('button', { name: 'Paired scores only' }).click()
    await page.getByRole('link', { name: '276 of 520 at caseness' }).waitFor()
    expect(new URL(page.url()).searchParams.get('family')).toBe('paired')
    await page.goBack()
    await page.getByRole('link', { name: '281 of 586 at caseness' }).waitFor()
  })

  test('a filter goes into the address and to the server', async () => {
    const { page } = await openProgramme()
    const asked = page.waitForRequest((request) => request.url().includes('/programme/outcomes?site=north'))
    await page.getByLabel('Site').selectOption('north')
    await asked
    await page.waitForURL((address) => address.searchParams.get('site') === 'north')
  })

  test('a value that the page does not know is left out, named, and gone from the address', async () => {
    const { page } = await openProgramme('?modality=juggling&site=atlantis&arm=combined')
    await page.getByText('Left out, because this page does not know it').first().waitFor()
    await page.waitForFunction('!location.search.includes("atlantis")')
    const search = new URL(page.url()).searchParams
    expect([search.get('modality'), search.get('site'), search.get('arm')]).toEqual([null, null, 'combined'])
  })

  test('"t" turns charts into tables with the same numbers as the file', async () => {
    const { page } = await openProgramme()
    const card = trajectoryCard(page)
    await card.locator('.recharts-surface').first().waitFor()
    await page.keyboard.press('t')
    const cells = await card
      .getByRole('row')
      .nth(1)
      .getByRole('rowheader')
      .or(card.getByRole('row').nth(1).getByRole('cell'))
      .allInnerTexts()
    await card.getByRole('button', { name: /^Save/ }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Table as CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('mean-trajectory_phq9.csv')
    const [, firstRow = ''] = (await readFile(await download.path(), 'utf8')).split('\r\n')
    const [series, week, n, mean] = firstRow.split(',')
    expect(cells.slice(0, 4)).toEqual([series, week, n, Number(mean).toFixed(1)])
  })

  test('"/" puts the cursor into the search for a member', async () => {
    const { page } = await openProgramme()
    await page.keyboard.press('/')
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
      'Find a member by id',
    )
  })

  test('a failed read says so with its request id, and Retry brings it', async () => {
    const broken = { isBroken: true }
    const answers: MockedAnswers = {
      '/programme/outcomes': () =>
        broken.isBroken ? aProblem(500, 'timeout') : { status: 200, body: someProgrammeOutcomes() },
    }
    const { page } = await openProgramme('', answers)
    await page.getByText('Request req-4711').waitFor()
    await trajectoryCard(page).locator('.recharts-surface').first().waitFor()
    broken.isBroken = false
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByRole('link', { name: '281 of 586 at caseness' }).waitFor()
  })

  test('filters that match nothing are offered for removal', async () => {
    const answers: MockedAnswers = {
      '/programme/outcomes': (search) => ({
        status: 200,
        body: search.has('arm') ? noProgrammeOutcomes() : someProgrammeOutcomes(),
      }),
    }
    const { page } = await openProgramme('?arm=combined', answers)
    await page.getByRole('button', { name: 'Arm Combined' }).click()
    await page.getByRole('link', { name: '281 of 586 at caseness' }).waitFor()
  })
})
