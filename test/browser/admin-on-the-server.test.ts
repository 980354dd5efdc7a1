import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { episodeListSchema } from '../../api/src/contracts/members.js'
import type { Me } from '../../api/src/contracts/sign-in.js'
import {
  type Installation,
  newInstallation,
  type RunningTidemark,
} from '../acceptance/support/tidemark-process.js'
import { dayAfter } from './support/admin-answers.js'
import {
  accessibilityFaults,
  launchBrowser,
  type OpenedPage,
  openPage,
  overflowOf,
  type SignedIn,
} from './support/open-page.js'
import { readAs, signInToDemo } from './support/sign-in-to-demo.js'

// The delivered server with its demo clinic: what an administrator does there, and what it brings about for others.

type Role = 'administrator' | 'director' | 'therapist' | 'coordinator'
const ROLES: readonly Role[] = ['administrator', 'director', 'therapist', 'coordinator']

let installation: Installation
let server: RunningTidemark
let browser: Browser
let memberId: string
const signedIn = new Map<Me['role'], SignedIn>()

beforeAll(async () => {
  installation = await newInstallation()
  server = await installation.start({ TIDEMARK_DEMO: 'on' })
  browser = await launchBrowser()
  for (const role of ROLES) signedIn.set(role, await signInToDemo(browser, server.address, role))
  const therapist = signedIn.get('therapist')
  if (therapist === undefined) throw new Error('The therapist did not sign in.')
  const { episodes } = await readAs(
    browser,
    therapist,
    `${server.address}/api/v1/episodes`,
    episodeListSchema,
  )
  memberId = episodes[0]?.member_id ?? ''
}, 120_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await installation.remove()
})

async function open(role: Role, address: string): Promise<OpenedPage> {
  const kept = signedIn.get(role)
  const opened = await openPage(browser, kept === undefined ? {} : { signedIn: kept })
  await opened.page.goto(server.address + address)
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  await opened.page.waitForLoadState('networkidle')
  return opened
}

const PAGES = [
  '/settings',
  '/settings/users',
  '/settings/users/new',
  '/settings/roles',
  '/settings/sites',
  '/settings/tokens',
  '/settings/caseload',
  '/settings/rules',
  '/settings/setup',
  '/audit',
  '/audit/identities',
]

test.each(PAGES)('%s has no fault and no failed request', async (address) => {
  const { page, complaints, failures } = await open('administrator', address)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 640 })
  await page.waitForTimeout(100)
  expect(await overflowOf(page)).toBe(0)
  expect({ complaints, failures }).toEqual({ complaints: [], failures: [] })
})

describe('a user', () => {
  test('is added, signs in with the one-time password, and is shut out when disabled', async () => {
    const { page, complaints } = await open('administrator', '/settings/users/new')
    await page.getByLabel('Name', { exact: true }).fill('Nell Ward')
    await page.getByLabel('E-mail address').fill('nell.ward@clinic.example')
    await page.getByRole('radio', { name: /^Coordinator/ }).check()
    await page.getByRole('checkbox').first().check()
    await page.getByRole('button', { name: 'Add and show' }).click()
    const password = await page.getByLabel('One-time password').inputValue()
    const { page: own } = await openPage(browser)
    await signIn(own, password)
    await own.waitForURL('**/sign-in/new-password*')

    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByRole('heading', { level: 1, name: /^Nell Ward has a one-time password/ }).waitFor()
    await page.getByRole('button', { name: 'Disable' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click()
    await page.getByRole('heading', { level: 1, name: /^Nell Ward cannot sign in since/ }).waitFor()
    await own.goto(`${server.address}/account`)
    await own.waitForURL('**/sign-in*')
    await signIn(own, password)
    await own.getByText('The e-mail address and the password do not match.').waitFor()
    expect(complaints).toEqual([])
  }, 60_000)

  async function signIn(page: Page, password: string): Promise<void> {
    await page.goto(`${server.address}/sign-in`)
    await page.getByLabel('E-mail').fill('nell.ward@clinic.example')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  test('with an address that is in use is refused at the field', async () => {
    const { page } = await open('administrator', '/settings/users')
    const address = await page.getByRole('rowheader').first().innerText()
    await page.getByRole('link', { name: 'Add a user' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Somebody Else')
    await page.getByLabel('E-mail address').fill(address.split('\n')[1] ?? '')
    await page.getByRole('button', { name: 'Add and show' }).click()
    await page.getByText('Another login has this e-mail address.').waitFor()
    expect(await page.getByLabel('E-mail address').getAttribute('aria-invalid')).toBe('true')
  })
})

test('a token is made, and revoked', async () => {
  const { page } = await open('administrator', '/settings/tokens')
  await page.getByRole('button', { name: 'Make a token' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('For which program').fill('Ward feed')
  await form.getByRole('checkbox').first().check()
  await form.getByRole('button', { name: 'Make it' }).click()
  expect(await page.getByRole('textbox', { name: 'Token' }).inputValue()).toMatch(/^\S{20,}$/)
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await page.getByRole('button', { name: 'Revoke Ward feed' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await page
    .getByRole('row', { name: /^Ward feed/ })
    .getByText('Revoked')
    .waitFor()
})

test('a site and a therapist are added and changed', async () => {
  const { page } = await open('administrator', '/settings/sites')
  await page.getByRole('button', { name: 'Add a site' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Id').fill('harbour')
  await form.getByLabel('Name').fill('Harbour')
  await form.getByLabel('Time zone').selectOption('Europe/Lisbon')
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: 'Change Harbour' }).click()
  await form.getByLabel('Name').fill('Harbour house')
  await form.getByLabel('Reason').fill('New sign at the door')
  await form.getByRole('button', { name: 'Store' }).click()
  await page.getByRole('row', { name: /^Harbour house harbour Europe\/Lisbon/ }).waitFor()
  await page.getByRole('button', { name: 'Add a therapist' }).click()
  await form.getByLabel('Id').fill('T-new')
  await form.getByLabel('Name').fill('Sam Fox')
  await form.getByLabel('Site').selectOption('harbour')
  await form.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('row', { name: /^Sam Fox T-new Harbour house no login/ }).waitFor()
})

test('a rule is changed, and the page says who changed it', async () => {
  const { page } = await open('administrator', '/settings/rules')
  await page.getByLabel('Hours before item 9 goes to the director').fill('12')
  await page.getByRole('button', { name: 'Store' }).click()
  await page.getByText('Stored', { exact: true }).waitFor()
  await page
    .getByRole('region', { name: 'Last changes' })
    .getByRole('listitem')
    .filter({ hasText: /^item 9 escalation hours\s*24 → 12\s*Adam Ferrari/i })
    .waitFor()
})

test('a director arranges a cover at a site of theirs, and ends it', async () => {
  const { page } = await open('director', '/settings/caseload')
  await page.getByRole('button', { name: 'Arrange a cover' }).click()
  const form = page.getByRole('dialog')
  const leaders = await form.getByLabel('Who is away').getByRole('option').all()
  await form.getByLabel('Who is away').selectOption((await leaders[1]?.getAttribute('value')) ?? '')
  const others = await form.getByLabel('Who covers').getByRole('option').all()
  await form.getByLabel('Who covers').selectOption((await others[1]?.getAttribute('value')) ?? '')
  // The clinic's sites lie west of Greenwich: the day there may still be yesterday's.
  await form.getByLabel('First day').fill(dayAfter(-1))
  await form.getByLabel('Last day').fill('2099-12-31')
  await form.getByLabel('Reason').fill('Annual leave')
  await form.getByRole('button', { name: 'Arrange it' }).click()
  await form.getByText('A cover lasts 366 days at most.').waitFor()
  await form.getByLabel('Last day').fill(dayAfter(7))
  await form.getByRole('button', { name: 'Arrange it' }).click()
  await form.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^End early/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'End it now' }).click()
  await page.getByRole('row').getByText('Ended early').waitFor()
})

describe('who a member is', () => {
  const nameOf = async (page: Page): Promise<string> =>
    (await page.getByRole('region', { name: 'Identity' }).locator('strong').innerText()).trim()

  test('the therapist reads and finds by name; the director with a reason; the activity names all of them', async () => {
    const { page: therapist } = await open('therapist', `/members/${memberId}`)
    const name = await nameOf(therapist)
    expect(name).toMatch(/^\S+ \S+/)
    await therapist.keyboard.press('/')
    await therapist.keyboard.type(name.split(' ').reverse().join(' ').toLowerCase())
    await therapist.keyboard.press('Enter')
    await therapist.getByRole('rowheader', { name: memberId }).getByText(name).waitFor()

    const { page: coordinator } = await open('coordinator', `/members/${memberId}`)
    expect(await nameOf(coordinator)).toBe(name)

    const { page: director, failures } = await open('director', `/members/${memberId}`)
    await director.getByRole('button', { name: 'Open with a reason' }).click()
    await director.getByLabel('Reason').fill('The emergency department asks')
    await director.getByRole('button', { name: 'Open for 15 minutes' }).click()
    await director.getByRole('timer').waitFor()
    expect(await nameOf(director)).toBe(name)
    expect(failures).toEqual([])

    const { page: administrator } = await open('administrator', '/audit/identities')
    await administrator
      .getByRole('row')
      .filter({ hasText: 'The emergency department asks' })
      .getByText(memberId)
      .click()
    await administrator.getByRole('heading', { level: 1, name: `Who saw member ${memberId}` }).waitFor()
    const card = administrator.getByRole('region', { name: 'Who it was' })
    for (const onlooker of ['Theo Lindqvist', 'Cora Nyman', 'Dana Reyes']) {
      await card.getByRole('link', { name: onlooker }).waitFor()
    }
    expect(await administrator.content()).not.toContain(name)
  }, 60_000)

  test('the activity is saved as a file, without a name of a member', async () => {
    const { page: therapist } = await open('therapist', `/members/${memberId}`)
    const name = await nameOf(therapist)
    const { page } = await open('administrator', `/audit?member=${memberId}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`activity_member-${memberId.toLowerCase()}.csv`)
    const file = await readFile(await download.path(), 'utf8')
    expect(file).toMatch(/^\ufeffchain_day,number,/)
    expect(file).toContain('identity.read')
    expect(file).not.toContain(name)
  })
})

test('a member of nobody is no failure of the activity', async () => {
  const { page } = await open('administrator', '/audit?member=nobody')
  await page.getByRole('button', { name: 'Member nobody' }).click()
  await page.getByRole('row').nth(1).waitFor()
})
