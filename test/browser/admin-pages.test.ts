import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { ADMIN_ANSWERS, ADMINISTRATOR, someSettings } from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, type openPage, overflowOf } from './support/open-page.js'

const dashboard = mockedDashboard()

async function open(
  address: string,
  look: Parameters<typeof openPage>[1] = {},
  answers: MockedAnswers = {},
): Promise<OpenedPage> {
  return dashboard.open(address, { ...ADMIN_ANSWERS, ...answers }, look)
}

/** Address, title, words that stand when all has arrived, and the read without which the page is nothing. */
const PAGES: readonly (readonly [address: string, title: string, words: string, read: string | null])[] = [
  ['/settings', '4 things need your attention', 'No crisis line is given', '/tokens'],
  [
    '/settings/users',
    '5 users, 3 without a second factor; 1 must set one up',
    'dora.stein@clinic.example',
    '/users',
  ],
  ['/settings/users/u-grace', 'Grace Okafor can sign in and work', 'Reset second factor', '/users'],
  ['/settings/users/new', 'Add a user', 'Therapist in the records', '/therapists'],
  ['/settings/roles', 'What each role may and may not see', 'Any record of a single member', '/roles'],
  ['/settings/sites', '2 sites, 3 therapists', 'Europe/Paris', '/sites'],
  ['/settings/tokens', '1 active token, it ends within 14 days', 'Hospital records', '/tokens'],
  [
    '/settings/caseload',
    'Maria Lind covers for Grace Okafor; 1 cover is coming',
    'leads Tuesday CBT, co-leads Thursday support',
    '/caseload/covers',
  ],
  ['/settings/rules', 'No crisis line is given', '24 → 12', '/settings'],
  ['/settings/setup', 'The first questions are answered', 'Change the answers', null],
  ['/audit', 'Who did what', 'setting item 9 escalation hours: from 24, to 12', '/audit'],
  ['/audit?member=0987', 'Who saw member 0987, and what was changed', 'token Hospital records', '/audit'],
  [
    '/audit/identities',
    '1 identity was opened with a reason',
    'emergency department',
    '/identity/break-glass',
  ],
]

const READS = PAGES.flatMap(([address, , , read]) => (read === null ? [] : [[address, read] as const]))

describe.each(PAGES)('the page at %s', (address, title, words) => {
  test('has its finding as title and no fault in either theme, on a desk', async () => {
    const { page, complaints, failures } = await open(address)
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
    await page.getByText(words).first().waitFor()
    expect(await faultsInBothThemes(page)).toEqual([])
    expect({ complaints, failures }).toEqual({ complaints: [], failures: [] })
  })

  test('has none on a phone, and scrolls sideways at no width down to 320 pixels', async () => {
    const { page } = await open(address, { width: 390, height: 844 })
    await page.getByText(words).first().waitFor()
    expect(await faultsInBothThemes(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    await page.setViewportSize({ width: 320, height: 640 })
    await page.waitForTimeout(100)
    expect(await overflowOf(page)).toBe(0)
  })
})

describe.each(READS)('the page at %s', (address, read) => {
  test('says what could not be read, with the request to quote, and offers to try again', async () => {
    const { page } = await open(address, {}, { [read]: aProblem(500, 'internal') })
    await page.getByText('The database did not answer in time.').first().waitFor()
    await page.getByText('Request req-4711').first().waitFor()
    await page.getByRole('button', { name: 'Retry' }).first().waitFor()
  })
})

test('a part that fails says so, and comes when it is tried again', async () => {
  const broken = { isBroken: true }
  const { page } = await open(
    '/settings',
    {},
    {
      '/tokens': () => (broken.isBroken ? aProblem(500, 'internal') : ok({ tokens: [] })),
    },
  )
  await page.getByText('Request req-4711').waitFor()
  broken.isBroken = false
  await page.getByRole('button', { name: 'Retry' }).click()
  await page.getByRole('heading', { level: 1, name: '3 things need your attention' }).waitFor()
})

test('an overview without anything to do says that all is in order', async () => {
  const { page } = await open(
    '/settings',
    {},
    {
      '/users': ok({ users: [ADMINISTRATOR] }),
      '/tokens': ok({ tokens: [] }),
      '/caseload/covers': ok({ covers: [] }),
      '/settings': ok({
        ...someSettings(),
        settings: { ...someSettings().settings, crisis_line: 'Call 999' },
      }),
    },
  )
  await page.getByRole('heading', { level: 1, name: 'Nothing needs your attention' }).waitFor()
  await page.getByText('Every user has a second factor').waitFor()
})

test('what needs attention leads to it with the filter set', async () => {
  const { page } = await open('/settings')
  await page.getByRole('listitem').filter({ hasText: 'not linked' }).getByRole('link').click()
  await page.waitForURL('**/settings/users?state=not_linked')
  await page.getByRole('rowheader', { name: /Jonas Weber/ }).waitFor()
  expect(await page.getByRole('rowheader').count()).toBe(1)
})

async function faultsInBothThemes(page: Page): Promise<string[]> {
  const faults = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${colorScheme}: ${fault}`))
  }
  return faults
}
