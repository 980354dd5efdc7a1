import { describe, expect, test } from '@jest/globals'
import {
  ADMIN_ANSWERS,
  AUDIT_PAGE,
  byMethod,
  type SentChange,
  someSettings,
} from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, ok } from './support/mocked-api.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()

describe('the rules of the deployment', () => {
  test('are checked, stored with the version that was read, and say when they are stored', async () => {
    const sent: SentChange[] = []
    const stored = someSettings({ version: 's2' })
    const { page, complaints } = await dashboard.open('/settings/rules', {
      ...ADMIN_ANSWERS,
      '/settings': byMethod({ GET: [ok(someSettings()), ok(stored)], PATCH: ok(stored) }, sent),
    })
    const hours = page.getByLabel('Hours before item 9 goes to the director')
    await hours.fill('0')
    await page.getByRole('button', { name: 'Store' }).click()
    await page.getByText('A whole number from 1 to 168.').waitFor()
    expect([sent.length, await page.evaluate('document.activeElement.name')]).toEqual([
      0,
      'item_9_escalation_hours',
    ])
    await hours.fill('12')
    await page.getByLabel('Crisis line').fill('Call 999')
    await page.getByRole('checkbox', { name: /^Outcomes by therapist/ }).check()
    await page.getByRole('button', { name: 'Store' }).click()
    await page.getByText('Stored', { exact: true }).waitFor()
    expect(sent).toEqual([
      {
        change: 'PATCH /settings',
        body: {
          version: 's1',
          time_zone: 'Europe/London',
          crisis_line: 'Call 999',
          fewest_members_for_comparison: 10,
          item_9_escalation_hours: 12,
          longest_snooze_days: 28,
          therapist_funnel: true,
          allow_concurrent_groups: false,
        },
      },
    ])
    await page.getByLabel('Crisis line').fill('Call 112')
    await page.getByText('Stored', { exact: true }).waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
  })

  test('say who changed what last, from the activity', async () => {
    const { page } = await dashboard.open('/settings/rules', {
      ...ADMIN_ANSWERS,
      '/audit': (search) =>
        ok({
          records: AUDIT_PAGE.records.filter((record) => record.action === search.get('action')),
          next: null,
        }),
    })
    const card = page.getByRole('region', { name: 'Last changes' })
    await card.getByText('24 → 12').waitFor()
    expect(await card.getByRole('listitem').allInnerTexts()).toEqual([
      'Item 9 escalation hours\n24 → 12\nAda Byron, 3 Nov 2026, 14:01',
    ])
    await card.getByRole('link', { name: 'Every change' }).click()
    await page.waitForURL('**/audit?action=setting.change')
  })

  test('can be changed also when the activity cannot be read', async () => {
    const { page } = await dashboard.open('/settings/rules', {
      ...ADMIN_ANSWERS,
      '/audit': aProblem(500, 'internal'),
    })
    await page.getByRole('region', { name: 'Last changes' }).getByText('Request req-4711').waitFor()
    await page.getByRole('button', { name: 'Store' }).waitFor()
  })
})

describe('the first sign-in of the first administrator', () => {
  const waiting = someSettings({ needs_setup: true, setup_completed_at: null })
  const me = (needs_setup: boolean) => () => {
    const { deployment } = someoneInRole('administrator')
    return ok(
      someoneInRole('administrator', {
        name: 'Ada Byron',
        deployment: { ...deployment, is_demo: false, needs_setup },
      }),
    )
  }

  test('leads to the first questions, and their answers lead on', async () => {
    const sent: SentChange[] = []
    const done = someSettings({ version: 's2' })
    const { page } = await dashboard.open('/', {
      ...ADMIN_ANSWERS,
      '/me': me(true),
      '/settings': byMethod({ GET: [ok(waiting), ok(done)], PATCH: ok(done) }, sent),
    })
    await page.waitForURL('**/settings/setup')
    await page.getByRole('heading', { level: 1, name: 'Welcome, Ada Byron. A few questions first' }).waitFor()
    await page.getByLabel('Time zone').selectOption('Europe/Vienna')
    await page.getByLabel('Crisis line').fill('Call 142, day and night')
    await page.getByRole('button', { name: 'Store and begin' }).click()
    await page.waitForURL('**/settings')
    expect(sent).toMatchObject([
      {
        change: 'PATCH /settings',
        body: { time_zone: 'Europe/Vienna', crisis_line: 'Call 142, day and night', setup_completed: true },
      },
    ])
  })

  test('can wait, and is then the first thing that needs attention', async () => {
    const { page } = await dashboard.open('/settings/setup', {
      ...ADMIN_ANSWERS,
      '/me': me(true),
      '/settings': ok(waiting),
    })
    await page.getByRole('link', { name: 'Later' }).click()
    await page.waitForURL('**/settings')
    const first = page.getByRole('region', { name: 'What needs attention' }).getByRole('listitem').first()
    await first.getByRole('link', { name: 'Answer the first questions' }).waitFor()
  })
})
