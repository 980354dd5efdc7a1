import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { aRefusal, byMethod, type SentChange } from './support/admin-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { foundMembers, memberAnswers, NAME, OPENED, tracesOf } from './support/member-answers.js'
import { aProblem, type MockedAnswers, ok } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage } from './support/open-page.js'

const dashboard = mockedDashboard()

async function open(
  address: string,
  role: Parameters<typeof memberAnswers>[0],
  answers: MockedAnswers = {},
): Promise<OpenedPage & { asked: string[] }> {
  const asked: string[] = []
  const opened = await dashboard.open(address, { ...memberAnswers(role, asked), ...answers })
  await opened.page.getByRole('heading', { level: 1 }).waitFor()
  return { ...opened, asked }
}

describe.each(['therapist', 'coordinator'] as const)('a %s at a member', (role) => {
  test('reads name and date of birth, which stand nowhere else', async () => {
    const { page, complaints } = await open('/members/0987', role)
    const strip = page.getByRole('region', { name: 'Identity' })
    await strip.getByText(NAME).waitFor()
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
        foundMembers({ members: foundMembers().members.map((member) => ({ ...member, member_id: '0412' })) }),
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
