import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type BuiltDashboard, serveBuiltDashboard } from './support/built-dashboard.js'
import { mockApi, USUAL_ANSWERS } from './support/mocked-api.js'
import {
  accessibilityFaults,
  launchBrowser,
  type OpenedPage,
  openPage,
  overflowOf,
} from './support/open-page.js'

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

async function openProgramme(search = '', look: Parameters<typeof openPage>[1] = {}): Promise<OpenedPage> {
  const opened = await openPage(browser, look)
  await mockApi(opened.page, USUAL_ANSWERS)
  await opened.page.goto(`${dashboard.address}/programme${search}`)
  await opened.page.getByRole('tab', { name: 'Outcomes' }).waitFor()
  return opened
}

const searchOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)
const openTab = (page: Page) =>
  page.getByRole('tablist', { name: 'Questions about the programme' }).getByRole('tab', { selected: true })

describe('the tabs of the programme', () => {
  test('the open tab stands in the address; filters, rules and family stay when it changes, and Back returns', async () => {
    const { page, complaints } = await openProgramme('?site=north&rules=gad7_5&family=paired')
    await page.getByRole('tab', { name: 'Flow' }).click()
    await page.getByRole('tabpanel', { name: 'Flow' }).waitFor()
    expect(searchOf(page)).toEqual({ site: 'north', rules: 'gad7_5', family: 'paired', tab: 'flow' })
    await page.getByText('Dates act on the day of joining.').waitFor()
    await page.goBack()
    await page.getByRole('link', { name: '276 of 520 at caseness' }).waitFor()
    expect(searchOf(page)).toEqual({ site: 'north', rules: 'gad7_5', family: 'paired' })
    expect(complaints).toEqual([])
  })

  test('an address opens its tab, and one that no tab has opens the first', async () => {
    const { page } = await openProgramme('?tab=equity')
    expect(await openTab(page).innerText()).toBe('Equity')
    await page.goto(`${dashboard.address}/programme?tab=weather`)
    await page.getByRole('link', { name: '281 of 586 at caseness' }).waitFor()
    expect(await openTab(page).innerText()).toBe('Outcomes')
  })

  test('arrow keys go from tab to tab and round', async () => {
    const { page } = await openProgramme()
    await page.getByRole('tab', { name: 'Outcomes' }).focus()
    const opened: string[] = []
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) {
      await page.keyboard.press(key)
      opened.push(await openTab(page).innerText())
    }
    expect(opened).toEqual(['Time to change', 'Attendance', 'Time to change', 'Outcomes', 'Flow'])
  })

  test('only the open tab is on the page, on screen and on paper', async () => {
    const { page } = await openProgramme('?tab=attendance')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('tablist', { name: 'Questions about the programme' }).isVisible()).toBe(false)
    expect(await page.getByText('Attendance', { exact: true }).filter({ visible: true }).count()).toBe(1)
    expect(await page.getByRole('region', { name: 'Reliable recovery' }).count()).toBe(0)
  })

  test('other rules are asked of the server, carried to the rows, and taken back by Reset', async () => {
    const { page } = await openProgramme('?site=north')
    const asked = page.waitForRequest((request) =>
      request.url().includes('/programme/outcomes?site=north&rules=gad7_5'),
    )
    await page.getByLabel('Rules').selectOption('gad7_5')
    await asked
    await page.waitForURL('**/programme?site=north&rules=gad7_5')
    const rows = '/members?family=national&class=reliable_recovery&site=north&rules=gad7_5'
    await page.locator(`a[href="${rows}"]`, { hasText: '281 of 586 at caseness' }).waitFor()
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.waitForURL('**/programme')
    await page.waitForFunction(`document.querySelector('select:has([value="gad7_5"])')?.value === 'standard'`)
  })

  test.each(['light', 'dark'] as const)(
    'on a phone in %s the tabs fit without scrolling the page sideways, and axe finds nothing',
    async (scheme) => {
      const { page } = await openProgramme('?tab=flow', { scheme, width: 320, height: 640 })
      expect(await overflowOf(page)).toBe(0)
      expect(await accessibilityFaults(page)).toEqual([])
    },
  )
})
