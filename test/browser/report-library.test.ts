import { expect, test } from '@jest/globals'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, overflowOf } from './support/open-page.js'
import { aLibrary, aReportRun, BEING_MADE, FAILED, SUPERSEDED } from './support/report-answers.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()
const ANSWERS: MockedAnswers = {
  ...USUAL_ANSWERS,
  '/report-runs': (_, request) =>
    request.method() === 'POST'
      ? { status: 202, body: BEING_MADE }
      : ok(aLibrary([BEING_MADE, aReportRun(3), SUPERSEDED, FAILED])),
  '/jobs/44': ok(BEING_MADE.job),
  '/jobs/44/cancel': ok({ ...BEING_MADE.job, cancel_asked: true }),
  '/studies': ok({ studies: [] }),
}
const TITLE = '4 reports, 1 being made, 1 superseded by later records'

test('the library has no fault and no complaint in both themes, down to 320 pixels', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    const { page, complaints } = await dashboard.open('/reports', ANSWERS, { scheme })
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
    await page.getByText('3 of 12 done. PDF: figures are drawn.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    await page.waitForTimeout(100)
    expect([await overflowOf(page), complaints]).toEqual([0, []])
  }
})

test('a finished report leads to its four files, by kind and size, with the hash of its numbers', async () => {
  const { page } = await dashboard.open('/reports', ANSWERS)
  const row = page.getByRole('row', { name: /Ready.*by you/ })
  await row.waitFor()
  const links = row.getByRole('link')
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual(
    ['pdf', 'html', 'xlsx', 'csv'].map((format) => `/api/v1/report-runs/3/file?format=${format}`),
  )
  expect(await links.first().innerText()).toContain('120 kB')
  expect(await row.locator('code').getAttribute('title')).toMatch(/^c0ffee[0-9a-f]{58}$/)
})

test('a superseded report says which numbers moved, and a failed one why', async () => {
  const { page } = await dashboard.open('/reports', ANSWERS)
  await page.getByText('1 number moved by later records').click()
  await page.getByText('Reliable recovery: 84 of 164 (51.2 %) then, 85 of 164 (51.8 %) now').waitFor()
  await page.getByText('The disk is full.').waitFor()
})

test('one that is being made can be cancelled where it stands', async () => {
  const { page } = await dashboard.open('/reports', ANSWERS)
  const sent = page.waitForRequest((request) => request.url().endsWith('/jobs/44/cancel'))
  await page.getByRole('button', { name: /^Cancel: Completeness/ }).click()
  await sent
  await page.getByText('Being cancelled: it ends at its next step.').waitFor()
})

test('filters stand in the address and go to the server', async () => {
  const { page } = await dashboard.open('/reports', ANSWERS)
  const asked = page.waitForRequest((request) => /report-runs\?.*definition=completeness/.test(request.url()))
  await page.getByLabel('Report', { exact: true }).selectOption('completeness')
  await asked
  await page.waitForURL('**/reports?definition=completeness')
})

test('a new report is asked for by what it is about; what is missing is said at its field', async () => {
  const { page } = await dashboard.open('/reports', ANSWERS)
  await page.getByRole('button', { name: 'New report' }).click()
  const form = page.getByRole('dialog', { name: 'New report' })
  await form.getByLabel('Report').selectOption('member_progress')
  await form.getByRole('button', { name: 'Make it' }).click()
  await form.getByText('Give the id of the member.').waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await form.getByLabel('Member').fill(' M-7 ')
  const sent = page.waitForRequest((request) => request.method() === 'POST')
  await form.getByRole('button', { name: 'Make it' }).click()
  expect((await sent).postDataJSON()).toEqual({ definition: 'member_progress', member: 'M-7', paper: 'a4' })
  await form.waitFor({ state: 'hidden' })
})

test('a member who is not there is said at the field, and nothing is closed', async () => {
  const { page } = await dashboard.open('/reports', {
    ...ANSWERS,
    '/report-runs': (_, request) =>
      request.method() === 'POST' ? aProblem(404, 'member_not_found') : ok(aLibrary([])),
  })
  await page.getByRole('heading', { level: 1, name: 'No report yet' }).waitFor()
  await page.getByRole('button', { name: 'New report' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Report').selectOption('member_progress')
  await form.getByLabel('Member').fill('M-8')
  await form.getByRole('button', { name: 'Make it' }).click()
  await form.getByText('The database did not answer in time').waitFor()
  expect(await form.getByLabel('Member').getAttribute('aria-invalid')).toBe('true')
})

test('a library that cannot be read says so, and is read again', async () => {
  let tries = 0
  const { page } = await dashboard.open('/reports', {
    ...ANSWERS,
    '/report-runs': () => {
      tries += 1
      return tries < 3 ? aProblem(400, 'broken') : ok(aLibrary([aReportRun(3)]))
    },
  })
  await page.getByRole('button', { name: /Retry|Try again/ }).click()
  await page.getByRole('button', { name: /Retry|Try again/ }).click()
  await page.getByRole('heading', { level: 1, name: '1 report' }).waitFor()
})

test('a researcher is told whose page it is', async () => {
  const { page } = await dashboard.open('/reports', {
    ...ANSWERS,
    '/me': () => ok(someoneInRole('researcher')),
  })
  await page.getByRole('heading', { level: 1, name: /This page is for/ }).waitFor()
})
