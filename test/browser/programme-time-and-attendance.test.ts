import { readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { TimeToChange } from '../../api/src/contracts/programme-charts.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, overflowOf } from './support/open-page.js'
import {
  aDoseResponse,
  aStratum,
  aThinStratum,
  aTimeToChange,
  aTimeToDropout,
} from './support/programme-time-answers.js'

const dashboard = mockedDashboard()

function openTab(
  search: string,
  answers: MockedAnswers = {},
  look: Parameters<typeof dashboard.open>[2] = {},
): Promise<OpenedPage> {
  return dashboard.open(`/programme?${search}`, { ...USUAL_ANSWERS, ...answers }, look)
}

const improvementCard = (page: Page) => page.getByRole('region', { name: /had improved reliably/ })
const doseCard = (page: Page) => page.getByRole('region', { name: /^Members who attended more sessions/ })
const noEpisodes = (filter: 'from' | 'arm', episodes: number): TimeToChange['state'] => ({
  kind: 'no_episodes',
  message: 'No episode matches.',
  relax: [{ filter, episodes }],
})

describe.each([
  ['tab=time', /had improved reliably/],
  ['tab=time&time_by=modality&time_curve=kaplan_meier', /had improved reliably/],
  ['tab=attendance', /^Members who attended more sessions/],
] as const)('?%s', (search, title) => {
  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('has no accessibility fault and no complaint in %s at %i pixels', async (scheme, width) => {
    const { page, complaints } = await openTab(search, {}, { scheme, width })
    await page.getByRole('region', { name: title }).getByRole('img').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  test('fits 320 pixels without scrolling sideways, and shows its tables on paper', async () => {
    const { page } = await openTab(search, {}, { width: 320, height: 640 })
    await page.getByRole('region', { name: title }).getByRole('img').first().waitFor()
    expect(await overflowOf(page)).toBe(0)
    await page.emulateMedia({ media: 'print' })
    const twin = page.getByRole('region', { name: title }).locator('table').last()
    expect(await twin.isVisible()).toBe(true)
  })
})

describe('time to change', () => {
  test('answers first, names who competes, and says of the test what it is not', async () => {
    const { page } = await openTab('tab=time')
    await improvementCard(page)
      .getByRole('heading', { name: /^Half of the members had improved reliably by week 16/ })
      .waitFor()
    await improvementCard(page).getByText('36 members left so; they stay in the count').waitFor()
    await improvementCard(page).getByText('a difference is an association').waitFor()
    await page.getByRole('heading', { name: /^About 3 in 10 members had dropped out by session 8/ }).waitFor()
  })

  test('each number of those at risk, and each step of the table, leads to its episodes', async () => {
    const { page } = await openTab('tab=time')
    const risk = improvementCard(page).getByRole('region', { name: /^How many stand behind the curves/ })
    const row = risk.getByRole('row', { name: /^Combined/ }).first()
    expect(await row.getByRole('link').nth(1).getAttribute('href')).toBe(
      '/members?arm=combined&period=joining_date&timed=first_observed&timed_state=at_risk&timed_at=28',
    )
    await improvementCard(page).getByRole('tab', { name: 'Table' }).click()
    const step = improvementCard(page).getByRole('tabpanel').getByRole('rowheader').getByRole('link').nth(1)
    expect(await step.getAttribute('href')).toBe(
      '/members?arm=combined&period=joining_date&timed=first_observed&timed_state=event&timed_at=56',
    )
  })

  test('another split, event or way to count stands in the address, is asked for, and Back returns', async () => {
    const { page } = await openTab('tab=time&site=north')
    await improvementCard(page).waitFor()
    const asked = page.waitForRequest((request) => {
      const { pathname, searchParams } = new URL(request.url())
      return (
        pathname.endsWith('/time-to-change') &&
        searchParams.get('by') === 'format' &&
        searchParams.get('site') === 'north'
      )
    })
    await page.getByRole('link', { name: 'By format' }).click()
    await asked
    const sustained = page.waitForRequest((request) => request.url().includes('event=sustained'))
    await page.getByRole('link', { name: 'Improvement that held' }).click()
    await sustained
    await page.getByRole('link', { name: 'As if nobody left' }).click()
    await page.getByRole('heading', { name: /^As if nobody left first, half of the members/ }).waitFor()
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      tab: 'time',
      site: 'north',
      time_by: 'format',
      time_improvement: 'sustained',
      time_curve: 'kaplan_meier',
    })
    await page.goBack()
    await page.waitForURL((address) => !address.searchParams.has('time_curve'))
  })

  test('"t" turns curves into tables with the same numbers as the file', async () => {
    const { page } = await openTab('tab=time')
    const card = improvementCard(page)
    await card.getByRole('img').first().waitFor()
    await page.keyboard.press('t')
    const row = card.getByRole('tabpanel').getByRole('row').nth(1)
    await row.waitFor()
    const cells = await row.getByRole('rowheader').or(row.getByRole('cell')).allInnerTexts()
    await card.getByRole('button', { name: /^Save/ }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Table as CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('time-to-improvement_phq9.csv')
    const [head = '', first = ''] = (await readFile(await download.path(), 'utf8')).split('\r\n')
    // After the mark that tells spreadsheets of UTF-8.
    expect(head.slice(1)).toBe(
      'members,weeks_since_baseline,at_risk,share_with_event,interval_low,interval_high',
    )
    const [label, week, atRisk, share] = first.split(',')
    expect(cells.slice(0, 4).map((cell) => cell.replace(/\s/g, ' '))).toEqual([
      label,
      Number(week).toFixed(1),
      atRisk,
      `${Math.round(Number(share) * 100)} %`,
    ])
  })

  test('groups of fewer than five are named and not drawn; where all are, the card says so', async () => {
    const answers = (strata: ReturnType<typeof aStratum>[]): MockedAnswers => ({
      '/programme/time-to-change': (search) =>
        ok(search.get('event') === 'first_observed' ? aTimeToChange({ strata }) : aTimeToDropout()),
    })
    const some = await openTab(
      'tab=time',
      answers([aStratum('combined', 90, 0.6), aThinStratum('group_only', 3)]),
    )
    await improvementCard(some.page).getByText('Not drawn, fewer than 5 members: Group only (n 3).').waitFor()
    const none = await openTab(
      'tab=time',
      answers([aThinStratum('combined', 2), aThinStratum('group_only', 3)]),
    )
    await improvementCard(none.page)
      .getByText('A curve needs 5 members at its start. Here are: Combined 2, Group only 3.')
      .first()
      .waitFor()
  })

  test('filters that match nothing are named with what there would be without them', async () => {
    const { page } = await openTab('tab=time&from=2030-01-01', {
      '/programme/time-to-change': (search) =>
        ok(
          search.has('from')
            ? aTimeToChange({ overall: null, strata: [], state: noEpisodes('from', 424) })
            : aTimeToChange(),
        ),
    })
    await page.getByRole('button', { name: 'From 1 Jan 2030 (424 episodes without it)' }).first().click()
    await improvementCard(page).getByRole('img').first().waitFor()
    expect(new URL(page.url()).searchParams.has('from')).toBe(false)
  })

  test('old curves stay while new ones are fetched, and a failed read leaves its neighbour working', async () => {
    const release: (() => void)[] = []
    const { page } = await openTab('tab=time', {
      '/programme/time-to-change': (search) =>
        search.get('event') === 'dropout_by_attendance' ? aProblem(500, 'timeout') : ok(aTimeToChange()),
    })
    await page.getByText('Request req-4711').first().waitFor()
    await improvementCard(page).getByRole('img').first().waitFor()
    await page.route('**/time-to-change?*by=structure*', async (route) => {
      await new Promise<void>((resolve) => release.push(resolve))
      await route.fallback()
    })
    await page.getByRole('link', { name: 'By structure' }).click()
    await page.locator('[data-chart-card][data-state="refreshing"]').first().waitFor()
    expect(await improvementCard(page).getByRole('img').first().isVisible()).toBe(true)
    for (const each of release) each()
  })
})

describe('attendance', () => {
  test('says that the picture is confounded before anything else is read into it', async () => {
    const { page } = await openTab('tab=attendance')
    await doseCard(page).getByText('Confounded.').waitFor()
    await doseCard(page).getByText('It does not say that more sessions help.').waitFor()
    await doseCard(page).getByText('Correlation r = 0.15 (0.04 – 0.25), p = 0.007.').waitFor()
    await doseCard(page).getByText('Not drawn, fewer than 5 members: 11–12 sessions (n 2).').waitFor()
  })

  test('its figures, steps and sessions lead to their rows, filters included', async () => {
    const { page } = await openTab('tab=attendance&site=north')
    const dropout = page.getByRole('region', { name: 'Dropout by attendance' })
    expect(await dropout.getByRole('link').first().getAttribute('href')).toBe(
      '/members?family=attendance&class=dropout_by_attendance&site=north',
    )
    await doseCard(page).getByRole('tab', { name: 'Table' }).click()
    expect(await doseCard(page).getByRole('rowheader').getByRole('link').nth(1).getAttribute('href')).toBe(
      '/members?class=paired_data&family=measure&open=no&attended_from=3&attended_to=4',
    )
    const sessions = page.getByRole('region', { name: /^Of the members due/ })
    await sessions.getByRole('tab', { name: 'Table' }).click()
    const links = sessions.getByRole('rowheader').first().getByRole('link')
    expect([await links.nth(0).getAttribute('href'), await links.nth(1).getAttribute('href')]).toEqual([
      '/members?session_number=1&presence=recorded&period=session_date',
      '/members?session_number=1&presence=attended&period=session_date',
    ])
  })

  test('too few to draw is said, and a failed part leaves the others', async () => {
    const few = aDoseResponse()
    const { page } = await openTab('tab=attendance', {
      '/programme/dose-response': ok({ ...few, bins: few.bins.slice(-1) }),
      '/programme/completeness': aProblem(500, 'timeout'),
    })
    await doseCard(page).getByText('Too few to show').first().waitFor()
    await page.getByText('Request req-4711').first().waitFor()
    await page.getByRole('region', { name: 'Dropout as recorded' }).waitFor()
  })
})
