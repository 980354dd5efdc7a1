import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import {
  type Installation,
  newInstallation,
  type RunningTidemark,
} from '../acceptance/support/tidemark-process.js'
import {
  accessibilityFaults,
  launchBrowser,
  type OpenedPage,
  openPage,
  overflowOf,
  type SignedIn,
} from './support/open-page.js'
import { signInToDemo } from './support/sign-in-to-demo.js'

// The demo clinic on the delivered server: from each kind of mark to its rows, and back.

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

async function openTab(search: string): Promise<OpenedPage> {
  const opened = await openPage(browser, { signedIn: director })
  await opened.page.goto(`${server.address}/programme?${search}`)
  await settled(opened.page)
  return opened
}

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.locator('[data-state="loading"], [aria-busy="true"]').first().waitFor({ state: 'detached' })
}

/** Follows a link and reads how many rows the list says there are. */
async function rowsBehind(page: Page, address: string | null): Promise<number> {
  await page.goto(server.address + (address ?? '/nowhere'))
  const words = await page
    .getByText(/^(none|\d+ – \d+ of [\d,]+)$/)
    .first()
    .innerText()
  return words === 'none' ? 0 : Number(words.split(' of ').at(-1)?.replace(',', ''))
}

describe('the demo clinic', () => {
  test.each(['tab=time&time_by=format&measure=gad7', 'tab=attendance&measure=gad7'])(
    'shows ?%s without a fault or a complaint, in both themes, on a phone too',
    async (search) => {
      const { page, complaints, failures } = await openTab(search)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await accessibilityFaults(page)).toEqual([])
      }
      await page.setViewportSize({ width: 320, height: 640 })
      await page.waitForTimeout(100)
      expect([await overflowOf(page), complaints, failures]).toEqual([0, [], []])
    },
    60_000,
  )

  test('a number at risk, who improved and who left first lead to as many rows, and Back to the curves', async () => {
    const { page } = await openTab('tab=time&time_by=arm')
    const risk = page.getByRole('region', { name: /^How many stand behind the curves: a first/ })
    const cells = await risk
      .getByRole('row', { name: /^(Combined|Group only)/ })
      .getByRole('link')
      .all()
    // The second column of each part: at risk, improved by then, dropped out first.
    const chosen = await Promise.all(
      [1, ...cells.keys()]
        .filter((place) => place % 5 === 1)
        .map(async (place) => ({
          n: Number((await cells[place]?.innerText())?.replace(',', '')),
          href: (await cells[place]?.getAttribute('href')) ?? null,
        })),
    )
    expect(chosen.length).toBeGreaterThan(3)
    for (const { n, href } of chosen) expect([href, await rowsBehind(page, href)]).toEqual([href, n])
    await page.goto(`${server.address}/programme?tab=time&time_by=arm`)
    await settled(page)
    await risk.getByRole('link').first().click()
    await page
      .getByText(/^At risk of a first reliable improvement at week/)
      .first()
      .waitFor()
    await page.goBack()
    await risk.waitFor()
  }, 120_000)

  test('a step of sessions attended and a session of the group lead to as many rows', async () => {
    const { page } = await openTab('tab=attendance')
    await page.keyboard.press('t')
    const found: { href: string | null; n: number }[] = []
    for (const [title, column] of [
      [/sessions attended|sessions improved|link between sessions/, 0],
      [/^Of the members due/, 2],
    ] as const) {
      const row = page
        .getByRole('region', { name: title })
        .first()
        .getByRole('tabpanel')
        .getByRole('row')
        .nth(2)
      const href = await row.getByRole('rowheader').getByRole('link').first().getAttribute('href')
      found.push({ href, n: Number((await row.getByRole('cell').nth(column).innerText()).replace(',', '')) })
    }
    for (const { href, n } of found) {
      expect(n).toBeGreaterThan(0)
      expect([href, await rowsBehind(page, href)]).toEqual([href, n])
    }
  }, 120_000)
})
