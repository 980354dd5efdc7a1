import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import {
  ADMIN_ANSWERS,
  ADMINISTRATOR,
  aRefusal,
  aUser,
  byMethod,
  type SentChange,
  USERS,
} from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { type MockedAnswers, ok } from './support/mocked-api.js'
import type { OpenedPage } from './support/open-page.js'

const dashboard = mockedDashboard()
const PASSWORD = 'tidal-otter-91-quartz-lamp'
const LISTED = ok({ users: USERS })

function open(address: string, answers: MockedAnswers = {}): Promise<OpenedPage> {
  return dashboard.open(address, { ...ADMIN_ANSWERS, ...answers })
}

describe('the list of users', () => {
  test('is narrowed by role and state in the address, by typed names on the page alone', async () => {
    const { page } = await open('/settings/users')
    await page.getByText('6 of 6 users shown').waitFor()
    await page.getByLabel('Role', { exact: true }).selectOption('therapist')
    await page.waitForURL('**/settings/users?role=therapist')
    await page.getByText('2 of 6 users shown').waitFor()
    await page.getByLabel('Name or address').fill('weber')
    await page.getByText('1 of 6 users shown').waitFor()
    expect(new URL(page.url()).search).toBe('?role=therapist')
    await page.getByLabel('Name or address').fill('nobody at all')
    await page.getByRole('button', { name: 'Typed “nobody at all”' }).click()
    await page.getByText('2 of 6 users shown').waitFor()
    await page.goBack()
    await page.getByText('6 of 6 users shown').waitFor()
  })

  test('leads to a user, whose name stands in no address and no tab', async () => {
    const { page } = await open('/settings/users')
    await page.getByRole('link', { name: 'Grace Okafor' }).click()
    await page.getByRole('heading', { level: 1, name: 'Grace Okafor can sign in and work' }).waitFor()
    expect([new URL(page.url()).pathname, await page.title()]).toEqual([
      '/settings/users/u-grace',
      'User · Tidemark',
    ])
  })
})

describe('adding a user', () => {
  async function fill(page: Page): Promise<void> {
    await page.getByLabel('Name', { exact: true }).fill('Nell Ward')
    await page.getByLabel('E-mail address').fill('nell.ward@clinic.example')
    await page.getByRole('radio', { name: /^Coordinator/ }).check()
  }
  const nell = aUser({
    user_id: 'u-nell',
    name: 'Nell Ward',
    role: 'coordinator',
    therapist: null,
    site_ids: ['east'],
  })

  test('sends what was chosen, and shows the one-time password once', async () => {
    const sent: SentChange[] = []
    const added = { status: 201, body: { user: nell, one_time_password: PASSWORD } }
    const { page, complaints } = await open('/settings/users/new', {
      '/users': byMethod({ GET: [LISTED, ok({ users: [...USERS, nell] })], POST: added }, sent),
    })
    await fill(page)
    await page.getByRole('heading', { level: 2, name: 'Coordinator' }).waitFor()
    await page.getByRole('button', { name: 'Add and show' }).click()
    await page.getByText('Choose at least one site.').waitFor()
    expect(sent).toEqual([])
    await page.getByRole('checkbox', { name: 'East' }).check()
    await page.getByRole('button', { name: 'Add and show' }).click()
    await page.getByRole('heading', { level: 1, name: 'Nell Ward can sign in now' }).waitFor()
    expect(await page.getByLabel('One-time password').inputValue()).toBe(PASSWORD)
    expect(sent).toEqual([
      {
        change: 'POST /users',
        body: {
          name: 'Nell Ward',
          email: 'nell.ward@clinic.example',
          role: 'coordinator',
          site_ids: ['east'],
          therapist_id: null,
        },
      },
    ])
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.waitForURL('**/settings/users/u-nell')
    // What stood on the page before goes when the next one is there.
    await page.getByLabel('One-time password').waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.content()).not.toContain(PASSWORD)
    // The page with the password is not one of those that were visited.
    await page.goBack()
    expect(page.url()).toBe('about:blank')
    expect(complaints).toEqual([])
  })

  test('an address in use is told at its field, and nothing that was typed is lost', async () => {
    const refusal = aRefusal(409, 'email_in_use', 'Another login has this e-mail address.')
    const { page } = await open('/settings/users/new', { '/users': byMethod({ GET: LISTED, POST: refusal }) })
    await fill(page)
    await page.getByRole('checkbox', { name: 'East' }).check()
    await page.getByRole('button', { name: 'Add and show' }).click()
    await page.getByText('Another login has this e-mail address.').waitFor()
    expect(await page.getByLabel('E-mail address').getAttribute('aria-invalid')).toBe('true')
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('nell.ward@clinic.example')
  })

  test('a therapist in the records belongs to one login', async () => {
    const { page } = await open('/settings/users/new')
    const options = page.getByLabel('Therapist in the records').getByRole('option')
    const held = options.filter({ hasText: 'Grace Okafor (T1), linked to Grace Okafor' })
    expect(await held.getAttribute('disabled')).not.toBeNull()
    expect(await options.filter({ hasText: 'Maria Lind (T3)' }).getAttribute('disabled')).toBeNull()
  })
})

describe('changing what a user sees', () => {
  const dora = '/settings/users/u-dora'

  test('is said in words first, and stored only then', async () => {
    const sent: SentChange[] = []
    const changed = aUser({ ...USERS[1], site_ids: ['north', 'east'], version: 'v2' })
    const { page } = await open(dora, { '/users/u-dora': byMethod({ PATCH: ok(changed) }, sent) })
    await page.getByRole('checkbox', { name: 'East' }).check()
    await page.getByRole('button', { name: 'Store' }).click()
    const asked = page.getByRole('alertdialog', { name: 'Change what Dora Stein sees?' })
    await asked.getByText('Dora Stein sees the records of East.').waitFor()
    await page.keyboard.press('Escape')
    await asked.waitFor({ state: 'detached' })
    expect(sent).toEqual([])
    await page.getByRole('button', { name: 'Store' }).click()
    await asked.getByRole('button', { name: 'Change it' }).click()
    await asked.waitFor({ state: 'detached' })
    expect(sent).toEqual([
      {
        change: 'PATCH /users/u-dora',
        body: {
          version: 'v1',
          name: 'Dora Stein',
          role: 'director',
          site_ids: ['north', 'east'],
          therapist_id: null,
        },
      },
    ])
  })

  test('a name alone needs no question', async () => {
    const sent: SentChange[] = []
    const { page } = await open(dora, { '/users/u-dora': byMethod({ PATCH: ok(USERS[1]) }, sent) })
    await page.getByLabel('Name', { exact: true }).fill('Dora Stein-Roth')
    const stored = page.waitForResponse((response) => response.request().method() === 'PATCH')
    await page.getByRole('button', { name: 'Store' }).click()
    await stored
    expect(sent).toMatchObject([{ body: { name: 'Dora Stein-Roth' } }])
  })

  test('a change by somebody else meanwhile is told with what is stored now', async () => {
    const refusal = aRefusal(409, 'changed_meanwhile', 'It was changed after you read it.', [
      { path: 'name', message: 'It is now: Dora Roth.' },
    ])
    const { page } = await open(dora, { '/users/u-dora': byMethod({ PATCH: refusal }) })
    await page.getByLabel('Name', { exact: true }).fill('Dora S.')
    await page.getByRole('button', { name: 'Store' }).click()
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toContain('Somebody else changed this meanwhile, so nothing was stored.')
    expect(await alert.innerText()).toContain('It is now: Dora Roth.')
  })
})

describe('the only administrator left', () => {
  test('keeps the role and stays enabled, and the page says why', async () => {
    const { page } = await open('/settings/users/u-ada')
    await page.getByRole('heading', { level: 1, name: 'Ada Byron can sign in and work' }).waitFor()
    expect(await page.getByText('This is the only administrator who can sign in.').count()).toBe(2)
    expect(await page.getByRole('radio', { name: /^Therapist/ }).isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Disable' }).isDisabled()).toBe(true)
  })

  test('is free to go once there is another', async () => {
    const users = [
      ...USERS,
      aUser({ user_id: 'u-2', name: 'Bo Chen', role: 'administrator', therapist: null }),
    ]
    const { page } = await open('/settings/users/u-ada', { '/users': ok({ users }) })
    await page.getByRole('button', { name: 'Disable' }).waitFor()
    expect(await page.getByRole('button', { name: 'Disable' }).isDisabled()).toBe(false)
    expect(await page.getByRole('radio', { name: /^Therapist/ }).isDisabled()).toBe(false)
  })
})

describe('how a user signs in', () => {
  test('a new one-time password is shown once, and Escape does not take it away', async () => {
    const sent: SentChange[] = []
    const reset = ok({ user: aUser({}), one_time_password: PASSWORD })
    const { page } = await open('/settings/users/u-grace', {
      '/users/u-grace/reset-password': byMethod({ POST: reset }, sent),
    })
    await page.getByRole('button', { name: 'Reset password' }).click()
    const asked = page.getByRole('alertdialog', { name: 'Reset the password of Grace Okafor?' })
    await asked.getByText('every open session ends').waitFor()
    await asked.getByRole('button', { name: 'Reset password' }).click()
    const shown = page.getByRole('dialog', { name: 'One-time password of Grace Okafor' })
    await shown.waitFor()
    expect(sent).toEqual([{ change: 'POST /users/u-grace/reset-password', body: null }])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    expect(await shown.getByLabel('One-time password').inputValue()).toBe(PASSWORD)
    await shown.getByRole('button', { name: 'I have kept it' }).click()
    await shown.waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain(PASSWORD)
  })

  test.each([
    [
      'Reset second factor',
      'POST /users/u-grace/reset-second-factor',
      'the password alone protects the login',
    ],
    ['End sessions', 'POST /users/u-grace/sessions/revoke', 'signed out of 1 open session'],
    ['Disable', 'POST /users/u-grace/disable', 'cannot sign in any more'],
  ])('“%s” says what it brings about, then does it', async (label, change, words) => {
    const sent: SentChange[] = []
    const done = byMethod({ POST: ok(aUser({})) }, sent)
    const path = change.replace('POST ', '')
    const { page } = await open('/settings/users/u-grace', { [path]: done })
    await page.getByRole('button', { name: label }).click()
    const asked = page.getByRole('alertdialog')
    await asked.getByText(words).waitFor()
    await asked.getByRole('button', { name: label }).click()
    await asked.waitFor({ state: 'detached' })
    expect(sent.map((each) => each.change)).toEqual([change])
  })

  test('a refusal stays in the question until the reader closes it', async () => {
    const refusal = aRefusal(409, 'last_administrator', 'Nobody else could manage users afterwards.')
    const users = [
      ADMINISTRATOR,
      aUser({ user_id: 'u-2', name: 'Bo Chen', role: 'administrator', therapist: null }),
    ]
    const { page } = await open('/settings/users/u-2', {
      '/users': ok({ users }),
      '/users/u-2/disable': byMethod({ POST: refusal }),
    })
    await page.getByRole('button', { name: 'Disable' }).click()
    const asked = page.getByRole('alertdialog')
    await asked.getByRole('button', { name: 'Disable' }).click()
    await asked.getByRole('alert').getByText('Nobody else could manage users afterwards.').waitFor()
  })

  test('a disabled user can be enabled, and nothing else', async () => {
    const sent: SentChange[] = []
    const { page } = await open('/settings/users/u-old', {
      '/users/u-old/enable': byMethod({ POST: ok(aUser({})) }, sent),
    })
    await page.getByRole('heading', { level: 1, name: /^Piet Smit cannot sign in since/ }).waitFor()
    expect(await page.getByRole('button', { name: 'Reset password' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Enable' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Enable' }).click()
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    expect(sent.map((each) => each.change)).toEqual(['POST /users/u-old/enable'])
  })

  test('an id of nobody says so', async () => {
    const { page } = await open('/settings/users/u-gone')
    await page.getByText('There is no user with this id.').waitFor()
  })
})
