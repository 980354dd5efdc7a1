import { readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { ACCOUNT_ANSWERS, OWN_SESSIONS, SECOND_FACTOR } from './support/account-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { describedBy, isFocused } from './support/field-state.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, type openPage, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()
const ENABLE = '/api/auth/two-factor/enable'
const VERIFY = '/api/auth/two-factor/verify-totp'
const CHANGE = '/api/auth/change-password'
const ENROLLING: MockedAnswers = { [ENABLE]: ok(SECOND_FACTOR), [VERIFY]: ok({ next: 'signed_in' }) }
const THERAPIST: MockedAnswers = { '/me': () => ok(someoneInRole('therapist')) }

function open(
  address: string,
  answers: MockedAnswers = {},
  look: Parameters<typeof openPage>[1] = {},
): Promise<OpenedPage> {
  return dashboard.open(address, { ...USUAL_ANSWERS, ...ACCOUNT_ANSWERS, ...THERAPIST, ...answers }, look)
}

const passwordCard = (page: Page): Locator => page.getByRole('region', { name: 'Password', exact: true })
const factorCard = (page: Page): Locator => page.getByRole('region', { name: 'Second factor' })

async function scan(page: Page): Promise<void> {
  await page.locator('input[name=password]').fill('a few words in a row')
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
}

async function enterCode(page: Page): Promise<void> {
  await page.getByLabel('Enter the six digits that the app shows').fill('123 456')
  await page.keyboard.press('Enter')
}

describe('the account page', () => {
  test.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('has no fault in any state in %s at %i pixels', async (scheme, width) => {
    const { page, complaints } = await open('/account', ENROLLING, { scheme, width })
    await page.getByText('This one').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Set up' }).click()
    await scan(page)
    await page.getByRole('button', { name: 'Change password' }).click()
    expect(await accessibilityFaults(page)).toEqual([])
    await enterCode(page)
    await page.getByText('Keep your backup codes').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })

  test('says whose account it is and what it reaches', async () => {
    const { page } = await open('/account', { '/me': ok(someoneInRole('director')) })
    await page.getByRole('heading', { level: 1, name: 'Demo director, clinical director' }).waitFor()
    await page.getByText('director@demo.invalid · Sites: East, North').waitFor()
  })
})

describe('a new password', () => {
  async function atForm(answers: MockedAnswers): Promise<Page> {
    const { page } = await open('/account', answers)
    await page.getByRole('button', { name: 'Change password' }).click()
    return page
  }

  test('has its rules before it is chosen, and its length while it is typed', async () => {
    const page = await atForm({})
    await page.getByText('At least 15 characters; 12 once a second factor is set up.').waitFor()
    expect(await page.getByLabel('New password', { exact: true }).getAttribute('autocomplete')).toBe(
      'new-password',
    )
    await page.getByLabel('New password', { exact: true }).fill('six wo')
    expect(await describedBy(page, 'New password')).toBe('6 of 15 characters')
    await page.getByLabel('New password', { exact: true }).fill('six words that nobody')
    expect(await describedBy(page, 'New password')).toBe('21 characters, long enough')
  })

  test('is refused with every reason at once, at its field', async () => {
    const { status, body } = aProblem(422, 'password_refused')
    const reasons = ['It needs at least 15 characters.', 'It holds your name.']
    const errors = reasons.map((message) => ({ path: 'new_password', message }))
    const page = await atForm({ [CHANGE]: { status, body: Object.assign({}, body, { errors }) } })
    await page.getByLabel('Current password', { exact: true }).fill('old')
    await page.getByLabel('New password', { exact: true }).fill('demo')
    await page.keyboard.press('Enter')
    await page.getByText(reasons.join(' ')).waitFor()
    expect(await isFocused(page, '[name=new_password][aria-invalid=true]')).toBe(true)
  })

  test('needs the current one', async () => {
    const page = await atForm({ [CHANGE]: aProblem(403, 'wrong_password') })
    await page.getByLabel('Current password', { exact: true }).fill('not it')
    await page.getByLabel('New password', { exact: true }).fill('six words that nobody knows')
    await page.keyboard.press('Enter')
    await page.getByText('This is not the password that you have now.').waitFor()
    expect(await isFocused(page, '[name=current_password][aria-invalid=true]')).toBe(true)
  })

  test('is sent, and what it ended is said', async () => {
    const page = await atForm({ [CHANGE]: { status: 204 } })
    const sent = page.waitForRequest(`**${CHANGE}`)
    await page.getByLabel('Current password', { exact: true }).fill('old words in a row')
    await page.getByLabel('New password', { exact: true }).fill('six words that nobody knows')
    await page.keyboard.press('Enter')
    expect((await sent).postDataJSON()).toEqual({
      current_password: 'old words in a row',
      new_password: 'six words that nobody knows',
    })
    const said = passwordCard(page).getByRole('status')
    await said.getByText('Your password is changed. Everywhere else you were signed out.').waitFor()
    expect(await page.locator('input[type=password]').count()).toBe(0)
  })
})

describe('a second factor', () => {
  test('is set up by password, QR code or typed key, and a first code; the codes are shown once', async () => {
    const state = { isOn: false }
    const { page } = await open('/account', {
      ...ENROLLING,
      '/me': () => ok(someoneInRole('therapist', { two_factor_enabled: state.isOn })),
    })
    await page.getByRole('button', { name: 'Set up' }).click()
    await scan(page)
    await page.getByText('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP').waitFor()
    const verified = page.waitForRequest(`**${VERIFY}`)
    await enterCode(page)
    expect((await verified).postDataJSON()).toEqual({ code: '123456' })
    const codes = factorCard(page).getByRole('list', { name: 'Backup codes' })
    expect(await codes.getByRole('listitem').allInnerTexts()).toEqual(SECOND_FACTOR.backup_codes)
    expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true)
    state.isOn = true
    await page.getByLabel('I have kept the codes').check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await factorCard(page).getByText('On', { exact: true }).waitFor()
    expect(await page.content()).not.toContain(SECOND_FACTOR.backup_codes[0])
  })

  test('has codes to save as a file and to copy', async () => {
    const { page } = await open('/account', ENROLLING)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Set up' }).click()
    await scan(page)
    await enterCode(page)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as text' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('tidemark-backup-codes.txt')
    const saved = await readFile(await download.path(), 'utf8')
    expect(saved.split('\r\n').slice(2, -1)).toEqual(SECOND_FACTOR.backup_codes)
    expect(saved).not.toContain('therapist')
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByText('Copied. Paste the codes').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain(SECOND_FACTOR.backup_codes[9])
  })

  test('is not set up with a wrong code', async () => {
    const { page } = await open('/account', { ...ENROLLING, [VERIFY]: aProblem(401, 'second_factor_failed') })
    await page.getByRole('button', { name: 'Set up' }).click()
    await scan(page)
    await enterCode(page)
    await page.getByText('This code is not right').waitFor()
    await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
  })

  test.each([
    ['New backup codes', 'Make new codes', '/api/auth/two-factor/generate-backup-codes'],
    ['Switch off', 'Switch it off', '/api/auth/two-factor/disable'],
  ] as const)('“%s” takes password and code once, and then is done', async (first, second, path) => {
    const sent: [string, unknown][] = []
    const { page } = await open('/account', {
      '/me': ok(someoneInRole('therapist', { two_factor_enabled: true })),
      '/me/confirm': ok({ confirmed_at: '2026-11-23T08:00:00Z' }),
      '/api/auth/two-factor/disable': { status: 204 },
      '/api/auth/two-factor/generate-backup-codes': ok({ backup_codes: ['new01-abcde'] }),
    })
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push([new URL(request.url()).pathname, request.postDataJSON()])
    })
    await page.getByRole('button', { name: first }).click()
    await page.locator('input[name=password]').fill('a few words in a row')
    await page.getByLabel('Code from your authenticator app').fill('123456')
    const done = page.waitForResponse(`**${path}`)
    await page.getByRole('button', { name: second }).click()
    await done
    expect(sent).toEqual([
      ['/api/v1/me/confirm', { password: 'a few words in a row', code: '123456' }],
      [path, { password: 'a few words in a row' }],
    ])
  })

  test.each(['director', 'researcher', 'administrator'] as const)(
    'cannot be switched off by a %s, and why is said',
    async (role) => {
      const { page } = await open('/account', {
        '/me': ok(someoneInRole(role, { two_factor_enabled: true })),
      })
      await page.getByText('Your role needs it, so it cannot be switched off.').waitFor()
      expect(await page.getByRole('button', { name: 'Switch off' }).count()).toBe(0)
    },
  )
})

describe('where one is signed in', () => {
  test('is listed by device and last use, this one marked; one place or all others can be ended', async () => {
    const answer = { sessions: OWN_SESSIONS.sessions }
    const { page } = await open('/account', {
      '/api/auth/list-sessions': () => ok(answer),
      '/api/auth/revoke-session': { status: 204 },
      '/api/auth/revoke-other-sessions': { status: 204 },
    })
    const places = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem')
    await places.first().waitFor()
    const [here, phone] = await places.allInnerTexts()
    expect(here).toMatch(
      /Firefox on Linux[\s\S]*from 127\.0\.0\.1[\s\S]*last used 23 Nov 2026[\s\S]*This one/,
    )
    expect(phone).toMatch(/Safari on iPhone[\s\S]*from 10\.2\.3\.4/)
    const revoked = page.waitForRequest('**/api/auth/revoke-session')
    const askedAgain = page.waitForResponse('**/api/auth/list-sessions')
    await page.getByRole('button', { name: /^Sign out Safari on iPhone/ }).click()
    await askedAgain
    expect((await revoked).postDataJSON()).toEqual({ session_id: 'phone' })
    answer.sessions = OWN_SESSIONS.sessions.filter((session) => session.is_current)
    const others = page.waitForRequest('**/api/auth/revoke-other-sessions')
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await others
    await page.getByText('Safari on iPhone').waitFor({ state: 'detached' })
    expect(await page.getByRole('button', { name: 'Sign out everywhere else' }).count()).toBe(0)
  })

  test('says when a place could not be ended', async () => {
    const { page } = await open('/account', { '/api/auth/revoke-session': aProblem(503, 'busy') })
    await page.getByRole('button', { name: /^Sign out Safari on iPhone/ }).click()
    await page.getByRole('alert').getByText('The database did not answer in time.').waitFor()
  })
})

describe('what is due at the first sign-in', () => {
  test('is done page by page, and then one is where one wanted to be', async () => {
    const state: { due: 'password_change' | 'second_factor' | null } = { due: 'password_change' }
    const { page, complaints } = await open('/members', {
      ...ENROLLING,
      [CHANGE]: { status: 204 },
      '/me': () => ok(someoneInRole('director', { due: state.due })),
    })
    await page.getByRole('heading', { name: 'Choose a password of your own' }).waitFor()
    expect(await page.getByRole('navigation').count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    state.due = 'second_factor'
    await page.getByLabel('The password you were given', { exact: true }).fill('one-time words')
    await page.getByLabel('New password', { exact: true }).fill('six words that nobody knows')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor()
    await scan(page)
    expect(await accessibilityFaults(page)).toEqual([])
    await enterCode(page)
    state.due = null
    await page.getByLabel('I have kept the codes').check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(`${dashboard.origin()}/members`)
    expect(complaints).toEqual([])
  })

  test('leads an administrator of a new deployment to the first questions', async () => {
    const me = someoneInRole('administrator')
    const { page } = await open('/', {
      '/me': ok({ ...me, deployment: { ...me.deployment, needs_setup: true } }),
    })
    await page.waitForURL(`${dashboard.origin()}/settings/setup`)
  })

  test('can be left by signing out', async () => {
    const { page } = await open('/', { '/me': ok(someoneInRole('director', { due: 'second_factor' })) })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/sign-in?ended=signed_out')
  })
})
