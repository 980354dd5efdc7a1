import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Locator, Page } from 'playwright-core'
import { groupListSchema } from '../../api/src/contracts/groups.js'
import { episodeListSchema } from '../../api/src/contracts/members.js'
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
import { decodedPng, faultsOfSvg } from './support/saved-pictures.js'
import { readAs, signInToDemo } from './support/sign-in-to-demo.js'

// The demo clinic on the delivered server: every page as a visitor meets it.

const PAGES = [
  ['the programme', 'Programme · Tidemark'],
  ['time to change', 'Programme · Tidemark'],
  ['attendance', 'Programme · Tidemark'],
  ['completeness', 'Completeness · Tidemark'],
  ['equity', 'Programme · Tidemark'],
  ['flow', 'Programme · Tidemark'],
  ['all groups', 'Groups · Tidemark'],
  ['one group', /^(?!Group ·).+ · Tidemark$/],
  ['all members', 'Members · Tidemark'],
  ['one member', /^Member M\d+ · Tidemark$/],
  ['a sheet for a member', /^Progress of member M\d+ · Tidemark$/],
  ['research', 'Research · Tidemark'],
  ['the import', 'Import · Tidemark'],
  ['an address without a page', 'Not found · Tidemark'],
] as const
type PageName = (typeof PAGES)[number][0]

let installation: Installation
let server: RunningTidemark
let browser: Browser
let addresses: Readonly<Record<PageName, string>>
let director: SignedIn
let coordinator: SignedIn

beforeAll(async () => {
  installation = await newInstallation()
  server = await installation.start({ TIDEMARK_DEMO: 'on' })
  browser = await launchBrowser()
  director = await signInToDemo(browser, server.address, 'director')
  coordinator = await signInToDemo(browser, server.address, 'coordinator')
  const root = `${server.address}/api/v1`
  const { groups } = await readAs(browser, director, `${root}/groups`, groupListSchema)
  const { episodes } = await readAs(browser, director, `${root}/episodes?page_size=500`, episodeListSchema)
  const member = episodes.find((each) => each.n_scores >= 8 && each.risk_item === 'yes')
  addresses = {
    'the programme': '/programme',
    'time to change': '/programme?tab=time',
    attendance: '/programme?tab=attendance',
    completeness: '/completeness',
    equity: '/programme?tab=equity',
    flow: '/programme?tab=flow',
    'all groups': '/groups',
    'one group': `/groups/${groups.find((each) => each.sessions_held >= 8)?.group_id}`,
    'all members': '/members',
    'one member': `/members/${member?.member_id}`,
    'a sheet for a member': `/members/${member?.member_id}/progress`,
    research: '/research',
    'the import': '/entry/import',
    'an address without a page': '/nowhere',
  }
}, 120_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await installation.remove()
})

async function open(name: PageName, look: Parameters<typeof openPage>[1] = {}): Promise<OpenedPage> {
  const signedIn = name === 'the import' ? coordinator : director
  const opened = await openPage(browser, { ...look, signedIn })
  await opened.page.goto(server.address + addresses[name])
  await settled(opened.page)
  return opened
}

/** Everything asked for has come and is drawn. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.locator('[data-state="loading"], [aria-busy="true"]').first().waitFor({ state: 'detached' })
  await page.locator('[data-drawn]:not(:has(svg, table))').first().waitFor({ state: 'detached' })
}

describe.each(PAGES)('%s', (name, title) => {
  test('has no fault and no complaint, light and dark, and is begun by keyboard', async () => {
    const { page, complaints, failures } = await open(name)
    expect(await page.title()).toEqual(expect.stringMatching(title))
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Skip to the page')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    await page.keyboard.press('/')
    // A coordinator knows members by name too.
    const search = name === 'the import' ? 'Find a member by id or name' : 'Find a member by id'
    expect(await focused(page)).toBe(search)
    expect(await faultsInBothThemes(page)).toEqual([])
    expect({ complaints, failures }).toEqual({ complaints: [], failures: [] })
  }, 60_000)

  test('has none on a phone either, and scrolls sideways at no width down to 320 pixels', async () => {
    const { page, complaints, failures } = await open(name, { width: 390, height: 844 })
    expect(await faultsInBothThemes(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    await page.setViewportSize({ width: 320, height: 640 })
    await page.waitForTimeout(100)
    expect(await overflowOf(page)).toBe(0)
    expect({ complaints, failures }).toEqual({ complaints: [], failures: [] })
  }, 60_000)
})

describe.each(['the programme', 'time to change', 'attendance', 'one group', 'one member'] as const)(
  'every chart of %s',
  (name) => {
    test('has its numbers as a table, by "t" and back', async () => {
      const { page } = await open(name)
      const charts = page.getByRole('tab', { name: 'Chart' })
      const chosen = page.getByRole('tab', { name: 'Chart', selected: true })
      expect(await chosen.count()).toBe(await charts.count())
      await page.keyboard.press('t')
      expect(await chosen.count()).toBe(0)
      for (const card of await cardsOf(page)) {
        expect(await card.getByRole('tabpanel').getByRole('row').count()).toBeGreaterThan(1)
      }
      await page.keyboard.press('t')
      expect(await chosen.count()).toBe(await charts.count())
    })

    test('is saved as CSV, and as pictures that stand alone', async () => {
      const { page } = await open(name)
      const cards = await cardsOf(page)
      const saved = []
      for (const card of cards) {
        const title = await card.getByRole('heading', { level: 2 }).innerText()
        const csv = (await save(page, card, 'Table as CSV')).toString('utf8')
        const lines = csv.trim().split('\r\n').length
        const isPicture = (await itemsOf(page, card)).length > 1
        saved.push({
          title,
          hasRows: lines > 1,
          ...(isPicture ? await savedPicture(page, card) : NO_PICTURE),
        })
      }
      const right = { title: expect.any(String), hasRows: true, svgFaults: [], isPngDrawn: true }
      expect(saved).toEqual(cards.map(() => right))
    }, 60_000)
  },
)

test.each(['completeness', 'equity', 'flow'] as const)('every list of %s is saved as CSV', async (name) => {
  const { page } = await open(name)
  for (const card of await cardsOf(page)) {
    const lines = (await save(page, card, 'Table as CSV')).toString('utf8').trim().split('\r\n')
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join('\n')).not.toMatch(/NaN|undefined|null/)
  }
})

test('every number of the flow lists as many episodes as it says, and Back returns to it', async () => {
  const { page } = await open('flow')
  await page.getByRole('heading', { level: 2, name: /^Of .* episodes begun/ }).waitFor()
  const numbers = await page.locator('main ol').getByRole('link').all()
  const labels = await Promise.all(numbers.map((link) => link.getAttribute('aria-label')))
  expect(labels.length).toBeGreaterThan(5)
  for (const label of labels.map(String)) {
    await page.getByRole('link', { name: label, exact: true }).click()
    await page.waitForURL('**/members?*family=flow*')
    const number = label.replace(/:.*/, '')
    await page.getByRole('heading', { level: 1, name: new RegExp(`(^|: )${number} episodes?`) }).waitFor()
    await page.goBack()
    await page.getByRole('heading', { level: 2, name: /^Of .* episodes begun/ }).waitFor()
  }
}, 120_000)

test('a coordinator is led from what is missing to the session in which it is entered', async () => {
  const { page, failures } = await openPage(browser, { signedIn: coordinator })
  await page.goto(`${server.address}/completeness`)
  await settled(page)
  const list = page.locator('#sessions')
  await list.getByRole('rowheader').getByRole('link').first().click()
  await page.waitForURL('**/entry/session/*')
  await settled(page)
  await page.goBack()
  await page.waitForURL('**/completeness')
  expect(failures).toEqual([])
})

test('the keyboard alone leads from the programme to a member', async () => {
  const { page } = await open('the programme')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await tabTo(page, /^\d+ of \d+ at caseness$/)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/members?*class=reliable_recovery*')
  await settled(page)
  await tabTo(page, /^M\d+$/)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/members/M*')
  await settled(page)
  expect(await page.evaluate('document.activeElement.id')).toBe('main')
})

async function faultsInBothThemes(page: Page): Promise<string[]> {
  const faults = []
  for (const [colorScheme, rules] of [
    ['light', 'all'],
    ['dark', 'colours'],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    faults.push(...(await accessibilityFaults(page, rules)).map((fault) => `${colorScheme}: ${fault}`))
  }
  return faults
}

async function cardsOf(page: Page): Promise<Locator[]> {
  const cards = await page.locator('[data-chart-card]').all()
  expect(cards.length).toBeGreaterThan(0)
  return cards
}

/** The words of what holds the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(
    'document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText.trim()',
  )
}

const MOST_STEPS = 80

async function tabTo(page: Page, words: RegExp): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await page.keyboard.press('Tab')
    if (words.test(await focused(page))) return
  }
  throw new Error(`${MOST_STEPS} steps of the Tab key did not lead to ${words}.`)
}

async function itemsOf(page: Page, card: Locator): Promise<string[]> {
  await card.getByRole('button', { name: /^Save/ }).click()
  const items = page.getByRole('menuitem')
  await items.first().waitFor()
  const words = await items.allInnerTexts()
  await page.keyboard.press('Escape')
  await items.first().waitFor({ state: 'detached' })
  return words
}

/** A card whose drawing is HTML offers its table alone. */
const NO_PICTURE: { svgFaults: string[]; isPngDrawn: boolean } = { svgFaults: [], isPngDrawn: true }

async function savedPicture(page: Page, card: Locator): Promise<typeof NO_PICTURE> {
  const svg = (await save(page, card, 'Picture as SVG')).toString('utf8')
  const { width, height, colours } = await decodedPng(page, await save(page, card, 'Picture as PNG'))
  return {
    svgFaults: await faultsOfSvg(page, svg),
    isPngDrawn: Math.min(width, height) > 300 && colours > 8,
  }
}

async function save(page: Page, card: Locator, item: string): Promise<Buffer> {
  await card.getByRole('button', { name: /^Save/ }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ])
  await page.getByRole('menuitem').first().waitFor({ state: 'detached' })
  return readFile(await download.path())
}
