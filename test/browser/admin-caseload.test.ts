import { describe, expect, test } from '@jest/globals'
import {
  ADMIN_ANSWERS,
  aCover,
  aRefusal,
  byMethod,
  CASELOADS,
  dayAfter,
  type SentChange,
} from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { type MockedAnswers, ok } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()

function open(answers: MockedAnswers = {}): Promise<OpenedPage> {
  return dashboard.open('/settings/caseload', { ...ADMIN_ANSWERS, ...answers })
}

const NO_COVERS = ok({ covers: [] })

describe('a cover', () => {
  test('is arranged between two days, and says what it opens before', async () => {
    const sent: SentChange[] = []
    const { page } = await open({
      '/caseload/covers': byMethod({ GET: NO_COVERS, POST: { status: 201, body: aCover({}) } }, sent),
    })
    await page.getByRole('button', { name: 'Arrange a cover' }).click()
    const form = page.getByRole('dialog', { name: 'Arrange a cover' })
    await form.getByLabel('Who is away').selectOption('T1')
    await form.getByLabel('Who covers').selectOption('T3')
    await form.getByText('No login is linked to this therapist').waitFor()
    await form.getByLabel('First day').fill('2026-12-01')
    await form.getByLabel('Last day').fill('2026-11-30')
    await form.getByLabel('Reason').fill('Annual leave')
    await form.getByRole('button', { name: 'Arrange it' }).click()
    await form.getByText('Give a last day that is not before the first.').waitFor()
    await form.getByLabel('Last day').fill('2026-12-14')
    await form.getByText('Maria Lind sees the groups of Grace Okafor with their members').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await form.getByRole('button', { name: 'Arrange it' }).click()
    await form.waitFor({ state: 'detached' })
    expect(sent).toEqual([
      {
        change: 'POST /caseload/covers',
        body: {
          covered_therapist_id: 'T1',
          substitute_therapist_id: 'T3',
          site_id: null,
          from: '2026-12-01',
          to: '2026-12-14',
          reason: 'Annual leave',
        },
      },
    ])
  })

  test('that runs is ended early, one that comes is called off; those that are over stay as they were', async () => {
    const sent: SentChange[] = []
    const { page } = await open({
      '/caseload/covers/3/end': byMethod({ POST: ok(aCover({ status: 'ended' })) }, sent),
    })
    await page.getByRole('button', { name: 'Call off cover of Grace Okafor' }).waitFor()
    expect(
      await page
        .getByRole('row')
        .getByRole('button', { name: /Call off|End early/ })
        .count(),
    ).toBe(2)
    await page.getByRole('button', { name: 'End early cover of Grace Okafor' }).click()
    const asked = page.getByRole('alertdialog', { name: 'End this cover now?' })
    await asked.getByText('item 9 must not wait').waitFor()
    await asked.getByRole('button', { name: 'End it now' }).click()
    await asked.waitFor({ state: 'detached' })
    expect(sent.map((each) => each.change)).toEqual(['POST /caseload/covers/3/end'])
  })
})

describe('a handover', () => {
  test('gives the groups that were on the screen, after its consequences were read', async () => {
    const sent: SentChange[] = []
    const done = {
      from: { therapist_id: 'T1', display_name: 'Grace Okafor' },
      to: { therapist_id: 'T2', display_name: 'Jonas Weber' },
      groups: [{ group_id: 'G1', part: 'lead' }],
    }
    const { page } = await open({
      '/caseload/handovers': byMethod({ POST: { status: 201, body: done } }, sent),
    })
    await page.getByLabel('From', { exact: true }).selectOption('T1')
    await page.getByText('North · co-leads · until 10 Dec 2026').waitFor()
    await page.getByRole('checkbox', { name: /^Thursday support/ }).uncheck()
    await page.getByLabel('To', { exact: true }).selectOption('T2')
    await page.getByLabel('Reason').fill('Moves to another clinic')
    await page.getByRole('button', { name: 'Hand over' }).click()
    const asked = page.getByRole('alertdialog', { name: 'Hand over from Grace Okafor to Jonas Weber?' })
    await asked.getByText('Jonas Weber leads Tuesday CBT from now on').waitFor()
    await asked.getByText('keeps 1 other').waitFor()
    expect(sent).toEqual([])
    await asked.getByRole('button', { name: 'Hand over' }).click()
    await page.getByText('Jonas Weber took 1 group over from Grace Okafor.').waitFor()
    expect(sent).toEqual([
      {
        change: 'POST /caseload/handovers',
        body: {
          from_therapist_id: 'T1',
          to_therapist_id: 'T2',
          group_ids: ['G1'],
          reason: 'Moves to another clinic',
        },
      },
    ])
    expect(await page.getByLabel('Reason').inputValue()).toBe('')
  })

  test('of no group is refused on the page, one that the server refuses says why', async () => {
    const refusal = aRefusal(
      409,
      'nothing_to_hand_over',
      'The therapist leads no group that you can hand over.',
    )
    const { page } = await open({ '/caseload/handovers': byMethod({ POST: refusal }) })
    await page.getByLabel('From', { exact: true }).selectOption('T2')
    await page.getByRole('checkbox', { name: /^Grief group/ }).uncheck()
    await page.getByLabel('To', { exact: true }).selectOption('T1')
    await page.getByLabel('Reason').fill('Retires')
    await page.getByRole('button', { name: 'Hand over' }).click()
    await page.getByText('Choose at least one group.').waitFor()
    await page.getByRole('checkbox', { name: /^Grief group/ }).check()
    await page.getByRole('button', { name: 'Hand over' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Hand over' }).click()
    await page
      .getByRole('alertdialog')
      .getByRole('alert')
      .getByText('leads no group that you can hand over')
      .waitFor()
  })
})

test('a director arranges covers at sites of theirs, without reading users', async () => {
  const sent: SentChange[] = []
  const asked: string[] = []
  const { page, complaints } = await dashboard.open('/programme', {
    ...ADMIN_ANSWERS,
    '/me': () => ok(someoneInRole('director')),
    '/caseload/covers': byMethod({ GET: NO_COVERS, POST: { status: 201, body: aCover({}) } }, sent),
    '/caseload/therapists': ok(CASELOADS),
  })
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.getByRole('link', { name: 'Caseload' }).click()
  await page.getByRole('heading', { level: 1, name: 'No therapist is covered now' }).waitFor()
  await page.getByRole('button', { name: 'Arrange a cover' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Groups at').getByRole('option').first().waitFor({ state: 'attached' })
  expect(await form.getByLabel('Groups at').getByRole('option').allInnerTexts()).toEqual(['North', 'East'])
  await form.getByLabel('Who is away').selectOption('T1')
  await form.getByLabel('Who covers').selectOption('T2')
  await form.getByLabel('Last day').fill(dayAfter(7))
  await form.getByLabel('Reason').fill('Ill')
  await form.getByRole('button', { name: 'Arrange it' }).click()
  await form.waitFor({ state: 'detached' })
  expect(sent).toMatchObject([{ body: { site_id: 'north' } }])
  expect(asked.filter((path) => path.endsWith('/users'))).toEqual([])
  expect(complaints).toEqual([])
})
