import { describe, expect, test } from '@jest/globals'
import {
  ADMIN_ANSWERS,
  aRefusal,
  aToken,
  byMethod,
  type SentChange,
  SITES,
  THERAPISTS,
} from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { type MockedAnswers, ok } from './support/mocked-api.js'
import type { OpenedPage } from './support/open-page.js'

const dashboard = mockedDashboard()
const SECRET = 'tm_9d2e7f60b1c84a5590aa'

function open(address: string, answers: MockedAnswers = {}): Promise<OpenedPage> {
  return dashboard.open(address, { ...ADMIN_ANSWERS, ...answers })
}

describe('tokens', () => {
  test('a new one is named, given sites and an end, and shown once', async () => {
    const sent: SentChange[] = []
    const made = { status: 201, body: { token: aToken({ name: 'Ward feed' }), secret: SECRET } }
    const { page } = await open('/settings/tokens', {
      '/tokens': byMethod({ GET: ok({ tokens: [] }), POST: made }, sent),
    })
    await page.getByRole('button', { name: 'Make a token' }).click()
    const form = page.getByRole('dialog', { name: 'Make a token' })
    await form.getByRole('button', { name: 'Make it' }).click()
    await form.getByText('Name the program that will use it.').waitFor()
    await form.getByLabel('For which program').fill('Ward feed')
    await form.getByRole('checkbox', { name: 'North' }).check()
    await form.getByLabel('Ends after').selectOption('30')
    await form.getByRole('button', { name: 'Make it' }).click()
    const shown = page.getByRole('dialog', { name: 'Token “Ward feed”' })
    expect(await shown.getByLabel('Token').inputValue()).toBe(SECRET)
    expect(sent).toEqual([
      {
        change: 'POST /tokens',
        body: { name: 'Ward feed', scopes: ['ingest:write'], site_ids: ['north'], expires_in_days: 30 },
      },
    ])
    await page.keyboard.press('Escape')
    await shown.getByRole('button', { name: 'I have kept it' }).click()
    await shown.waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain(SECRET)
  })

  test('one that works is revoked after its consequences were read; the others cannot be', async () => {
    const sent: SentChange[] = []
    const { page } = await open('/settings/tokens', {
      '/tokens/token-1/revoke': byMethod({ POST: ok(aToken({ status: 'revoked' })) }, sent),
    })
    await page.getByText('by Ada Byron').waitFor()
    expect(await page.getByRole('button', { name: /^Revoke/ }).count()).toBe(1)
    await page.getByRole('button', { name: 'Revoke Hospital records' }).click()
    const asked = page.getByRole('alertdialog', { name: 'Revoke “Hospital records”?' })
    await asked.getByText('is refused from its next request on').waitFor()
    await asked.getByRole('button', { name: 'Revoke' }).click()
    await asked.waitFor({ state: 'detached' })
    expect(sent.map((each) => each.change)).toEqual(['POST /tokens/token-1/revoke'])
  })
})

describe('sites and therapists', () => {
  test('a site is added with an id that stays and a time zone of a list', async () => {
    const sent: SentChange[] = []
    const added = {
      status: 201,
      body: { site_id: 'south', name: 'South', time_zone: 'Asia/Tokyo', version: 1 },
    }
    const { page } = await open('/settings/sites', {
      '/sites': byMethod({ GET: ok({ sites: SITES }), POST: added }, sent),
    })
    await page.getByRole('button', { name: 'Add a site' }).click()
    const form = page.getByRole('dialog', { name: 'Add a site' })
    await form.getByLabel('Id').fill('south')
    await form.getByLabel('Name').fill('South')
    await form.getByLabel('Time zone').selectOption('Asia/Tokyo')
    await form.getByRole('button', { name: 'Add', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    expect(sent).toEqual([
      { change: 'POST /sites', body: { site_id: 'south', name: 'South', time_zone: 'Asia/Tokyo' } },
    ])
  })

  test('an id in use is told at its field', async () => {
    const refusal = aRefusal(409, 'site_exists', 'There is a site with this id. Choose another id.')
    const { page } = await open('/settings/sites', {
      '/sites': byMethod({ GET: ok({ sites: SITES }), POST: refusal }),
    })
    await page.getByRole('button', { name: 'Add a site' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Id').fill('north')
    await form.getByLabel('Name').fill('North')
    await form.getByRole('button', { name: 'Add', exact: true }).click()
    await form.getByText('There is a site with this id.').waitFor()
    expect(await form.getByLabel('Id').getAttribute('aria-invalid')).toBe('true')
  })

  test('a change carries the version that was read and a reason; a conflict leads back to what is there now', async () => {
    const sent: SentChange[] = []
    const refusal = aRefusal(409, 'changed_meanwhile', 'It was changed after you read it.', [
      { path: 'name', message: 'It is now: East wing.' },
    ])
    const renamed = SITES.map((site) =>
      site.site_id === 'east' ? { ...site, name: 'East wing', version: 4 } : site,
    )
    const { page } = await open('/settings/sites', {
      '/sites': byMethod({ GET: [ok({ sites: SITES }), ok({ sites: renamed })] }),
      '/sites/east': byMethod({ PATCH: refusal }, sent),
    })
    await page.getByRole('button', { name: 'Change East' }).click()
    const form = page.getByRole('dialog', { name: 'Change East' })
    await form.getByLabel('Name').fill('East house')
    await form.getByRole('button', { name: 'Store' }).click()
    await form.getByText('Say in a few words why.').waitFor()
    await form.getByLabel('Reason').fill('New sign at the door')
    await form.getByRole('button', { name: 'Store' }).click()
    await form.getByRole('alert').getByText('It is now: East wing.').waitFor()
    expect(sent).toEqual([
      {
        change: 'PATCH /sites/east',
        body: { version: 3, name: 'East house', time_zone: 'Europe/Paris', reason: 'New sign at the door' },
      },
    ])
    await form.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Change East wing' }).click()
    expect(await page.getByRole('dialog').getByLabel('Name').inputValue()).toBe('East wing')
  })

  test('a therapist is added without a site, and the list says who has a login', async () => {
    const sent: SentChange[] = []
    const added = {
      status: 201,
      body: { therapist_id: 'T9', display_name: 'Sam Fox', site_id: null, version: 1 },
    }
    const { page } = await open('/settings/sites', {
      '/therapists': byMethod({ GET: ok({ therapists: THERAPISTS }), POST: added }, sent),
    })
    const grace = page.getByRole('row', { name: /^Grace Okafor/ })
    await grace.getByRole('link', { name: 'Grace Okafor' }).waitFor()
    await page
      .getByRole('row', { name: /^Maria Lind/ })
      .getByText('no login')
      .waitFor()
    await page.getByRole('button', { name: 'Add a therapist' }).click()
    const form = page.getByRole('dialog', { name: 'Add a therapist' })
    await form.getByLabel('Id').fill('T9')
    await form.getByLabel('Name').fill('Sam Fox')
    await form.getByRole('button', { name: 'Add', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    expect(sent).toEqual([
      { change: 'POST /therapists', body: { therapist_id: 'T9', display_name: 'Sam Fox', site_id: null } },
    ])
  })
})
