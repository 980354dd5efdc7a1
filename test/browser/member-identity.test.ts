import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { FoundMembers } from '../../api/src/contracts/identity.js'
import { PHQ9, RSES } from '../unit/dashboard/charts/measures.js'
import { aMember } from '../unit/dashboard/charts/member-builder.js'
import { aRefusal, byMethod, type SentChange } from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage, type openPage, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const dashboard = mockedDashboard()
const NAME = 'Amina Koroma-Ashworth'
const COURSE = aMember(PHQ9, [
  { week: 0, score: 17 },
  { week: 1, score: 9 },
])
const OPENED = {
  status: 201,
  body: { member_id: '0987', opened_at: '2026-11-03T14:00:00.000Z', expires_at: '2026-11-03T14:15:00.000Z' },
}

function found(over: Partial<FoundMembers> = {}): FoundMembers {
  return {
    members: [
      {
        member_id: '0987',
        full_name: NAME,
        n_episodes: 2,
        latest_episode: {
          episode_id: 2,
          group_id: 'G1',
          group_name: 'Tuesday CBT',
          site_id: 'north',
          joined_on: '2026-09-07',
          is_open: true,
        },
      },
    ],
    total: 1,
    page: 1,
    page_size: 50,
    ...over,
  }
}

type Role = Parameters<typeof someoneInRole>[0]

async function open(
  address: string,
  role: Role,
  answers: MockedAnswers = {},
  look: Parameters<typeof openPage>[1] = {},
): Promise<OpenedPage & { asked: string[] }> {
  const asked: string[] = []
  const identity = { member_id: '0987', full_name: NAME, date_of_birth: '1984-05-03', open_until: null }
  const opened = await dashboard.open(
    address,
    {
      ...USUAL_ANSWERS,
      '/me': () => ok(someoneInRole(role)),
      '/measures': ok({ measures: [PHQ9, RSES] }),
      '/members/0987/trajectory': ok(COURSE),
      '/members/0987/identity': () => {
        asked.push('identity')
        return ok(identity)
      },
      '/members/0987/identity/break-glass': OPENED,
      '/members/search': ok(found()),
      '/episodes': ok({
        episodes: [],
        total: 0,
        attendance: SHARE,
        completeness: SHARE,
        page: 1,
        page_size: 50,
      }),
      ...answers,
    },
    look,
  )
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return { ...opened, asked }
}

const SHARE = { numerator: 0, denominator: 0, proportion: null, interval: null }

/** Everything that outlives the page or can be read over its shoulder: address, tab, history, storage. */
async function tracesOf(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const stored = [localStorage, sessionStorage].map((store) => JSON.stringify(Object.entries(store)))
    return [location.href, document.title, JSON.stringify(history.state), document.cookie, ...stored].join(' ')
  })()`)
}

describe.each(['therapist', 'coordinator'] as const)('a %s at a member', (role) => {
  test('reads name and date of birth, which stand nowhere else', async () => {
    const { page, complaints } = await open('/members/0987', role)
    const strip = page.getByRole('region', { name: 'Identity' })
    expect(await strip.innerText()).toBe(`${NAME} born 3 May 1984`)
    expect(await tracesOf(page)).not.toMatch(/amina|koroma|1984/i)
    expect(await page.title()).toBe('Member 0987 · Tidemark')
    expect(complaints).toEqual([])
  })

  test('hides names for a shared screen; the choice stays, nothing more is read, and both end together', async () => {
    const { page, asked } = await open('/members/0987', role)
    await page.getByText(NAME).waitFor()
    await page.getByRole('button', { name: 'Hide names' }).click()
    await page.getByText('Names are hidden on this screen').waitFor()
    expect(await page.content()).not.toMatch(/Amina|1984/)
    await page.reload()
    await page.getByText('Names are hidden on this screen').waitFor()
    expect(asked).toEqual(['identity'])
    expect(await page.getByRole('button', { name: 'Hide names' }).getAttribute('aria-pressed')).toBe('true')
    await page.getByRole('button', { name: 'Hide names' }).click()
    await page.getByText(NAME).waitFor()
  })
})

describe('a therapist at a member', () => {
  test('sees scores when the name cannot be loaded, and can try again', async () => {
    const { page } = await open('/members/0987', 'therapist', {
      '/members/0987/identity': aProblem(503, 'audit_unavailable'),
    })
    await page.getByText('The name could not be loaded.').waitFor()
    await page.getByRole('heading', { level: 2, name: /^PHQ-9 fell from 17 to 9/ }).waitFor()
    await page.getByRole('alert').getByRole('button', { name: 'Retry' }).waitFor()
  })

  test('never reads one member’s name beside the scores of another', async () => {
    const { page } = await open('/members/0987', 'therapist', {
      '/members/0412/identity': ok({
        member_id: '0412',
        full_name: 'Bela Nagy',
        date_of_birth: null,
        open_until: null,
      }),
      '/members/search': ok(
        found({ members: found().members.map((member) => ({ ...member, member_id: '0412' })) }),
      ),
    })
    await page.getByText(NAME).waitFor()
    const never = new Promise<void>(() => {})
    await page.route('**/api/v1/members/0412/trajectory*', () => never)
    await page.keyboard.press('/')
    await page.keyboard.type('nagy')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '1 member found' }).waitFor()
    await page.getByRole('rowheader').getByRole('link').click()
    await page.getByText('Bela Nagy').waitFor()
    // From member to member in one step, as a long press on Back and Forward does.
    await page.evaluate('history.go(-2)')
    await page.getByRole('heading', { level: 2, name: /fell from 17 to 9/ }).waitFor()
    await page.evaluate('history.go(2)')
    await page.getByText('Bela Nagy').waitFor()
    expect(await page.getByText(NAME).count()).toBe(0)
    expect(await page.getByRole('heading', { name: /fell from 17 to 9|8 points better/ }).count()).toBe(0)
  })
})

test('a coordinator is asked for no scores, and told whose they are', async () => {
  const { page, failures } = await open('/members/0987', 'coordinator', {
    '/members/0987/trajectory': aProblem(403, 'not_your_role'),
  })
  await page.getByText(NAME).waitFor()
  await page.getByText('scores and outcomes are for therapists and clinical directors').waitFor()
  expect(failures).toEqual([])
})

describe('a director at a member', () => {
  test('finds the identity closed and asks the server for nothing of it', async () => {
    const { page, asked } = await open('/members/0987', 'director')
    await page.getByText('Identity closed').waitFor()
    await page.getByRole('heading', { level: 2, name: /^PHQ-9 fell/ }).waitFor()
    expect(asked).toEqual([])
    expect(await page.getByRole('button', { name: 'Hide names' }).count()).toBe(0)
  })

  test('opens it with a reason of ten characters or more, for 15 minutes by a clock that all can see', async () => {
    const sent: SentChange[] = []
    const { page } = await open('/members/0987', 'director', {
      '/members/0987/identity/break-glass': byMethod({ POST: OPENED }, sent),
    })
    await page.getByRole('button', { name: 'Open with a reason' }).click()
    const dialog = page.getByRole('dialog', { name: 'Open the identity of member 0987' })
    await dialog.getByText('your reason are recorded').waitFor()
    await dialog.getByLabel('Reason').fill('  too   short ')
    await dialog.getByRole('button', { name: 'Open for 15 minutes' }).click()
    await dialog.getByText('Say why in 10 to 500 characters.').waitFor()
    expect(sent).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    await dialog.getByLabel('Reason').fill('The emergency department asks')
    await dialog.getByRole('button', { name: 'Open for 15 minutes' }).click()
    await page.getByText(NAME).waitFor()
    expect(await page.getByRole('timer').innerText()).toMatch(/^Closes in 1[45]:\d\d$/)
    expect(sent).toEqual([
      {
        change: 'POST /members/0987/identity/break-glass',
        body: { reason: 'The emergency department asks' },
      },
    ])
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('sees it close by itself after the span that the server gave, whatever day its clock shows', async () => {
    const { page } = await open('/members/0987', 'director')
    await page.clock.install()
    await page.reload()
    await openWithReason(page)
    await page.clock.fastForward('14:58')
    await page.getByText(NAME).waitFor()
    await page.clock.fastForward('00:03')
    await page.getByText('Identity closed').waitFor()
    expect(await page.content()).not.toMatch(/Amina|1984/)
  })

  test('has it closed by the server’s word, and by a new load of the page', async () => {
    const answers = { isClosed: false }
    const closed = aRefusal(403, 'identity_closed', 'Open it with a reason.')
    const { page } = await open('/members/0987', 'director', {
      '/members/0987/identity': () =>
        answers.isClosed
          ? closed
          : ok({
              member_id: '0987',
              full_name: NAME,
              date_of_birth: null,
              open_until: '2026-11-03T14:15:00.000Z',
            }),
    })
    await openWithReason(page)
    await page.reload()
    await page.getByText('Identity closed').waitFor()
    answers.isClosed = true
    await page.getByRole('button', { name: 'Open with a reason' }).click()
    await page.getByLabel('Reason').fill('The emergency department asks')
    await page.getByRole('button', { name: 'Open for 15 minutes' }).click()
    await page.getByText('Identity closed').waitFor()
    expect(await page.getByText(NAME).count()).toBe(0)
  })

  async function openWithReason(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Open with a reason' }).click()
    await page.getByLabel('Reason').fill('The emergency department asks')
    await page.getByRole('button', { name: 'Open for 15 minutes' }).click()
    await page.getByText(NAME).waitFor()
  }
})

describe('a search for members', () => {
  test('by name goes in the body, and leaves its words in no address, tab, history or storage', async () => {
    const sent: SentChange[] = []
    const addresses: string[] = []
    const { page, complaints } = await open('/groups', 'therapist', {
      '/members/search': byMethod({ POST: ok(found()) }, sent),
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
    const many = (page: number) => ok(found({ total: 61, page }))
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
    const closed = found({ members: found().members.map((member) => ({ ...member, full_name: null })) })
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
    const none = byMethod({ POST: [ok(found({ members: [], total: 0 })), aProblem(500, 'internal')] })
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
