import { readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { someEquity, someFlow } from '../builders/programme-strata.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, type openPage, overflowOf } from './support/open-page.js'

const dashboard = mockedDashboard()

async function open(
  tab: 'equity' | 'flow',
  search = '',
  answers: MockedAnswers = {},
  look: Parameters<typeof openPage>[1] = {},
): Promise<OpenedPage> {
  const all = {
    ...USUAL_ANSWERS,
    '/programme/equity': ok(someEquity()),
    '/programme/flow': ok(someFlow()),
    ...answers,
  }
  const opened = await dashboard.open(`/programme?tab=${tab}${search}`, all, look)
  await opened.page.getByRole('tabpanel', { name: tab === 'flow' ? 'Flow' : 'Equity' }).waitFor()
  return opened
}

const FINDINGS = {
  equity: '1 of 15 comparisons of strata differs by more than chance: reliable recovery by arm',
  flow: 'Of 424 episodes begun, 323 have a paired outcome, 78 go on and 23 were lost on the way',
} as const

describe.each(['equity', 'flow'] as const)('the tab "%s"', (tab) => {
  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('has no accessibility fault and no complaint in %s at %i pixels', async (scheme, width) => {
    const { page, complaints } = await open(tab, '', {}, { scheme, width })
    await page.getByRole('heading', { name: FINDINGS[tab] }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })

  test('a failed read says so with its request id, and Retry brings it', async () => {
    const broken = { isBroken: true }
    const answer = tab === 'flow' ? ok(someFlow()) : ok(someEquity())
    const { page } = await open(tab, '', {
      [`/programme/${tab}`]: () => (broken.isBroken ? aProblem(500, 'timeout') : answer),
    })
    await page.getByText('Request req-4711').first().waitFor()
    broken.isBroken = false
    await page.getByRole('button', { name: 'Retry' }).first().click()
    await page.getByRole('heading', { name: FINDINGS[tab] }).waitFor()
  })

  test('filters that match nothing are offered for removal', async () => {
    const state = {
      kind: 'no_episodes' as const,
      message: 'No episode matches these filters together.',
      relax: [],
    }
    const { page } = await open(tab, '&arm=combined', {
      [`/programme/${tab}`]: (search) => {
        const over = search.has('arm') ? { state } : {}
        return tab === 'flow' ? ok(someFlow(over)) : ok(someEquity(over))
      },
    })
    await page.getByRole('tabpanel').getByRole('button', { name: 'Arm Combined' }).click()
    await page.getByRole('heading', { name: FINDINGS[tab] }).waitFor()
  })
})

describe('strata on the screen', () => {
  test('a number that is kept back is a word, in the picture, the table and the file', async () => {
    const { page } = await open('equity', '&site=north&from=2026-01-01')
    const card = page.getByRole('region', {
      name: 'Reliable recovery: no difference by age at joining beyond chance',
    })
    const row = card.getByRole('listitem').filter({ hasText: '18–25' })
    expect(await row.innerText()).toMatch(/kept back: would tell of fewer than 11\s+kept back/)
    await card.getByRole('tab', { name: 'Table' }).click()
    expect(
      await card
        .getByRole('row', { name: /^18–25/ })
        .getByRole('cell')
        .first()
        .innerText(),
    ).toBe('kept back')
    await card.getByRole('button', { name: /^Save/ }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Table as CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('reliable-recovery-by-age-band_north_2026-01-01.csv')
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(lines[2]).toBe(`18–25,${Array.from({ length: 6 }, () => 'kept back').join(',')}`)
  })

  test('another rate stands in the address; Back returns to the one before', async () => {
    const { page } = await open('equity', '&site=north')
    await page.getByRole('link', { name: 'Paired data' }).click()
    await page.waitForURL('**/programme?tab=equity&site=north&rate=paired_data')
    await page.getByRole('heading', { name: 'Paired data: no difference by arm beyond chance' }).waitFor()
    await page.goBack()
    await page
      .getByRole('heading', { name: 'Reliable recovery differs by arm by more than chance' })
      .waitFor()
  })

  test('arms lead to their episodes, filters included; members of other strata are listed nowhere', async () => {
    const { page } = await open('equity', '&site=north')
    const arm = page.getByRole('region', { name: 'Reliable recovery differs by arm by more than chance' })
    expect(await arm.getByRole('link', { name: '80 of 130' }).getAttribute('href')).toBe(
      '/members?family=national&class=reliable_recovery&site=north&arm=group_only',
    )
    const gender = page.getByRole('region', {
      name: 'Reliable recovery by gender: too few may be shown to compare',
    })
    const links = gender.getByRole('listitem').filter({ hasText: 'Female' }).getByRole('link')
    expect(await links.count()).toBe(0)
  })
})

describe('the flow on the screen', () => {
  test('a number leads to its rows and Back returns', async () => {
    const { page } = await open('flow', '&site=north', {
      '/episodes': ok({
        episodes: [],
        total: 0,
        attendance: { numerator: 0, denominator: 0, proportion: null, interval: null },
        completeness: { numerator: 0, denominator: 0, proportion: null, interval: null },
        page: 1,
        page_size: 50,
      }),
    })
    const asked = page.waitForRequest((request) => request.url().includes('/api/v1/episodes'))
    await page.getByRole('link', { name: '73: still in care' }).click()
    const query = Object.fromEntries(new URL((await asked).url()).searchParams)
    expect(query).toMatchObject({ class: 'in_care', family: 'flow', period: 'joining_date', site: 'north' })
    await page.goBack()
    await page.getByRole('heading', { name: FINDINGS.flow }).waitFor()
  })

  test('the file has the steps and exits of the table, in order', async () => {
    const { page } = await open('flow')
    await page.getByRole('button', { name: /^Save/ }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Table as CSV' }).click(),
    ])
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(12)
    expect(lines[4]).toMatch(/^Attended at least once,step,415,0\.97/)
  })
})
