import { readFile } from 'node:fs/promises'
import { describe, expect, test } from '@jest/globals'
import { noCompleteness, someCompleteness, someSessions } from '../builders/completeness.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, type openPage, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()

async function open(
  role: 'director' | 'coordinator',
  search = '',
  answers: MockedAnswers = {},
  look: Parameters<typeof openPage>[1] = {},
): Promise<OpenedPage> {
  const all = {
    ...USUAL_ANSWERS,
    '/me': () => ok(someoneInRole(role)),
    '/programme/completeness': ok(someCompleteness()),
    '/programme/completeness/sessions': ok(someSessions()),
    ...answers,
  }
  const opened = await dashboard.open(`/completeness${search}`, all, look)
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return opened
}

describe('the page of completeness', () => {
  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('has no accessibility fault and no complaint in %s at %i pixels', async (scheme, width) => {
    const { page, complaints } = await open('director', '', {}, { scheme, width })
    await page.getByRole('heading', { name: /^94.% of PHQ-9 and 90.% of GAD-7/ }).waitFor()
    await page.getByRole('heading', { name: '3 of 10 sessions lack a form or attendance' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })

  test('fits a window of 320 pixels without scrolling sideways', async () => {
    const { page } = await open('coordinator', '', {}, { width: 320, height: 640 })
    await page.getByRole('link', { name: /^Tuesday CBT, session 6/ }).waitFor()
    expect(await overflowOf(page)).toBe(0)
  })

  test('leads a coordinator to the entry of a session and to the record of a group', async () => {
    const { page } = await open('coordinator', '?site=north')
    const session = page.getByRole('link', { name: 'Tuesday CBT, session 5' })
    expect(await session.getAttribute('href')).toBe('/entry/session/G1-5')
    const group = page.getByRole('link', { name: 'Tuesday CBT', exact: true })
    expect(await group.getAttribute('href')).toBe('/groups/G1/record')
    expect(await page.locator('main a[href^="/members"], main a[href="/groups/G1"]').count()).toBe(0)
  })

  test('leads a director to the board of the group, filters included', async () => {
    const { page } = await open('director', '?site=north')
    const session = page.getByRole('link', { name: 'Tuesday CBT, session 5' })
    expect(await session.getAttribute('href')).toBe('/groups/G1?site=north#board')
  })

  test('lists the sessions behind a count, and goes back', async () => {
    const asked: string[] = []
    const { page } = await open('director', '?site=north', {
      '/programme/completeness/sessions': (search) => {
        asked.push(search.toString())
        return ok(someSessions(search.has('session_number') ? { n_sessions: 4, n_lacking: 2 } : {}))
      },
    })
    await page.getByRole('link', { name: '2 of 4 sessions lack something: Session 2' }).click()
    await page.getByRole('heading', { name: '2 of 4 sessions number 2 lack a form or attendance' }).waitFor()
    expect(asked.at(-1)).toBe('site=north&session_number=2&show=lacking&page=1&page_size=20')
    await page.getByRole('link', { name: 'All sessions', exact: true }).click()
    await page.waitForURL('**/completeness?session_number=2&show=all&site=north#sessions')
    await page.goBack()
    await page.goBack()
    await page.getByRole('heading', { name: '3 of 10 sessions lack a form or attendance' }).waitFor()
  })

  test('an address that names the list begins at it', async () => {
    const { page } = await open('coordinator', '?session_number=2#sessions', {}, { width: 390, height: 700 })
    await page.getByRole('heading', { name: '3 of 10 sessions number 2 lack a form or attendance' }).waitFor()
    let top = Number.POSITIVE_INFINITY
    for (let attempt = 0; attempt < 30 && top > 700; attempt += 1) {
      await page.waitForTimeout(100)
      top = (await page.locator('#sessions').boundingBox())?.y ?? top
    }
    // In the window: the list is the last of the page, so that it need not reach the top.
    expect(top).toBeLessThan(700)
  })

  test('says what a session lacks: attendance that is not begun, forms, and forms that cannot be scored', async () => {
    const { page } = await open('coordinator')
    const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
    expect(await row('session 6').innerText()).toContain('not begun')
    expect(await row('session 5').innerText()).toMatch(/5 of 7\s*1 cannot be scored\s*7 of 7\s*forms/)
    expect(await row('session 4').innerText()).toContain('attendance and forms')
  })

  test('has its numbers as a table and the same as a file', async () => {
    const { page } = await open('director', '?site=north&from=2026-01-01')
    const card = page.getByRole('region', { name: /of all forms can be scored at each site/ })
    await card.getByRole('tab', { name: 'Table' }).click()
    expect(await card.getByRole('row', { name: /^North/ }).innerText()).toMatch(/45\s*90.%/)
    await card.getByRole('button', { name: /^Save/ }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Table as CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('completeness-by-site_north_2026-01-01.csv')
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(lines[0]).toContain('site,sessions,sessions_lacking,members_in_care,attendance_recorded,attended')
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 8).join(','))).toEqual([
      'East,4,0,40,40,30,30,30',
      'North,6,4,66,60,50,46,45',
    ])
  })

  test('a failed read says so with its request id, and Retry brings it', async () => {
    const broken = { isBroken: true }
    const { page } = await open('director', '', {
      '/programme/completeness': () => (broken.isBroken ? aProblem(500, 'timeout') : ok(someCompleteness())),
    })
    await page.getByText('Request req-4711').waitFor()
    broken.isBroken = false
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByRole('heading', { name: /^94.% of PHQ-9/ }).waitFor()
  })

  test('filters that match nothing are offered for removal', async () => {
    const { page } = await open('coordinator', '?arm=combined', {
      '/programme/completeness': (search) => ok(search.has('arm') ? noCompleteness() : someCompleteness()),
    })
    await page.getByRole('heading', { name: 'No session was held in this selection' }).waitFor()
    await page.getByRole('button', { name: 'Arm Combined' }).click()
    await page.getByRole('heading', { name: /^94.% of PHQ-9/ }).waitFor()
  })

  test('is reached from the paired data of the programme, filters included', async () => {
    const all = { ...USUAL_ANSWERS, '/programme/completeness': ok(someCompleteness()) }
    const { page } = await dashboard.open('/programme?site=north&rules=gad7_5', all)
    const link = page.getByRole('link', { name: 'where forms are missing' })
    expect(await link.getAttribute('href')).toBe('/completeness?site=north')
  })

  test('paper shows every table, the filters and the version of the rules', async () => {
    const { page } = await open('director', '?site=north')
    await page.getByRole('link', { name: /^Tuesday CBT, session 5/ }).waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('row', { name: /^North/ }).isVisible()).toBe(true)
    expect(await page.getByText('Site North · 80 attended sessions').isVisible()).toBe(true)
  })
})
