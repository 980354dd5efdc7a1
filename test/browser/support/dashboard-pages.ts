import { afterAll, afterEach, beforeAll } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { type BuiltDashboard, serveBuiltDashboard } from './built-dashboard.js'
import { type MockedAnswers, mockApi } from './mocked-api.js'
import { launchBrowser, type OpenedPage, openPage } from './open-page.js'

/** Opens pages of the built dashboard over mocked answers; everything is closed after each test. */
export function mockedDashboard(): {
  readonly open: (
    address: string,
    answers: MockedAnswers,
    look?: Parameters<typeof openPage>[1],
  ) => Promise<OpenedPage>
  readonly origin: () => string
} {
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
  return {
    origin: () => dashboard.address,
    open: async (address, answers, look = {}) => {
      const opened = await openPage(browser, look)
      await mockApi(opened.page, answers)
      await opened.page.goto(`${dashboard.address}${address}`)
      return opened
    },
  }
}
