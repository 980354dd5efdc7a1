import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

/** The cookies of somebody who signed in before. */
export type SignedIn = Awaited<ReturnType<BrowserContext['storageState']>>

/** The installed browser; `npm test` finds or installs one and names it in TIDEMARK_BROWSER. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.TIDEMARK_BROWSER ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface OpenedPage {
  readonly page: Page
  /** Errors and warnings of the console and of scripts, in order. */
  readonly complaints: string[]
  /** Requests that failed or were refused, as "404 /api/v1/members/7". */
  readonly failures: string[]
}

/** A page of its own context, in a theme and at a size, that remembers every complaint of the console. */
export async function openPage(
  browser: Browser,
  look: { scheme?: 'light' | 'dark'; width?: number; height?: number; signedIn?: SignedIn } = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    colorScheme: look.scheme ?? 'light',
    viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
    locale: 'en-GB',
    acceptDownloads: true,
    ...(look.signedIn === undefined ? {} : { storageState: look.signedIn }),
  })
  const page = await context.newPage()
  if (SLOWDOWN > 1) await slowDown(page, SLOWDOWN)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  const failures: string[] = []
  page.on('requestfailed', (request) => {
    const error = request.failure()?.errorText ?? ''
    // What the page itself gave up, because it was left or a newer question was asked.
    if (error !== 'net::ERR_ABORTED') failures.push(`${error} ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`)
  })
  return { page, complaints, failures }
}

/** `TIDEMARK_BROWSER_SLOWDOWN=4`: a browser so many times slower, which finds tests that read before the page is there. */
const SLOWDOWN = Number(process.env.TIDEMARK_BROWSER_SLOWDOWN ?? 1)

async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}

/**
 * What axe finds wrong, one line a rule; none is the only good answer.
 *
 * @param rules  `colours`: those of colours alone, for a page that was looked at whole in the other theme
 */
export async function accessibilityFaults(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({
      // `target-size` is of WCAG 2.2 and off unless asked for; what passes need not be carried out of the page.
      ...(rules === 'all'
        ? { rules: { 'target-size': { enabled: true } } }
        : { runOnly: { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] } }),
      resultTypes: ['violations'],
    })
    // One run inside the page: there are no frames to gather from.
    .setLegacyMode()
    .analyze()
  return violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

/** Pixels by which the page is wider than its window, scroll bar aside. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  )
}
