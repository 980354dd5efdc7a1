import { readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import type { AuditPage } from '../../api/src/contracts/audit.js'
import { ADMIN_ANSWERS, AUDIT_PAGE, anAuditRow, aRefusal } from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { type MockedAnswers, ok } from './support/mocked-api.js'
import type { OpenedPage } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()

function open(address: string, answers: MockedAnswers = {}): Promise<OpenedPage> {
  return dashboard.open(address, { ...ADMIN_ANSWERS, ...answers })
}

/** Answers by page, and remembers what was asked. */
function pages(asked: string[]): MockedAnswers[string] {
  const older: AuditPage = { records: [anAuditRow({ number: 12, chain_day: '2026-11-01' })], next: null }
  return (search) => {
    asked.push(search.toString())
    return ok(search.has('before') ? older : AUDIT_PAGE)
  }
}

describe('the activity', () => {
  test('tells the time of the deployment, and on the instant itself that of UTC', async () => {
    const me = someoneInRole('administrator')
    const { page } = await open('/audit', {
      '/me': () => ok({ ...me, deployment: { ...me.deployment, time_zone: 'Asia/Tokyo' } }),
    })
    const time = page.getByRole('row').nth(1).locator('time')
    expect([await time.innerText(), await time.getAttribute('title')]).toEqual([
      '3 Nov 2026, 23:03:22',
      '2026-11-03 14:03:22.123456 UTC',
    ])
    await page.getByText('times are shown in Asia/Tokyo').waitFor()
  })

  test('says in words who did what to whom; who reads it sees no code without its meaning', async () => {
    const { page } = await open('/audit')
    const rows = page.getByRole('row')
    await rows.filter({ hasText: 'setting item 9 escalation hours: from 24, to 12' }).waitFor()
    await rows.filter({ hasText: 'token Hospital records' }).getByText('Failed').waitFor()
    const denied = rows.filter({ hasText: 'Asked for what is not theirs' })
    await denied.getByText('reason not signed in').waitFor()
    await denied.getByText('Refused').waitFor()
    const listed = rows.filter({ hasText: 'Listed or searched members' })
    expect(await listed.getByRole('link', { name: '1059' }).isVisible()).toBe(false)
    await listed.getByText('54 more members').click()
    await listed.getByRole('link', { name: '1059' }).waitFor()
  })

  test('shows older records below the newer ones, and says when that is all', async () => {
    const asked: string[] = []
    const { page } = await open('/audit', { '/audit': pages(asked) })
    await page.getByText('The 5 newest records are shown; there are older ones.').waitFor()
    await page.getByRole('button', { name: 'Show older' }).click()
    await page.getByText('All 6 records are shown.').waitFor()
    expect(await page.getByRole('row').last().innerText()).toContain('2026-11-01.12')
    expect(asked).toEqual(['page_size=50', 'before=2026-11-03.408&page_size=50'])
  })

  test('each filter stands in the address, goes to the server, and Back undoes it', async () => {
    const { page } = await open('/audit', { '/audit': pages([]) })
    await page.getByLabel('What').selectOption('identity.break_glass')
    await page
      .getByRole('heading', { level: 1, name: 'Activity: opened an identity with a reason' })
      .waitFor()
    await page.getByLabel('Outcome').selectOption('success')
    await page.getByLabel('Done by').selectOption('u-dora')
    await page.getByRole('heading', { level: 1, name: 'What Dora Stein did' }).waitFor()
    const question = 'user=u-dora&action=identity.break_glass&outcome=success&from=2026-11-01&page_size=50'
    const sent = page.waitForRequest((request) => request.url().endsWith(`?${question}`))
    await page.getByLabel('From').fill('2026-11-01')
    await page.waitForURL((address) => address.searchParams.get('from') === '2026-11-01')
    await sent
    await page.goBack()
    await page.waitForURL((address) => !address.searchParams.has('from'))
    await page.getByLabel('Done by').selectOption('')
    await page.waitForURL((address) => !address.searchParams.has('user'))
  })

  test('“who saw this member” is asked once the id is typed in full, and answered in one list', async () => {
    const asked: string[] = []
    const { page } = await open('/audit', { '/audit': pages(asked) })
    await page.getByLabel('About member').pressSequentially('0987')
    expect(asked).toEqual(['page_size=50'])
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Who saw member 0987, and what was changed' }).waitFor()
    expect(asked).toEqual(['page_size=50', 'member=0987&page_size=50'])
    const card = page.getByRole('region', { name: 'Who it was' })
    expect((await card.getByRole('listitem').allInnerTexts())[0]).toBe(
      'Grace Okafor\n2 records, last 3 Nov 2026, 14:03',
    )
    await card.getByRole('link', { name: 'Grace Okafor' }).click()
    await page.waitForURL('**/audit?member=0987&user=u-grace')
  })

  test('a member that is not there is no failure: the filter is offered for removal', async () => {
    const { page } = await open('/audit?member=none', {
      '/audit': (search) =>
        search.has('member') ? aRefusal(404, 'member_not_found', 'There is no such member.') : ok(AUDIT_PAGE),
    })
    await page.getByRole('button', { name: 'Member none' }).click()
    await page.getByRole('row').nth(1).waitFor()
    expect(new URL(page.url()).search).toBe('')
  })

  test('nothing recorded yet, and nothing under these filters, are two answers', async () => {
    const nothing = { '/audit': ok({ records: [], next: null }) }
    const { page } = await open('/audit', nothing)
    await page.getByText('Nothing has been recorded yet.').waitFor()
    await page.getByLabel('Outcome').selectOption('failed')
    await page.getByRole('button', { name: 'Failed' }).waitFor()
  })

  test('whose role it is not for is told whom to ask', async () => {
    const { page } = await open('/audit', {
      '/audit': aRefusal(
        403,
        'not_your_role',
        'Your role does not include this. Ask an administrator if it should.',
      ),
    })
    await page.getByText('Not yours to see').waitFor()
    await page.getByText('Ask an administrator if it should.').waitFor()
  })
})

describe('the activity as a file', () => {
  const CSV = 'chain_day,number\r\n2026-11-03,412\r\n'

  test('holds what the filters name, and its name says so by ids and days', async () => {
    const asked: string[] = []
    const { page } = await open('/audit?member=0987&from=2026-11-01')
    await page.route('**/api/v1/audit.csv*', (route) => {
      asked.push(new URL(route.request().url()).search)
      return route.fulfill({ status: 200, contentType: 'text/csv; charset=utf-8', body: CSV })
    })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('activity_member-0987_2026-11-01.csv')
    expect(await readFile(await download.path(), 'utf8')).toBe(`\ufeff${CSV}`)
    expect(asked).toEqual(['?member=0987&from=2026-11-01'])
  })

  test('too many records for a file are refused in words that say what to do', async () => {
    const { page } = await open('/audit', {
      '/audit.csv': aRefusal(
        422,
        'too_many_records',
        'A file holds 50,000 records; more match. Choose a shorter period.',
      ),
    })
    await page.getByRole('button', { name: 'Save as CSV' }).click()
    await page.getByRole('alert').getByText('Choose a shorter period.').waitFor()
  })
})

test('an identity that was opened leads to who opened it and to the member’s activity', async () => {
  const { page } = await open('/audit')
  await page.getByRole('link', { name: 'Identities opened with a reason' }).click()
  await page.waitForURL('**/audit/identities')
  const row = page.getByRole('row').filter({ hasText: 'needs the date of birth' })
  expect(await row.getByRole('link', { name: 'Dora Stein' }).getAttribute('href')).toBe('/audit?user=u-dora')
  await row.getByRole('link', { name: '0987' }).click()
  await page.waitForURL('**/audit?member=0987')
})
