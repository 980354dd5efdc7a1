import { describe, expect, test } from '@jest/globals'
import type { MemberMerge, MemberRecord } from '../../api/src/contracts/member-records.js'
import { aRefusal, byMethod, type SentChange } from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()

const EPISODE: MemberRecord['episodes'][number] = {
  episode_id: 11,
  member_id: '0007',
  group_id: 'g1',
  group_name: 'Tuesday CBT',
  site_id: 'north',
  joined_on: '2026-12-01',
  planned_end_on: null,
  exited_on: null,
  exit_reason: null,
  arm: 'group_only',
  recorded_arm: null,
  concurrent_individual: null,
  concurrent_medication: null,
  age_at_joining: null,
  birth_year: null,
  gender: null,
  prior_episodes: null,
  version: 4,
}
const RECORD: MemberRecord = {
  member_id: '0007',
  identity: { full_name: 'Ann Example', date_of_birth: null, version: 1 },
  episodes: [EPISODE],
  treatments: [
    { member_id: '0007', kind: 'medication', started_on: '2026-12-02', ended_on: null, version: 2 },
  ],
}
const MERGE: MemberMerge = {
  merge_id: 5,
  from: '0008',
  into: '0007',
  reason: 'entered twice',
  moved: { episodes: 1, attendance: 4, responses: 2, treatments: 0 },
  completed: [],
  merged_at: '2026-12-03T10:00:00Z',
  merged_by: 'user:u1',
  undone_at: null,
  undone_by: null,
  undo_reason: null,
}

function open(
  address: string,
  answers: MockedAnswers = {},
  look: { scheme?: 'light' | 'dark' } = {},
  role: 'coordinator' | 'therapist' = 'coordinator',
): Promise<OpenedPage> {
  const usual: MockedAnswers = {
    ...USUAL_ANSWERS,
    '/me': ok(someoneInRole(role)),
    '/groups': ok({ groups: [{ group_id: 'g2', name: 'Friday skills' }], total: 1 }),
    '/members/0007/record': ok(RECORD),
    '/member-merges': ok({ merges: [MERGE] }),
    '/responses': ok({ member_id: '0007', responses: [] }),
  }
  return dashboard.open(address, { ...usual, ...answers }, look)
}

describe('the record of a member', () => {
  test.each(['light', 'dark'] as const)('reads without a fault in the %s theme', async (scheme) => {
    const { page, complaints } = await open('/members/0007/record', {}, { scheme })
    await page.getByRole('heading', { level: 1, name: 'Member 0007: 1 episode, 1 of them open' }).waitFor()
    await page.getByText('1 episode, 4 attendances, 2 forms, 0 treatments went from 0008 to 0007').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })

  test('an episode is closed with a day and a reason, never before joining', async () => {
    const sent: SentChange[] = []
    const { page } = await open('/members/0007/record', {
      '/episodes/11': byMethod({ PATCH: ok(EPISODE) }, sent),
    })
    await page.getByRole('button', { name: 'Close the episode in Tuesday CBT' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Left on').fill('2026-11-30')
    await form.getByRole('button', { name: 'Close the episode' }).click()
    await form.getByText('cannot leave before').waitFor()
    await form.getByText('Say why the episode ended.').waitFor()
    await form.getByLabel('Left on').fill('2026-12-09')
    await form.getByLabel('Why the episode ended').selectOption('moved_away')
    await form.getByLabel('Reason').fill('told us by telephone')
    await form.getByRole('button', { name: 'Close the episode' }).click()
    await form.waitFor({ state: 'detached' })
    expect(sent.map(({ body }) => body)).toEqual([
      { version: 4, exited_on: '2026-12-09', exit_reason: 'moved_away', reason: 'told us by telephone' },
    ])
  })

  test('attendance after the exit is refused at the day of leaving', async () => {
    const words = 'Stored attendance or forms would fall outside the corrected episode. Correct them first.'
    const refusal = aRefusal(422, 'not_accepted', 'Nothing was stored.', [
      { path: 'exited_on', message: words },
    ])
    const { page } = await open('/members/0007/record', { '/episodes/11': byMethod({ PATCH: refusal }) })
    await page.getByRole('button', { name: 'Close the episode in Tuesday CBT' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Left on').fill('2026-12-09')
    await form.getByLabel('Why the episode ended').selectOption('completed')
    await form.getByLabel('Reason').fill('last session')
    await form.getByRole('button', { name: 'Close the episode' }).click()
    await form.getByText(words).waitFor()
    expect(await form.getByLabel('Left on').getAttribute('aria-invalid')).toBe('true')
  })

  test('a member moves to another group on one day', async () => {
    const sent: SentChange[] = []
    const { page } = await open('/members/0007/record', {
      '/episodes/11/move': byMethod({ POST: ok({ closed: EPISODE, opened: EPISODE }) }, sent),
    })
    await page.getByRole('button', { name: 'Move the episode in Tuesday CBT' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('To the group').selectOption('g2')
    await form.getByLabel('On', { exact: true }).fill('2026-12-09')
    await form.getByLabel('Why this episode ends').selectOption('other')
    await form.getByLabel('Reason').fill('wishes another day')
    await form.getByRole('button', { name: 'Move' }).click()
    await form.waitFor({ state: 'detached' })
    expect(sent[0]?.body).toEqual({
      version: 4,
      to_group_id: 'g2',
      on: '2026-12-09',
      exit_reason: 'other',
      planned_end_on: null,
      reason: 'wishes another day',
    })
  })

  test('a therapist closes an episode and is offered nothing that is the coordinator’s', async () => {
    const { page } = await open('/members/0007/record', {}, {}, 'therapist')
    await page.getByRole('button', { name: 'Close the episode in Tuesday CBT' }).waitFor()
    for (const name of [/^Move/, /^Merge/, /^Add a treatment/, /^Correct name/, /^End Medication/]) {
      expect(await page.getByRole('button', { name }).count()).toBe(0)
    }
  })
})

describe('two records of one person', () => {
  const other: MemberRecord = {
    ...RECORD,
    member_id: '0009',
    identity: { ...RECORD.identity, full_name: 'Anne Example' },
    treatments: [],
  }
  const FOUND = {
    members: [{ member_id: '0009', full_name: 'Anne Example', n_episodes: 1, latest_episode: EPISODE }],
    total: 1,
    page: 1,
    page_size: 20,
  }
  const answers: MockedAnswers = {
    '/members/search': ok(FOUND),
    '/members/0009/record': ok(other),
  }

  test('are compared side by side before they are merged; a collision is refused with its reason', async () => {
    const sent: SentChange[] = []
    const refusal = aRefusal(
      409,
      'records_collide',
      'Both records have an episode in one group from the same day.',
    )
    const { page } = await open('/members/0007/record', {
      ...answers,
      '/members/0009/merge': byMethod({ POST: [refusal, { status: 201, body: MERGE }] }, sent),
    })
    await page.getByRole('button', { name: 'Merge with another record' }).click()
    const form = page.getByRole('dialog')
    await form.getByLabel('Other record: id or name').fill('example')
    await form.getByRole('button', { name: 'Find' }).click()
    await form.getByRole('button', { name: '0009' }).click()
    await form.getByRole('table', { name: 'Side by side' }).waitFor()
    await form.getByRole('cell', { name: 'Anne Example' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await form.getByLabel('Reason').fill('entered twice')
    await form.getByRole('button', { name: 'Merge the two records' }).click()
    await form.getByText('Both records have an episode in one group from the same day.').waitFor()
    await form.getByRole('button', { name: 'Merge the two records' }).click()
    await form.waitFor({ state: 'detached' })
    expect(sent[1]).toEqual({
      change: 'POST /members/0009/merge',
      body: { into: '0007', reason: 'entered twice' },
    })
  })

  test('are two again when the merge is undone, with a reason', async () => {
    const sent: SentChange[] = []
    const { page } = await open('/members/0007/record', {
      '/member-merges/5/undo': byMethod({ POST: ok({ ...MERGE, undone_at: MERGE.merged_at }) }, sent),
    })
    await page.getByRole('button', { name: 'Undo the merge of 0008' }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: 'Undo the merge' }).click()
    await form.getByText('Say in a few words why.').waitFor()
    await form.getByLabel('Reason').fill('two people')
    await form.getByRole('button', { name: 'Undo the merge' }).click()
    await form.waitFor({ state: 'detached' })
    expect(sent.map(({ body }) => body)).toEqual([{ reason: 'two people' }])
  })
})

describe('a new member', () => {
  test('begins in a group; an id that is taken is refused at the id', async () => {
    const sent: SentChange[] = []
    const taken = aRefusal(409, 'already_stored', 'There is a member with this id.', [
      { path: 'member_id', message: 'A member has this id.' },
    ])
    const { page, complaints } = await open('/members/new', {
      '/members': byMethod({ POST: [taken, { status: 201, body: RECORD }] }, sent),
    })
    await page.getByLabel('Joins the group').selectOption('g2')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('Id', { exact: true }).fill('0007')
    await page.getByLabel('Joins on').fill('2026-12-01')
    await page.getByRole('button', { name: 'Make the member' }).click()
    await page.getByText('A member has this id. Choose another id').waitFor()
    await page.getByRole('button', { name: 'Make the member' }).dblclick()
    await page.waitForURL('**/members/0007/record')
    expect(sent).toHaveLength(2)
    expect(sent[1]?.body).toMatchObject({ member_id: '0007', full_name: null, date_of_birth: null })
    expect(complaints.filter((words) => !words.includes('409'))).toEqual([])
  })
})
