import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import type { GroupBoard } from '../../api/src/contracts/groups.js'
import type { EpisodeList } from '../../api/src/contracts/members.js'
import { aGroup } from '../unit/dashboard/charts/group-builder.js'
import { PHQ9, RSES } from '../unit/dashboard/charts/measures.js'
import { aMember, dayAfterStart } from '../unit/dashboard/charts/member-builder.js'
import { type BuiltDashboard, serveBuiltDashboard } from './support/built-dashboard.js'
import { aProblem, type MockedAnswers, mockApi, USUAL_ANSWERS } from './support/mocked-api.js'
import {
  accessibilityFaults,
  launchBrowser,
  type OpenedPage,
  openPage,
  overflowOf,
} from './support/open-page.js'
import { aShare } from './support/programme-answers.js'

let browser: Browser
let dashboard: BuiltDashboard
beforeAll(async () => {
  dashboard = await serveBuiltDashboard()
  browser = await launchBrowser()
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await dashboard.close()
})

const MEMBER = aMember(
  PHQ9,
  [
    { week: 0, score: 17 },
    { week: 1, score: 16, scoring: 'prorated' },
    { week: 2, score: null, attendance: 'absent_unnotified' },
    { week: 3, score: 15, riskAnswer: 1 },
    { week: 4, score: 9, riskAnswer: null },
  ],
  { concurrent_treatments: [{ kind: 'medication', started_on: dayAfterStart(14), ended_on: null }] },
)
const GROUP = aGroup(
  [
    [17, 16, 15],
    [12, null, 10],
    [20, 21, 22],
  ],
  {
    mean: [1, 2, 3].map((x) => ({
      x,
      estimate: { n: 3, mean: 16, sd: 4, interval: { low: 12, high: 20, level: 0.95, method: 't' } },
    })),
  },
)
const BOARD: GroupBoard = {
  group_id: 'G1',
  measure: 'phq9',
  sessions: [0, 1, 2].map((week) => ({
    session_id: `s${week}`,
    session_number: week + 1,
    session_date: dayAfterStart(week * 7),
    status: week === 2 ? 'planned' : 'held',
    n_eligible: week === 2 ? 0 : 3,
    n_attended: week === 2 ? 0 : 3,
    n_scored: week === 0 ? 3 : 0,
  })),
  rules_version: 3,
  has_expected_response: true,
  rows: GROUP.members.map((member) => ({
    member_id: member.member_id,
    episode_id: member.episode_id,
    joined_on: dayAfterStart(0),
    exited_on: null,
    baseline_on: dayAfterStart(0),
    standing: {
      now: { status: 'not_on_track', sentence: '7 points worse than at the start (12 then, 19 now)' },
      item_9_open: 1,
    },
    cells: [
      {
        session_id: 's0',
        attendance: 'late',
        score: 17,
        form: 'scored',
        risk_item: 'yes',
        reliable_change: 'reliably_deteriorated',
        to_expected: 'above_90',
      },
      {
        session_id: 's1',
        attendance: 'present',
        score: null,
        form: 'not_returned',
        risk_item: null,
        reliable_change: null,
        to_expected: null,
      },
    ],
  })),
}
const EPISODES: EpisodeList = {
  episodes: [MEMBER.episode, { ...MEMBER.episode, member_id: '1042', episode_id: 3 }],
  total: 412,
  attendance: aShare(3_210, 4_001),
  completeness: aShare(2_900, 3_210),
  page: 1,
  page_size: 50,
}
const ANSWERS: MockedAnswers = {
  ...USUAL_ANSWERS,
  '/measures': { status: 200, body: { measures: [PHQ9, RSES] } },
  '/groups': {
    status: 200,
    body: {
      groups: [{ ...GROUP.group, attendance: GROUP.attendance, completeness: GROUP.completeness }],
      total: 1,
    },
  },
  '/groups/G1/trajectory': { status: 200, body: GROUP },
  '/groups/G1/board': { status: 200, body: BOARD },
  '/episodes': { status: 200, body: EPISODES },
  '/members/0987/trajectory': { status: 200, body: MEMBER },
}

async function open(
  address: string,
  look: Parameters<typeof openPage>[1] = {},
  answers: MockedAnswers = {},
): Promise<OpenedPage> {
  const opened = await openPage(browser, look)
  await mockApi(opened.page, { ...ANSWERS, ...answers })
  await opened.page.goto(`${dashboard.address}${address}`)
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return opened
}

const PAGES = [
  { address: '/groups', title: '1 group, 1 of them running', drawing: 'table' },
  {
    address: '/groups/G1',
    title: 'Tuesday CBT: nobody has two PHQ-9 scores yet',
    drawing: '.recharts-surface',
  },
  { address: '/members', title: '412 episodes of members', drawing: 'table' },
  {
    address: '/members/0987',
    title: 'Reliably improved: 8 points better than at the start on PHQ-9',
    drawing: '.recharts-surface',
  },
] as const

describe.each(PAGES)('the page at $address', ({ address, title, drawing }) => {
  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'has its finding as title and no fault or complaint in %s at %i pixels',
    async (scheme, width) => {
      const { page, complaints } = await open(address, { scheme, width })
      await page.locator(drawing).first().waitFor()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      expect(complaints).toEqual([])
    },
  )

  test('fits a window of 320 pixels without scrolling sideways', async () => {
    const { page } = await open(address, { width: 320, height: 640 })
    await page.locator(drawing).first().waitFor()
    expect(await overflowOf(page)).toBe(0)
  })
})

describe('the way down and back', () => {
  test('group, board, member, form: each step is a link, and Back undoes it', async () => {
    const { page } = await open('/groups?site=north')
    await page.getByRole('link', { name: 'Tuesday CBT' }).click()
    await page.getByRole('link', { name: 'M2' }).first().waitFor()
    expect(new URL(page.url()).searchParams.get('site')).toBe('north')
    await page.goto(`${dashboard.address}/members/0987?site=north`)
    await page.getByRole('link', { name: '28 Sept 2026' }).click()
    const form = page.getByRole('dialog', { name: 'PHQ-9 of 28 Sept 2026' })
    await form.getByText('answered 1').waitFor()
    await page.goBack()
    await form.waitFor({ state: 'hidden' })
    expect(new URL(page.url()).search).toBe('?site=north')
  })

  test('asks for all that its address says, and shows each part as a chip to take off', async () => {
    const asked: URLSearchParams[] = []
    const { page } = await open(
      '/members?family=measure&class=improvable&attended=8&therapist=T-7&period=joining_date&from=2026-01-01&rules=gad7_5',
      {},
      {
        '/episodes': (search) => {
          asked.push(search)
          return { status: 200, body: EPISODES }
        },
      },
    )
    const number = page.getByRole('region', { name: 'The number behind this list' })
    await number.getByRole('listitem').first().waitFor()
    expect(await number.getByRole('listitem').allInnerTexts()).toEqual([
      'In whom a reliable improvement could be seen',
      '8 sessions attended',
      'Groups led by T-7',
      'Dates act on the day of joining',
    ])
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      family: 'measure',
      class: 'improvable',
      attended: '8',
      therapist: 'T-7',
      period: 'joining_date',
      from: '2026-01-01',
      rules: 'gad7_5',
      page: '1',
      page_size: '50',
      sort: 'member_id',
      order: 'asc',
    })
    expect(await page.getByLabel('Rules').inputValue()).toBe('gad7_5')
    await page.getByText('Dates act on the day of joining.').waitFor()
    await number.getByRole('button', { name: '8 sessions attended' }).click()
    await page.waitForFunction('!location.search.includes("attended=")')
    expect(await number.getByRole('listitem').count()).toBe(3)
  })

  test('rows behind a number say which number, and lead back to it with the filters', async () => {
    const { page } = await open('/members?family=national&class=reliable_recovery&site=north')
    await page.getByRole('button', { name: 'Reliably recovered: take away' }).waitFor()
    const back = page.getByRole('link', { name: 'Back to the programme' })
    expect(await back.getAttribute('href')).toBe('/programme?family=national&site=north')
    await page.getByRole('button', { name: 'Show all members' }).click()
    await page.waitForFunction('!location.search.includes("class=")')
  })

  test('the next page of the list is a link that keeps the question', async () => {
    const { page } = await open('/members?open=yes')
    await page.getByText(/^1\D+2 of 412$/).waitFor()
    await page.getByRole('link', { name: 'Next' }).click()
    await page.waitForURL((address) => address.searchParams.get('page') === '2')
    expect(new URL(page.url()).searchParams.get('open')).toBe('yes')
  })
})

describe('item 9', () => {
  test('is told as above zero, not at all, or not answered, and never as no risk', async () => {
    const { page } = await open('/members/0987')
    const row = page.getByRole('row', { name: /^9\s*Item 9/ })
    await row.getByRole('cell').first().waitFor()
    expect(await row.getByRole('cell').allInnerTexts()).toEqual([
      '0\nanswered: not at all',
      '0\nanswered: not at all',
      '1\nanswered 1',
      '–\nnot answered',
    ])
    expect(await page.getByText(/no risk/i).count()).toBe(0)
  })
})

test('the arrow keys walk along a member’s scores and are heard', async () => {
  const { page } = await open('/members/0987')
  await page.locator('svg.recharts-surface[role="application"]').focus()
  await page.keyboard.press('ArrowRight')
  const heard = page.getByRole('status').filter({ hasText: 'PHQ-9 16, moderately severe' })
  await heard.getByText('1 point better: no reliable change').waitFor()
})

test('a group that cannot be read says why, and offers to try again', async () => {
  const { page } = await open('/groups/G1', {}, { '/groups/G1/trajectory': aProblem(500, 'internal') })
  await page.getByText('The database did not answer in time.').first().waitFor()
  await page.getByRole('button', { name: 'Retry' }).first().waitFor()
})
