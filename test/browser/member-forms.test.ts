import { expect, test } from '@jest/globals'
import type { ResponseRow } from '../../api/src/contracts/members.js'
import { phq9 } from '../../api/src/core/measures/phq-9.js'
import { measureForm } from '../../api/src/features/measures/measure-on-the-wire.service.js'
import { aStoredForm } from '../builders/session-sheet.js'
import { aRefusal, byMethod, type SentChange } from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()
const CRISIS_LINE = 'Call 116 123, day and night'
const ME = someoneInRole('coordinator')

const FORM: ResponseRow & { episode_id: number } = {
  response_id: 'R1',
  source_system: 'file',
  measure: 'phq9',
  responded_on: '2026-11-24',
  recorded_at: '2026-11-24T10:00:00Z',
  session_id: null,
  session_number: 5,
  weeks_since_baseline: 4,
  answers: [1, 1, 1, 1, 1, 1, 1, 1, 0],
  total: 8,
  band: 'mild',
  scoring: 'complete',
  n_missing: 0,
  functional_difficulty: null,
  risk_item: 'no',
  mode: 'paper',
  version: 2,
  is_voided: false,
  same_day_forms: 1,
  member_was_absent: false,
  import_id: null,
  episode_id: 11,
}
const SAVED = {
  member_id: '0007',
  response: aStoredForm('phq9', [1, 1, 1, 1, 1, 1, 1, 1, 1]),
  notices: [],
  risk_item_answered: true,
  crisis_line: CRISIS_LINE,
}

function open(answers: MockedAnswers = {}, look: { scheme?: 'light' | 'dark' } = {}): Promise<OpenedPage> {
  const usual: MockedAnswers = {
    ...USUAL_ANSWERS,
    '/me': ok({ ...ME, deployment: { ...ME.deployment, crisis_line: CRISIS_LINE } }),
    '/members/0007/record': ok({
      member_id: '0007',
      identity: { full_name: 'Ann Example', date_of_birth: null, version: 1 },
      episodes: [],
      treatments: [],
    }),
    '/member-merges': ok({ merges: [] }),
    '/responses': ok({ member_id: '0007', responses: [FORM] }),
    '/measures/phq9/form': ok(measureForm(phq9)),
  }
  return dashboard.open('/members/0007/record', { ...usual, ...answers }, look)
}

test('a form is entered question by question; item 9 above zero is told at the click, and again once it is stored', async () => {
  const sent: SentChange[] = []
  const { page, complaints } = await open({
    '/responses': byMethod({ GET: ok({ member_id: '0007', responses: [FORM] }), POST: ok(SAVED) }, sent),
  })
  await page.getByRole('button', { name: 'Enter a form' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Store the form' }).click()
  await dialog.getByText('Give the day on which it was filled in.').waitFor()
  await dialog.getByText('No question is answered.').waitFor()
  await dialog.getByLabel('Filled in on').fill('2026-12-01')
  for (const question of await dialog.getByRole('group').all()) {
    await question
      .getByText('Several days')
      .click({ timeout: 2000 })
      .catch(() => {})
  }
  await dialog.getByText('9 of 9 answered').waitFor()
  await dialog.getByRole('alert', { name: 'Item 9 of member 0007' }).getByText(CRISIS_LINE).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Store the form' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('has an answer above zero to item 9').waitFor()
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({
    change: 'POST /responses',
    body: {
      member_id: '0007',
      measure: 'phq9',
      responded_on: '2026-12-01',
      answers: [1, 1, 1, 1, 1, 1, 1, 1, 1],
    },
  })
  expect(complaints).toEqual([])
})

test('a form that is sent again after a failure is the same form', async () => {
  const sent: SentChange[] = []
  const { page } = await open({
    '/responses': byMethod(
      {
        GET: ok({ member_id: '0007', responses: [] }),
        POST: [aRefusal(503, 'unavailable', 'The database cannot be reached.'), ok(SAVED)],
      },
      sent,
    ),
  })
  await page.getByRole('button', { name: 'Enter a form' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Filled in on').fill('2026-12-01')
  await dialog.getByText('Not at all').first().click()
  await dialog.getByRole('button', { name: 'Store the form' }).click()
  await dialog.getByText('The database cannot be reached.').waitFor()
  await dialog.getByRole('button', { name: 'Store the form' }).click()
  await dialog.waitFor({ state: 'detached' })
  const ids = sent.map(({ body }) => Object(body).response_id)
  expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(ids[1]).toBe(ids[0])
})

test('a correction needs a reason and sends the version that was read; a void says what it means', async () => {
  const sent: SentChange[] = []
  const { page, complaints } = await open({
    '/responses/file/R1': byMethod({ PATCH: ok({ ...SAVED, risk_item_answered: false }) }, sent),
    '/responses/file/R1/void': byMethod({ POST: ok(SAVED) }, sent),
  })
  await page.getByRole('button', { name: 'Correct the PHQ-9 of 24 Nov 2026' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('9 of 9 answered').waitFor()
  await dialog.getByRole('button', { name: 'Store the correction' }).click()
  await dialog.getByText('Say in a few words why.').waitFor()
  await dialog.getByRole('group').first().getByText('Nearly every day').click()
  await dialog.getByLabel('Reason').fill('Read wrongly from the paper')
  await dialog.getByRole('button', { name: 'Store the correction' }).click()
  await dialog.waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Void the PHQ-9 of 24 Nov 2026' }).click()
  await dialog.getByText('It counts no more').waitFor()
  await dialog.getByLabel('Reason').fill('Of another member')
  await dialog.getByRole('button', { name: 'Void the form' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await page.getByText('has an answer above zero to item 9').count()).toBe(0)
  expect(sent).toEqual([
    {
      change: 'PATCH /responses/file/R1',
      body: {
        version: 2,
        reason: 'Read wrongly from the paper',
        responded_on: '2026-11-24',
        answers: [3, 1, 1, 1, 1, 1, 1, 1, 0],
        functional_difficulty: null,
      },
    },
    { change: 'POST /responses/file/R1/void', body: { version: 2, reason: 'Of another member' } },
  ])
  expect(complaints).toEqual([])
})

test.each(['light', 'dark'] as const)(
  'the forms of a member have no fault in the %s theme',
  async (scheme) => {
    const { page, complaints } = await open({}, { scheme })
    await page.getByRole('button', { name: 'Correct the PHQ-9 of 24 Nov 2026' }).click()
    await page.getByRole('dialog').getByText('9 of 9 answered').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  },
)
