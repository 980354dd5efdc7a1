import { describe, expect, test } from '@jest/globals'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, overflowOf } from './support/open-page.js'
import { aBurden, anEscalatedAnswer, aSignal, aSignalList } from './support/signal-review-answers.js'

const dashboard = mockedDashboard()
const ESCALATED = anEscalatedAnswer()
const ANSWERS: MockedAnswers = {
  ...USUAL_ANSWERS,
  '/signals/escalated': ok({ n: 1 }),
  '/signals': (search) =>
    ok(aSignalList(search.get('escalated') === 'yes' ? [ESCALATED] : [ESCALATED, aSignal()])),
  '/signals/burden': ok(aBurden()),
}

describe.each([
  ['/signals', '2 signals are not resolved'],
  ['/signals?escalated=yes', '1 answer to item 9 has waited longer than 24 hours'],
  ['/signals?view=burden', 'How many alerts members bring'],
] as const)('the page at %s', (address, title) => {
  test.each(['light', 'dark'] as const)(
    'has no fault and no complaint in %s, down to 320 pixels',
    async (scheme) => {
      const { page, complaints } = await dashboard.open(address, ANSWERS, { scheme })
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await page
        .getByText(/M0007|Dr\. Ada Low/)
        .first()
        .waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      await page.waitForTimeout(100)
      expect([await overflowOf(page), complaints]).toEqual([0, []])
    },
  )
})

test('the strip of the frame leads to the answers that waited too long', async () => {
  const { page } = await dashboard.open('/signals', ANSWERS)
  await page.getByRole('link', { name: 'Look at it' }).click()
  await page
    .getByRole('heading', { level: 1, name: '1 answer to item 9 has waited longer than 24 hours' })
    .waitFor()
})

test('filters stand in the address and are what the server is asked for', async () => {
  const asked: string[] = []
  const { page } = await dashboard.open('/signals?kind=absent_2', {
    ...ANSWERS,
    '/signals': (search) => {
      asked.push(search.toString())
      return ok(aSignalList(search.get('state') === 'open' ? [] : [aSignal()]))
    },
  })
  await page.getByRole('link', { name: 'M0042' }).waitFor()
  await page.getByLabel('State').selectOption('open')
  await page.getByText('Nothing matches these filters').waitFor()
  expect(new URL(page.url()).search).toBe('?kind=absent_2&state=open')
  expect(asked.at(-1)).toBe('state=open&kind=absent_2&page=1')
})

test('a director acknowledges an escalated answer, and is told why the rest is for the therapist', async () => {
  const sent: unknown[] = []
  const { page } = await dashboard.open('/signals', {
    ...ANSWERS,
    '/signals/7/actions': (_, request) => {
      sent.push(request.postDataJSON())
      return ok({ ...ESCALATED, history: [] })
    },
  })
  await page.getByText(/^For the group’s therapist\./).waitFor()
  expect(await page.getByRole('button', { name: /^(Acknowledge|Record action): M0042/ }).count()).toBe(0)
  await page.getByRole('button', { name: /^Acknowledge: M0007/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(sent).toEqual([{ action: 'acknowledge', version: 3, note: null, also_earlier: false }])
})

test('where somebody else was faster nothing is stored, and the dialog says so', async () => {
  const { page } = await dashboard.open('/signals?escalated=yes', {
    ...ANSWERS,
    '/signals/7/actions': aProblem(409, 'changed_meanwhile'),
  })
  await page.getByRole('button', { name: /^Acknowledge: M0007/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click()
  await page.getByText(/Somebody else was faster, so nothing was stored/).waitFor()
})

test('a list that cannot be read says so and offers another try', async () => {
  const { page } = await dashboard.open('/signals', { ...ANSWERS, '/signals': aProblem(503, 'unavailable') })
  await page.getByRole('button', { name: 'Retry' }).waitFor()
})

test('alert burden keeps the order of names, asks for the chosen period and leads to the rules', async () => {
  const asked: string[] = []
  const { page } = await dashboard.open('/signals?view=burden&from=2026-09-02', {
    ...ANSWERS,
    '/signals/burden': (search) => {
      asked.push(search.toString())
      return ok(aBurden())
    },
  })
  const names = page.getByRole('rowheader')
  await names.first().waitFor()
  expect((await names.allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
    'Dr. Ada Low',
    'Dr. Bea High',
    'Dr. Cay None',
    'All together',
  ])
  expect(asked).toEqual(['from=2026-09-02'])
  await page.getByRole('link', { name: 'Change the signal rules' }).waitFor()
})
