import { describe, expect, test } from '@jest/globals'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, overflowOf } from './support/open-page.js'
import { aModelFit, aRuleSet } from './support/signal-rule-answers.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()
const JOB = {
  job_id: 7,
  kind: 'refresh_signals',
  done: 12,
  total: 40,
  message: null,
  created_at: '2026-12-01T02:00:00.000Z',
  ended_at: null,
}
const ANSWERS: MockedAnswers = {
  ...USUAL_ANSWERS,
  '/model-fits': ok({ model_fits: [aModelFit()], job: null }),
  '/rule-sets': ok({ rule_sets: [aRuleSet(2, { absences_in_a_row: 3 }), aRuleSet(1)] }),
  '/jobs/7': ok({ ...JOB, state: 'running' }),
}

const PAGES = [
  ['/calibration', 'The expected range of PHQ-9 holds: as many scores lie above it as should'],
  ['/signal-rules', 'Rule set 2 is in use: no kind of signal is switched off'],
] as const

describe.each(PAGES)('the page at %s', (address, title) => {
  test.each(['light', 'dark'] as const)(
    'has no fault and no complaint in %s, down to 320 pixels',
    async (scheme) => {
      const { page, complaints } = await dashboard.open(address, ANSWERS, { scheme })
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      await page.waitForTimeout(100)
      expect([await overflowOf(page), complaints]).toEqual([0, []])
    },
  )
})

test('a director asks for a new fit and sees how far it is; a therapist only reads', async () => {
  const answers: MockedAnswers = {
    ...ANSWERS,
    '/model-fits': (_, request) =>
      request.method() === 'POST'
        ? { status: 202, body: { job_id: 7 } }
        : ok({ model_fits: [aModelFit()], job: null }),
  }
  const { page } = await dashboard.open('/calibration', answers)
  await page.getByRole('button', { name: 'Fit again' }).click()
  await page.getByText('Fitting all measures: 12 of 40 done.').waitFor()
  const therapist = await dashboard.open('/calibration', {
    ...answers,
    '/me': () => ok(someoneInRole('therapist')),
  })
  await therapist.page.getByRole('heading', { name: 'What it means' }).waitFor()
  expect(await therapist.page.getByRole('button', { name: 'Fit again' }).count()).toBe(0)
})

describe('a change of the rules', () => {
  test('needs a reason, is sent as a whole set, and says how far its signals are', async () => {
    const sent: unknown[] = []
    const { page } = await dashboard.open('/signal-rules', {
      ...ANSWERS,
      '/rule-sets': (_, request) => {
        if (request.method() !== 'POST') return ok({ rule_sets: [aRuleSet(2), aRuleSet(1)] })
        sent.push(request.postDataJSON())
        return { status: 201, body: { rule_set: aRuleSet(3), job_id: 7 } }
      },
    })
    await page.getByLabel('Sessions until improvement is asked for').fill('8')
    await page.getByRole('checkbox', { name: /^Form missing/ }).uncheck()
    await page.getByRole('button', { name: 'Put into use' }).click()
    await page.getByText('Say why, in a few words').waitFor()
    expect(sent).toEqual([])
    await page.getByLabel('Why').fill('Fewer alerts')
    await page.getByRole('button', { name: 'Put into use' }).click()
    await page.getByText('Working out the signals of members in care: 12 of 40 done.').waitFor()
    expect(sent).toEqual([
      {
        based_on: 2,
        rules: {
          no_reliable_change_after_sessions: 8,
          absences_in_a_row: 2,
          expected_measures: ['phq9', 'gad7'],
          reliable_change_points: {},
          switched_off: ['measure_missing'],
        },
        reason: 'Fewer alerts',
      },
    ])
  })

  test('that met another one stores nothing and says so', async () => {
    const { page } = await dashboard.open('/signal-rules', {
      ...ANSWERS,
      '/rule-sets': (_, request) =>
        request.method() === 'POST' ? aProblem(409, 'changed_meanwhile') : ok({ rule_sets: [aRuleSet(2)] }),
    })
    await page.getByLabel('Why').fill('Fewer alerts')
    await page.getByRole('button', { name: 'Put into use' }).click()
    await page.getByText('Somebody else changed this meanwhile, so nothing was stored.').waitFor()
  })
})
