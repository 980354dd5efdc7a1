import { describe, expect, test } from '@jest/globals'
import type { GroupPage } from '../../api/src/contracts/group-records.js'
import { aRefusal, byMethod, type SentChange } from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()

const GROUP: GroupPage['group'] = {
  group_id: 'g1',
  site_id: 'north',
  therapist_id: 'T1',
  co_therapist_id: null,
  name: 'Tuesday CBT',
  modality: 'cognitive_behavioral',
  format: 'in_person',
  structure: 'closed',
  focus: 'depression',
  start_date: '2026-12-01',
  end_date: '2027-03-02',
  planned_sessions: 12,
  session_minutes: 90,
  capacity: 10,
  version: 3,
}
const SESSION: GroupPage['sessions'][number] = {
  session_id: 'g1-1',
  group_id: 'g1',
  session_number: 1,
  session_date: '2026-12-01',
  status: 'held',
  duration_minutes: 90,
  n_attendance: 8,
  version: 2,
}
const PAGE: GroupPage = { group: GROUP, today: '2026-12-03', sessions: [SESSION], episodes: [] }

function open(
  address: string,
  answers: MockedAnswers = {},
  look: { scheme?: 'light' | 'dark'; width?: number } = {},
  role: 'coordinator' | 'therapist' = 'coordinator',
): Promise<OpenedPage> {
  const usual: MockedAnswers = {
    ...USUAL_ANSWERS,
    '/me': ok(someoneInRole(role)),
    '/therapists': ok({
      therapists: [{ therapist_id: 'T1', display_name: 'T. North', site_id: 'north', version: 1 }],
    }),
    '/groups/g1/record': ok(PAGE),
  }
  return dashboard.open(address, { ...usual, ...answers }, look)
}

describe('the record of a group', () => {
  test.each(['light', 'dark'] as const)('reads without a fault in the %s theme', async (scheme) => {
    const { page, complaints } = await open('/groups/g1/record', {}, { scheme })
    await page
      .getByRole('heading', { level: 1, name: 'Tuesday CBT: 1 session held, 0 planned; 0 members attend' })
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Change session 1' }).click()
    await page.getByText('Attendance of 8 members is entered.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })

  test('a series is shown before it is planned; numbers follow, and a day after the end is refused', async () => {
    const sent: SentChange[] = []
    const { page } = await open('/groups/g1/record', {
      '/group-sessions': byMethod({ POST: { status: 201, body: SESSION } }, sent),
    })
    await page.getByRole('button', { name: 'Plan sessions' }).click()
    await page.getByLabel('First session on').fill('2026-11-30')
    await page.getByRole('button', { name: 'Show the days' }).click()
    await page.getByText('The session lies before the group starts.').waitFor()
    await page.getByLabel('First session on').fill('2026-12-08')
    await page.getByLabel('How many').fill('14')
    await page.getByRole('button', { name: 'Show the days' }).click()
    await page.getByText('1 day after the end of the group (2 Mar 2027).').waitFor()
    expect(await page.getByRole('button', { name: 'Plan 14 sessions' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Back' }).click()
    await page.getByLabel('First session on').fill('2026-12-08')
    await page.getByLabel('How many').fill('2')
    await page.getByRole('button', { name: 'Show the days' }).click()
    await page.getByRole('button', { name: 'Plan 2 sessions' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(sent.map(({ body }) => body)).toEqual([
      { ...PLANNED, session_number: 2, session_date: '2026-12-08' },
      { ...PLANNED, session_number: 3, session_date: '2026-12-15' },
    ])
  })

  test('a session that is cancelled takes its attendance back, with the version that was read', async () => {
    const sent: SentChange[] = []
    const { page } = await open('/groups/g1/record', {
      '/group-sessions/g1-1': byMethod({ PATCH: ok({ ...SESSION, status: 'cancelled' }) }, sent),
    })
    await page.getByRole('button', { name: 'Change session 1' }).click()
    await page.getByLabel('Status').selectOption('cancelled')
    await page.getByRole('button', { name: 'Store' }).click()
    await page.getByText('Say in a few words why.').waitFor()
    await page.getByLabel('Reason').fill('heating failed')
    await page.getByRole('button', { name: 'Store' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(sent[0]?.body).toMatchObject({
      status: 'cancelled',
      version: 2,
      reason: 'heating failed',
      take_back_attendance: true,
    })
  })

  test('a change that met another one shows both, and loads what is stored now on demand', async () => {
    const conflict = aRefusal(409, 'changed_meanwhile', 'Somebody else changed this meanwhile.', [
      { path: 'capacity', message: 'It is now: 11.' },
    ])
    const { page } = await open('/groups/g1/record', { '/groups/g1': byMethod({ PATCH: conflict }) })
    await page.getByRole('button', { name: 'Edit the group' }).click()
    await page.getByLabel('Places').fill('12')
    await page.getByLabel('Reason').fill('bigger room')
    await page.getByRole('button', { name: 'Store' }).click()
    await page.getByText('capacity: It is now: 11.').waitFor()
    expect(await page.getByLabel('Places').inputValue()).toBe('12')
    await page.getByRole('button', { name: 'Load what is stored now' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('what was typed is not dropped without a question', async () => {
    const { page } = await open('/groups/g1/record')
    await page.getByRole('button', { name: 'Add one session' }).click()
    await page.getByLabel('Minutes').fill('75')
    await page.keyboard.press('Escape')
    await page.getByText('What you typed is not stored.').waitFor()
    await page.getByRole('button', { name: 'Stay' }).click()
    expect(await page.getByLabel('Minutes').inputValue()).toBe('75')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Drop it' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('a rule of the import is told at the field that it is about', async () => {
    const refusal = aRefusal(422, 'not_accepted', 'Nothing was stored.', [
      { path: 'joined_on', message: 'The member has another episode in this group at this time.' },
    ])
    const { page } = await open('/groups/g1/record', { '/episodes': byMethod({ POST: refusal }) })
    await page.getByRole('button', { name: 'Add a member' }).click()
    await page.getByLabel('Member id').fill('0007')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText('The member has another episode in this group at this time.').waitFor()
    expect(await page.getByLabel('Joins on').getAttribute('aria-invalid')).toBe('true')
  })

  test('a therapist changes sessions and is offered nothing that is the coordinator’s', async () => {
    const { page } = await open('/groups/g1/record', {}, {}, 'therapist')
    await page.getByRole('button', { name: 'Change session 1' }).waitFor()
    for (const name of ['Plan sessions', 'Add one session', 'Add a member', 'Edit the group']) {
      expect(await page.getByRole('button', { name }).count()).toBe(0)
    }
  })
})

const PLANNED = { group_id: 'g1', status: 'planned', duration_minutes: 90 }

describe('a new group', () => {
  test('is made once by two clicks, and its record opens', async () => {
    const sent: SentChange[] = []
    const { page, complaints } = await open('/groups/new', {
      '/groups': byMethod({ GET: ok({ groups: [], total: 0 }), POST: { status: 201, body: GROUP } }, sent),
    })
    await page.getByRole('button', { name: 'Make the group' }).click()
    await page.getByText('Give the id that your files use.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Id', { exact: true }).fill('g1')
    await page.getByLabel('Name', { exact: true }).fill('Tuesday CBT')
    await page.getByLabel('Site').selectOption('north')
    await page.getByLabel('Therapist', { exact: true }).selectOption('T1')
    await page.getByLabel('Modality').selectOption('support')
    await page.getByLabel('Structure').selectOption('open')
    await page.getByLabel('Format').selectOption('online')
    await page.getByLabel('Starts on').fill('2026-12-01')
    await page.getByLabel('Sessions planned').fill('12')
    await page.getByRole('button', { name: 'Make the group' }).dblclick()
    await page.waitForURL('**/groups/g1/record')
    expect(sent).toHaveLength(1)
    expect(complaints).toEqual([])
  })

  test('an id that another group has is refused at the id', async () => {
    const refusal = aRefusal(409, 'already_stored', 'Something else is stored under this id.')
    const { page } = await open('/groups/new', { '/groups': byMethod({ POST: refusal }) })
    await page.getByLabel('Id', { exact: true }).fill('g1')
    await page.getByLabel('Name', { exact: true }).fill('Other')
    await page.getByLabel('Site').selectOption('north')
    await page.getByLabel('Therapist', { exact: true }).selectOption('T1')
    await page.getByLabel('Modality').selectOption('support')
    await page.getByLabel('Structure').selectOption('open')
    await page.getByLabel('Format').selectOption('online')
    await page.getByLabel('Starts on').fill('2026-12-01')
    await page.getByLabel('Sessions planned').fill('12')
    await page.getByRole('button', { name: 'Make the group' }).click()
    await page.getByText('A group has this id. Choose another one.').waitFor()
  })
})
