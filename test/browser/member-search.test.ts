import { describe, expect, test } from '@jest/globals'
import { byMethod, type SentChange } from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { foundMembers, memberAnswers, NAME, tracesOf } from './support/member-answers.js'
import { aProblem, type MockedAnswers, ok } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, type openPage, overflowOf } from './support/open-page.js'

const dashboard = mockedDashboard()

async function open(
  address: string,
  role: Parameters<typeof memberAnswers>[0],
  answers: MockedAnswers = {},
  look: Parameters<typeof openPage>[1] = {},
): Promise<OpenedPage> {
  const opened = await dashboard.open(address, { ...memberAnswers(role), ...answers }, look)
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return opened
}

describe('a search for members', () => {
  test('by name goes in the body, and leaves its words in no address, tab, history or storage', async () => {
    const sent: SentChange[] = []
    const addresses: string[] = []
    const { page, complaints } = await open('/groups', 'therapist', {
      '/members/search': byMethod({ POST: ok(foundMembers()) }, sent),
    })
    page.on('request', (request) => addresses.push(request.url()))
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
    await page.keyboard.press('/')
    await page.keyboard.type('  koroma amina ')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '1 member found' }).waitFor()
    expect(sent).toEqual([
      { change: 'POST /members/search', body: { text: 'koroma amina', page: 1, page_size: 50 } },
    ])
    expect(await tracesOf(page)).not.toMatch(/koroma|amina/i)
    expect(addresses.join(' ')).not.toMatch(/koroma|amina/i)
    expect(await page.getByLabel('Find a member by id or name').first().inputValue()).toBe('')
    await page.getByRole('link', { name: NAME }).click()
    await page.waitForURL('**/members/0987?episode=2')
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: '1 member found' }).waitFor()
    await page.goBack()
    await page.waitForURL('**/groups')
    expect(complaints).toEqual([])
  })

  test('turns pages without an address for them, and forgets the words on a new load', async () => {
    const sent: SentChange[] = []
    const many = (page: number) => ok(foundMembers({ total: 61, page }))
    const { page } = await open('/members', 'therapist', {
      '/members/search': byMethod({ POST: [many(1), many(2)] }, sent),
    })
    await page.getByLabel('Find a member by id or name').last().fill('koroma')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: 'Next' }).click()
    await page.getByText('51 – 51 of 61').waitFor()
    expect(sent).toMatchObject([{ body: { page: 1 } }, { body: { text: 'koroma', page: 2 } }])
    expect(new URL(page.url()).search).toBe('')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: /episodes of members|^0 / }).waitFor()
    expect(sent).toHaveLength(2)
  })

  test('shows a director ids and no names', async () => {
    const closed = foundMembers({
      members: foundMembers().members.map((member) => ({ ...member, full_name: null })),
    })
    const { page } = await open('/programme', 'director', { '/members/search': ok(closed) })
    await page.keyboard.press('/')
    await page.keyboard.type('09')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '1 member found' }).waitFor()
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(['0987'])
    expect(await page.getByRole('button', { name: 'Hide names' }).count()).toBe(0)
  })

  test('hides names and what was typed while names are hidden', async () => {
    const { page } = await open('/members', 'coordinator')
    await page.getByLabel('Find a member by id or name').last().fill('koroma')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: NAME }).waitFor()
    await page.getByRole('button', { name: 'Hide names' }).click()
    await page.getByRole('link', { name: '0987' }).waitFor()
    expect(await page.content()).not.toMatch(/amina|koroma/i)
  })

  test('that finds nobody, and one that fails, say what to do', async () => {
    const none = byMethod({ POST: [ok(foundMembers({ members: [], total: 0 })), aProblem(500, 'internal')] })
    const { page } = await open('/members', 'coordinator', { '/members/search': none })
    const search = async (text: string): Promise<void> => {
      await page.getByLabel('Find a member by id or name').last().fill(text)
      await page.getByRole('button', { name: 'Search' }).click()
    }
    await search('zzz')
    await page.getByRole('heading', { level: 1, name: 'No member found' }).waitFor()
    await page.getByText('Try fewer letters.').waitFor()
    await search('yyy')
    await page.getByText('Request req-4711').waitFor()
  })

  test.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('has no accessibility fault in %s at %i pixels, and fits 320', async (scheme, width) => {
    const { page } = await open('/members', 'coordinator', {}, { scheme, width })
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('main').getByLabel('Find a member by id or name').fill('koroma')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: NAME }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    await page.waitForTimeout(100)
    expect(await overflowOf(page)).toBe(0)
  })
})
