import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import type { Page, Request } from 'playwright-core'
import { ACCOUNT_ANSWERS, DEMO_SIGN_IN } from './support/account-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { describedBy, isFocused } from './support/field-state.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, type openPage, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()
const SIGN_IN = '/api/auth/sign-in/email'
const TOTP = '/api/auth/two-factor/verify-totp'
const BACKUP = '/api/auth/two-factor/verify-backup-code'
const THERAPIST: MockedAnswers = { '/me': () => ok(someoneInRole('therapist')) }
const RIGHT: MockedAnswers = { ...THERAPIST, [SIGN_IN]: ok({ next: 'signed_in' }) }
const WITH_CODE: MockedAnswers = { ...THERAPIST, [SIGN_IN]: ok({ next: 'second_factor' }) }

function open(
  search = '',
  answers: MockedAnswers = {},
  look: Parameters<typeof openPage>[1] = {},
): Promise<OpenedPage> {
  return dashboard.open(`/sign-in${search}`, { ...USUAL_ANSWERS, ...ACCOUNT_ANSWERS, ...answers }, look)
}

async function enterPassword(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill('ada@clinic.example')
  await page.getByLabel('Password', { exact: true }).fill('a few words in a row')
  await page.keyboard.press('Enter')
}

const refusedAs =
  (status: number, code: string, headers = {}) =>
  () => ({ ...aProblem(status, code), headers })

describe('the sign-in page', () => {
  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('has no fault at any step in %s at %i pixels', async (scheme, width) => {
    const answers = { ...WITH_CODE, '/sign-in-page': ok(DEMO_SIGN_IN) }
    const { page, complaints } = await open('?ended=idle', answers, { scheme, width })
    await page.getByRole('button', { name: 'Sign in as therapist' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('Enter your password.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await enterPassword(page)
    await page.getByRole('heading', { name: 'Enter your code' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Use a backup code' }).click()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  test('fits 320 pixels, and keeps its words and edges in forced colours', async () => {
    const { page } = await open('', { '/sign-in-page': ok(DEMO_SIGN_IN) }, { width: 320, height: 640 })
    await page.getByRole('button', { name: 'Sign in as therapist' }).waitFor()
    expect(await overflowOf(page)).toBe(0)
    await page.emulateMedia({ forcedColors: 'active' })
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('is what a password manager looks for, and is gone through by keyboard alone', async () => {
    const { page } = await open('', WITH_CODE)
    const password = page.getByLabel('Password', { exact: true })
    await password.waitFor()
    expect(await isFocused(page, '[autocomplete=username][type=email]')).toBe(true)
    expect(await password.getAttribute('autocomplete')).toBe('current-password')
    await page.keyboard.type('ada@clinic.example')
    await page.keyboard.press('Tab')
    await page.keyboard.type('a few words in a row')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    expect(await password.getAttribute('type')).toBe('text')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByLabel('Six digits').waitFor()
    expect(await isFocused(page, '[autocomplete=one-time-code][inputmode=numeric]')).toBe(true)
  })

  test('loads no charts, and no more than a first page may weigh', async () => {
    const { page } = await open('', { '/sign-in-page': ok(DEMO_SIGN_IN) })
    await page.getByRole('button', { name: 'Sign in as therapist' }).waitFor()
    const weights = await weightsInKilobytes(page)
    // Budgets of the first load; the charts alone weigh 100 more.
    expect(weights.js).toBeLessThanOrEqual(190)
    expect(weights.css).toBeLessThanOrEqual(35)
  })
})

describe('signing in', () => {
  test('empty fields are named where they are, and nothing is sent', async () => {
    const { page } = await open()
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.method()))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    expect(await isFocused(page, '[name=email][aria-invalid=true]')).toBe(true)
    expect(await describedBy(page, 'E-mail address')).toBe('Enter the e-mail address of your login.')
    expect(await describedBy(page, 'Password')).toBe('Enter your password.')
    expect(sent).not.toContain('POST')
  })

  test('what was typed is sent, and one is back where one was', async () => {
    const { page, complaints } = await open('?return=%2Fgroups%3Fsite%3Dnorth', RIGHT)
    const asked = page.waitForRequest((request) => request.method() === 'POST')
    await enterPassword(page)
    expect((await asked).postDataJSON()).toEqual({
      email: 'ada@clinic.example',
      password: 'a few words in a row',
    })
    await page.waitForURL('**/groups?site=north')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(complaints).toEqual([])
    await page.goBack()
    expect(page.url()).toBe('about:blank')
  })

  test.each([
    ['another origin', 'https%3A%2F%2Fevil.example%2F'],
    ['another origin without its scheme', '%2F%2Fevil.example%2Fgroups'],
    ['another origin behind dots', '%2F.%2F%2Fevil.example'],
    ['a page of another role', '%2Fprogramme'],
  ])('%s is no place to go back to', async (_what, path) => {
    const { page } = await open(`?return=${path}`, RIGHT)
    await enterPassword(page)
    await page.waitForURL(`${dashboard.origin()}/today`)
  })

  test('a wrong password is told at the field, in the same words for an unknown address', async () => {
    const { page } = await open('', { [SIGN_IN]: refusedAs(401, 'sign_in_failed') })
    await enterPassword(page)
    await page.getByText('do not match').waitFor()
    expect(await describedBy(page, 'Password')).toMatch(/^The e-mail address and the password do not match/)
    expect(await isFocused(page, '[name=password][aria-invalid=true]')).toBe(true)
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('a few words in a row')
    for (let failure = 2; failure <= 5; failure += 1) {
      const answer = page.waitForResponse(`**${SIGN_IN}`)
      await page.keyboard.press('Enter')
      await answer
      await page.locator('button[data-loading]').waitFor({ state: 'detached' })
    }
    await page.getByText(/the login is locked: even the right password is refused before \d\d:\d\d/).waitFor()
  })

  test('too many tries say when to try again', async () => {
    const tooMany = refusedAs(429, 'too_many_requests', { 'retry-after': '90' })
    const { page } = await open('', { [SIGN_IN]: tooMany })
    await enterPassword(page)
    await page
      .getByRole('alert')
      .getByText(/Try again at \d\d:\d\d/)
      .waitFor()
  })

  test('no answer is told as such, and what was typed stays', async () => {
    const { page } = await open()
    await page.route(`**${SIGN_IN}`, (route) => route.abort('internetdisconnected'))
    await enterPassword(page)
    await page.getByRole('alert').getByText('The server did not answer').waitFor()
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('ada@clinic.example')
  })

  test('a browser that drops the cookie is found out', async () => {
    const { page } = await open('', { ...RIGHT, '/me': aProblem(401, 'not_signed_in') })
    await enterPassword(page)
    await page.getByRole('alert').getByText('Allow cookies').waitFor()
  })

  test.each([
    ['idle', 'You were signed out after 30 minutes without use.'],
    ['signed_out', 'You are signed out.'],
    ['ended', /12 hours were over/],
  ])('why the last session ended is said: %s', async (reason, words) => {
    const { page } = await open(`?ended=${reason}`)
    await page.getByRole('status').getByText(words).waitFor()
  })
})

describe('the second factor', () => {
  async function atCode(answers: MockedAnswers): Promise<Page> {
    const { page } = await open('?return=%2Fmembers', { ...WITH_CODE, ...answers })
    await enterPassword(page)
    await page.getByLabel('Six digits').waitFor()
    return page
  }

  test('a code as the app shows it lets in', async () => {
    const page = await atCode({ [TOTP]: ok({ next: 'signed_in' }) })
    const asked = page.waitForRequest(`**${TOTP}`)
    await page.keyboard.type('123 456')
    await page.keyboard.press('Enter')
    expect((await asked).postDataJSON()).toEqual({ code: '123456' })
    await page.waitForURL('**/members')
  })

  test('a wrong or used code is told at the field', async () => {
    const page = await atCode({ [TOTP]: refusedAs(401, 'second_factor_failed') })
    await page.keyboard.type('000000')
    await page.keyboard.press('Enter')
    await page.getByText('or it was used already').waitFor()
    expect(await describedBy(page, 'Six digits')).toMatch(/^This code is not right, or it was used already/)
  })

  test('a backup code lets in as well', async () => {
    const page = await atCode({ [BACKUP]: ok({ next: 'signed_in' }) })
    await page.getByRole('button', { name: 'Use a backup code' }).click()
    const asked = page.waitForRequest(`**${BACKUP}`)
    await page.getByLabel('Backup code').fill('aB3dE-fG4hJ')
    await page.keyboard.press('Enter')
    expect((await asked).postDataJSON()).toEqual({ code: 'aB3dE-fG4hJ' })
    await page.waitForURL('**/members')
  })

  test('after ten minutes the password is asked again, and why', async () => {
    const page = await atCode({ [TOTP]: refusedAs(401, 'challenge_expired') })
    await page.keyboard.type('123456')
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('more than 10 minutes ago').waitFor()
    await page.getByLabel('Password', { exact: true }).waitFor()
  })
})

describe('the demo clinic', () => {
  test('has a button for each account, and says that its records are simulated', async () => {
    const sent: Request[] = []
    const { page } = await open('', { ...RIGHT, '/sign-in-page': ok(DEMO_SIGN_IN) })
    page.on('request', (request) => request.method() === 'POST' && sent.push(request))
    const accounts = page.getByRole('region', { name: 'Demo accounts' })
    await accounts.getByText('Every record in it is simulated, and it runs on this machine only.').waitFor()
    expect(await accounts.getByRole('button').allInnerTexts()).toEqual([
      'Sign in as clinical director',
      'Sign in as therapist',
      'Sign in as researcher',
      'Sign in as coordinator',
      'Sign in as administrator',
    ])
    await accounts.getByRole('button', { name: 'Sign in as therapist' }).click()
    await page.waitForURL('**/today')
    expect(sent.map((request) => request.postDataJSON())).toEqual([
      { email: 'therapist@demo.invalid', password: 'the therapist of the demo' },
    ])
  })

  test('does not exist in a real deployment', async () => {
    const { page } = await open()
    await page.waitForLoadState('networkidle')
    expect(await page.getByText('demo', { exact: false }).count()).toBe(0)
  })
})

/** What the page loaded, compressed as a server would send it. */
async function weightsInKilobytes(page: Page): Promise<{ js: number; css: number }> {
  const loaded: string[] = await page.evaluate(
    "performance.getEntriesByType('resource').map((entry) => entry.name)",
  )
  const weights = { js: 0, css: 0 }
  for (const kind of ['js', 'css'] as const) {
    for (const address of loaded.filter((each) => each.endsWith(`.${kind}`))) {
      const content = await (await fetch(address)).text()
      weights[kind] += gzipSync(content).byteLength / 1000
    }
  }
  return weights
}
