import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { ACCOUNT_ANSWERS } from './support/account-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, type openPage, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()
type Role = Parameters<typeof someoneInRole>[0]

function open(
  address: string,
  role: Role,
  answers: MockedAnswers = {},
  look: Parameters<typeof openPage>[1] = {},
): Promise<OpenedPage> {
  const all = { ...USUAL_ANSWERS, ...ACCOUNT_ANSWERS, '/me': () => ok(someoneInRole(role)), ...answers }
  return dashboard.open(address, all, look)
}

/** What the menu offers, and where the start page is: docs/SECURITY.md, "Who sees what". */
const ROLES = [
  [
    'director',
    '/programme',
    [
      'Programme',
      'Groups',
      'Members',
      'Completeness',
      'Signals',
      'Comparison',
      'Reports',
      'Calibration',
      'Signal rules',
      'Research',
      'Caseload',
    ],
  ],
  ['therapist', '/today', ['Today', 'Enter session', 'Groups', 'Members', 'Reports', 'Calibration']],
  ['researcher', '/research', ['Research']],
  ['coordinator', '/entry', ['Due today', 'Import', 'Groups', 'Members', 'Completeness', 'Reports']],
  [
    'administrator',
    '/settings',
    ['Settings', 'Users', 'Roles', 'Sites', 'Caseload', 'Tokens', 'Activity', 'Rules'],
  ],
] as const
const FORBIDDEN = [
  ['director', '/settings/users', 'This page is for administrators'],
  ['therapist', '/programme', 'This page is for clinical directors'],
  ['researcher', '/members/0987', 'This page is for clinical directors, therapists and coordinators'],
  ['coordinator', '/groups/G1', 'This page is for clinical directors and therapists'],
  ['administrator', '/members', 'This page is for clinical directors, therapists and coordinators'],
] as const

describe.each(ROLES)('a %s', (role, home, entries) => {
  test(`starts at ${home} and is offered what the role may see`, async () => {
    const { page } = await open('/', role)
    await page.waitForURL(`${dashboard.origin()}${home}`)
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').first().waitFor()
    expect(await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts()).toEqual(
      entries.map(String),
    )
    const seesMembers = entries.some((entry) => entry === 'Members')
    expect(await page.getByLabel('Find a member by id').count()).toBe(seesMembers ? 1 : 0)
  })
})

describe.each(FORBIDDEN)('a %s at %s', (role, address, title) => {
  test('reads whose page it is, and asks the server for nothing of it', async () => {
    const asked: string[] = []
    const { page } = await open(address, role, {}, { width: 390, height: 844, scheme: 'dark' })
    page.on('request', (request) => asked.push(request.url()))
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    await page.getByText('ask an administrator of your clinic').waitFor()
    await page.getByRole('link', { name: 'Go to your start page' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    // The frame counts what waits for its reader; nothing of the page is asked for.
    const ofFrame = /\/(caseload\/tiles|signals\/escalated)$/
    const ofPage = asked.filter((url) => url.includes('/api/') && !ofFrame.test(url))
    expect(ofPage).toEqual([])
  })
})

describe.each([
  ['/nowhere', 'therapist', 'There is no page at this address'],
  ['/settings/users', 'therapist', 'This page is for administrators'],
] as const)('the page at %s', (address, role, title) => {
  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('has no fault and no complaint in %s at %i pixels', async (scheme, width) => {
    const { page, complaints } = await open(address, role, {}, { scheme, width })
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })
})

describe('the frame', () => {
  test('waits for who is there without moving anything', async () => {
    let answer = (): void => undefined
    const asked = new Promise<void>((resolve) => {
      answer = resolve
    })
    const { page } = await open('/account', 'researcher', { '/me': aProblem(500, 'unused') })
    await page.route('**/api/v1/me', async (route) => {
      await asked
      await route.fulfill({ json: someoneInRole('researcher') })
    })
    await page.addInitScript(`
      globalThis.shifts = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) globalThis.shifts += entry.value
      }).observe({ type: 'layout-shift', buffered: true })
    `)
    await page.reload({ waitUntil: 'commit' })
    await page.locator('[data-state="loading"]').waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
    const before = await placesOf(page)
    answer()
    await page.getByRole('heading', { name: 'Demo researcher, researcher' }).waitFor()
    await page.waitForTimeout(200)
    expect(await placesOf(page)).toEqual(before)
    expect(await page.evaluate('globalThis.shifts')).toBeLessThan(0.01)
  })

  test('says that the server does not answer, and tries again', async () => {
    const state = { isDown: true }
    const { page } = await open('/account', 'researcher', {
      '/me': () => (state.isDown ? aProblem(500, 'down') : ok(someoneInRole('researcher'))),
    })
    await page.getByRole('heading', { name: 'Tidemark cannot be reached' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    state.isDown = false
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByRole('heading', { name: 'Demo researcher, researcher' }).waitFor()
  })

  test('has the user’s menu at the foot: account, colours, the way out, by keyboard', async () => {
    const { page } = await open('/research', 'researcher')
    const button = page.getByRole('button', { name: 'Demo researcher Researcher' })
    await button.focus()
    expect(await button.getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Your account' }).click()
    await page.getByRole('heading', { name: 'Demo researcher, researcher' }).waitFor()
    // On the next page it is closed again.
    expect(await page.getByRole('button', { name: 'Sign out', exact: true }).count()).toBe(0)
  })

  test('says on every page of the demo clinic that its records are simulated, and nowhere else', async () => {
    const words = 'Demo clinic: every record is simulated'
    const { page } = await open('/research', 'researcher')
    await page.getByText(words).waitFor()
    const me = someoneInRole('researcher')
    const real = { ...me, deployment: { ...me.deployment, is_demo: false } }
    const { page: other } = await open('/research', 'researcher', { '/me': ok(real) })
    await other.getByRole('button', { name: 'Demo researcher Researcher' }).waitFor()
    expect(await other.getByText(words).count()).toBe(0)
  })

  test('opens on a phone over the page, with everything in it', async () => {
    const { page } = await open('/groups', 'therapist', {}, { width: 390, height: 844 })
    // The menu closes when a page comes: opened before the first one is there, it would close again.
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Menu' }).click()
    await page.getByRole('link', { name: 'Members' }).waitFor()
    await page.getByRole('button', { name: 'Demo therapist Therapist' }).click()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
  })
})

describe('numbers of another role', () => {
  test('stay numbers where the rows behind them are not to be opened', async () => {
    const group = { ...(await aGroupInAList()) }
    const { page } = await open('/groups', 'coordinator', { '/groups': ok({ groups: [group], total: 1 }) })
    await page.getByRole('rowheader', { name: 'Tuesday CBT' }).waitFor()
    // The name leads to the record, which coordinators keep.
    const links = page.getByRole('table').getByRole('link')
    expect(await links.allInnerTexts()).toEqual(['Tuesday CBT'])
    expect(await links.first().getAttribute('href')).toMatch(/^\/groups\/[^/]+\/record$/)
  })

  test('that the server keeps back are told as not one’s to see', async () => {
    const { page } = await open('/groups', 'coordinator', { '/groups': aProblem(403, 'not_your_role') })
    await notYours(page).waitFor()
  })
})

/** Where the brand, the side and the page stand. */
const placesOf = (page: Page) =>
  page.evaluate(`['header', 'header svg', 'main', 'main > *'].map((selector) => {
    const { x, y, width } = document.querySelector(selector).getBoundingClientRect()
    return { selector, x, y, width }
  })`)

const notYours = (page: Page) => page.getByText('Not yours to see')

async function aGroupInAList(): Promise<object> {
  const { aGroup } = await import('../unit/dashboard/charts/group-builder.js')
  const { group, attendance, completeness } = aGroup([[17, 16, 15]])
  return { ...group, attendance, completeness }
}
