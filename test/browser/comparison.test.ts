import { expect, test } from '@jest/globals'
import { mockedDashboard } from './support/dashboard-pages.js'
import { type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'
import { aStudy } from './support/study-answers.js'

const dashboard = mockedDashboard()
const asked = aStudy(1, 240)
const refused = aStudy(2, 240, { baseline_threshold: 26 })
const ANSWERS: MockedAnswers = {
  ...USUAL_ANSWERS,
  '/studies': (_, request) =>
    request.method() === 'POST' ? { status: 201, body: refused } : ok({ studies: [refused, asked] }),
  '/studies/1': ok(asked),
  '/studies/2': ok(refused),
}

test.each([
  ['/comparison', '2 comparisons of group only and combined treatment'],
  ['/comparison/1', asked.result.verdict.text],
  ['/comparison/2', refused.result.verdict.text],
])('%s has no fault and no complaint in both themes, down to 320 pixels', async (address, title) => {
  for (const scheme of ['light', 'dark'] as const) {
    const { page, complaints } = await dashboard.open(address, ANSWERS, { scheme })
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    await page.waitForTimeout(100)
    expect([await overflowOf(page), complaints]).toEqual([0, []])
  }
})

test('a director changes the target trial and reads the changed verdict', async () => {
  expect(refused.result.verdict.text).not.toBe(asked.result.verdict.text)
  const { page } = await dashboard.open('/comparison/1', ANSWERS)
  await page.getByLabel('Eligible: baseline at least').fill('26')
  const sent = page.waitForRequest(
    (request) => request.method() === 'POST' && request.url().endsWith('/studies'),
  )
  await page.getByRole('button', { name: 'Save and work out' }).click()
  expect((await sent).postDataJSON()).toMatchObject({
    definition: { baseline_threshold: 26, grace_days: 14, outcome: { kind: 'window', week: 8 } },
    sites: ['S1'],
  })
  await page.getByRole('heading', { level: 1, name: refused.result.verdict.text }).waitFor()
})

test('a therapist is told that the page is for directors', async () => {
  const { page } = await dashboard.open('/comparison', {
    ...ANSWERS,
    '/me': () => ok(someoneInRole('therapist')),
  })
  await page.getByRole('heading', { level: 1, name: /This page is for/ }).waitFor()
})
