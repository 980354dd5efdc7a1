import { describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { aGroup } from '../unit/dashboard/charts/group-builder.js'
import { ACCOUNT_ANSWERS } from './support/account-answers.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { anImportBatch } from './support/import-answers.js'
import { aProblem, type MockedAnswers, mockApi, ok, USUAL_ANSWERS } from './support/mocked-api.js'
import { accessibilityFaults, type OpenedPage } from './support/open-page.js'
import { someoneInRole, someoneSignedIn } from './support/signed-in.js'

const dashboard = mockedDashboard()
const SECOND = 1000
const MINUTE = 60 * SECOND
/** A word that only a read of the last user can have brought. */
const SECRET = 'Seeded-Group-Zx81'

const GROUP = aGroup([[17, 16, 15]])
const ANSWERS: MockedAnswers = {
  ...USUAL_ANSWERS,
  ...ACCOUNT_ANSWERS,
  '/groups': ok({
    groups: [
      {
        ...GROUP.group,
        name: SECRET,
        attendance: GROUP.attendance,
        completeness: GROUP.completeness,
      },
    ],
    total: 1,
  }),
}

const open = (address: string, answers: MockedAnswers = {}): Promise<OpenedPage> =>
  dashboard.open(address, { ...ANSWERS, ...answers })

const endsIn = (milliseconds: number) => ({
  session_expires_at: new Date(Date.now() + milliseconds).toISOString(),
})

/** A mark on the document: a new one does not have it. */
const mark = (page: Page) => page.evaluate('globalThis.isTheOldDocument = true')
const isMarked = (page: Page) => page.evaluate('globalThis.isTheOldDocument === true')

const letAMinutePass = (page: Page) =>
  page.evaluate(`{ const now = Date.now; Date.now = () => now() + ${61 * SECOND} }`)

async function atGroups(answers: MockedAnswers = {}): Promise<Page> {
  const { page } = await open('/groups?site=north', answers)
  await page.getByText(SECRET).waitFor()
  await mark(page)
  return page
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Demo director Clinical director' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
}

describe('nobody signed in', () => {
  test('is led to sign in and back, and no page asks for anything', async () => {
    const asked: string[] = []
    const { page } = await open('/members/0987?site=north', {
      '/me': () => {
        asked.push('/me')
        return aProblem(401, 'not_signed_in')
      },
      '/members/0987/trajectory': () => {
        asked.push('/members/0987/trajectory')
        return aProblem(401, 'not_signed_in')
      },
    })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const { pathname, searchParams } = new URL(page.url())
    expect([pathname, searchParams.get('return')]).toEqual(['/sign-in', '/members/0987?site=north'])
    expect(searchParams.has('ended')).toBe(false)
    expect(asked).toEqual(['/me'])
  })
})

describe('a session that has ended', () => {
  test('is noticed by whatever is asked next; the document goes with all it held', async () => {
    const page = await atGroups({ '/episodes': aProblem(401, 'not_signed_in') })
    await page.getByRole('link', { name: 'Members' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const { searchParams } = new URL(page.url())
    expect([searchParams.get('return'), searchParams.get('ended')]).toEqual(['/members?site=north', 'ended'])
    expect(await isMarked(page)).toBe(false)
  })

  test('is noticed by the question who is there, and leads back as well', async () => {
    const state = { isOpen: true }
    const page = await atGroups({
      '/me': () => (state.isOpen ? ok(someoneSignedIn()) : aProblem(401, 'not_signed_in')),
    })
    state.isOpen = false
    await letAMinutePass(page)
    await page.keyboard.press('ArrowDown')
    await page.waitForURL('**/sign-in?return=%2Fgroups%3Fsite%3Dnorth&ended=ended')
    expect(await isMarked(page)).toBe(false)
  })

  test('is noticed by an upload too', async () => {
    const { page } = await open('/entry/import', {
      '/me': ok(someoneInRole('coordinator')),
      '/imports': (_search, request) =>
        request.method() === 'POST' ? aProblem(401, 'not_signed_in') : ok({ imports: [], total: 0 }),
    })
    const file = { name: 'groups.csv', mimeType: 'text/csv', buffer: Buffer.from('a\n') }
    await page.getByLabel('Files of an import').setInputFiles([file])
    await page.getByRole('button', { name: 'See what would happen' }).click()
    await page.waitForURL('**/sign-in?return=%2Fentry%2Fimport&ended=ended')
  })
})

describe('signing out', () => {
  test('leaves nothing of the last user in the memory of the page, and Back brings nothing', async () => {
    const page = await atGroups()
    expect(await isInMemory(page, SECRET)).toBe(true)
    await signOut(page)
    await page.waitForURL('**/sign-in?ended=signed_out')
    await page.getByText('You are signed out.').waitFor()
    expect(await isInMemory(page, SECRET)).toBe(false)
    expect(await page.evaluate('Object.values(localStorage).join() + document.cookie')).not.toContain(SECRET)
    await page.unrouteAll()
    await mockApi(page, { ...ANSWERS, '/me': aProblem(401, 'not_signed_in') })
    await page.goBack()
    await page.waitForTimeout(500)
    expect(await page.getByText(SECRET).count()).toBe(0)
  }, 60_000)

  test('takes the other tabs along', async () => {
    const page = await atGroups()
    const other = await page.context().newPage()
    await mockApi(other, ANSWERS)
    await other.goto(`${dashboard.origin()}/groups`)
    await other.getByText(SECRET).waitFor()
    await signOut(page)
    await other.waitForURL('**/sign-in?ended=signed_out')
    expect(await isInMemory(other, SECRET)).toBe(false)
  }, 60_000)

  test('that the server did not hear is no signing out, and says so', async () => {
    const page = await atGroups()
    await page.route('**/api/auth/sign-out', (route) => route.abort('internetdisconnected'))
    await signOut(page)
    await page.getByRole('alert').getByText('You are still signed in.').waitFor()
    expect(await isMarked(page)).toBe(true)
  })
})

describe('a page that nobody uses', () => {
  test('warns two minutes before the end, and stays when asked to', async () => {
    const me = { left: 95 * SECOND }
    const page = await atGroups({ '/me': () => ok(someoneSignedIn(endsIn(me.left))) })
    const warning = page.getByRole('alertdialog', { name: 'Are you still there?' })
    await warning.getByText(/^1:\d\d left\.$/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await page.evaluate('document.activeElement.innerText')).toBe('Stay signed in')
    me.left = 30 * MINUTE
    await page.keyboard.press('Enter')
    await warning.waitFor({ state: 'detached' })
    expect(await isMarked(page)).toBe(true)
  })

  test('says when staying is not possible any more', async () => {
    const end = endsIn(95 * SECOND)
    const page = await atGroups({ '/me': () => ok(someoneSignedIn(end)) })
    await page.getByRole('button', { name: 'Stay signed in' }).click()
    await page.getByRole('alert').getByText('You signed in 12 hours ago').waitFor()
  })

  test('is cleared at the end, the server told, and why is said', async () => {
    const page = await atGroups({ '/me': () => ok(someoneSignedIn(endsIn(4 * SECOND))) })
    await page.waitForRequest('**/api/auth/sign-out')
    await page.waitForURL('**/sign-in?return=*&ended=idle')
    await page.getByText('You were signed out after 30 minutes without use.').waitFor()
    expect(await isMarked(page)).toBe(false)
  })

  test('is cleared at the end also when no server can be reached', async () => {
    const page = await atGroups({ '/me': () => ok(someoneSignedIn(endsIn(4 * SECOND))) })
    await page.context().setOffline(true)
    await page.route('**/api/**', (route) => route.abort('internetdisconnected'))
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await page.getByText('The server does not answer just now.').waitFor()
    expect(await page.getByText(SECRET).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('is measured by the server’s clock, whatever the device’s says', async () => {
    const anHourAgo = Date.now() - 60 * MINUTE
    const page = await atGroups({
      '/me': {
        ...ok(someoneSignedIn({ session_expires_at: new Date(anHourAgo + 30 * MINUTE).toISOString() })),
        headers: { date: new Date(anHourAgo).toUTCString() },
      },
    })
    await page.waitForTimeout(2.5 * SECOND)
    expect(await isMarked(page)).toBe(true)
    expect(await page.getByRole('alertdialog').count()).toBe(0)
  })

  test('is used by reading as well: a key a minute later tells the server', async () => {
    const page = await atGroups()
    await page.waitForLoadState('networkidle')
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.keyboard.press('ArrowDown')
    await page.waitForTimeout(300)
    expect(asked).toEqual([])
    await letAMinutePass(page)
    const told = page.waitForRequest('**/api/v1/me')
    await page.keyboard.press('ArrowDown')
    await told
  })
})

describe('the password once more', () => {
  const DONE = anImportBatch({ rows: 3, accepted: 3 })

  /** An import that is refused until the password was given. */
  async function atStepUp(confirm: MockedAnswers[string], twoFactor = false): Promise<Page> {
    const state = { isConfirmed: false }
    const { page } = await open('/entry/import', {
      '/me': ok(someoneInRole('coordinator', { two_factor_enabled: twoFactor })),
      '/imports': (_search, request) => {
        if (request.method() !== 'POST') return ok({ imports: [], total: 0 })
        return state.isConfirmed ? ok({ ...DONE, dry_run: true }) : aProblem(403, 'step_up_needed')
      },
      '/me/confirm': (search, request) => {
        const answer = typeof confirm === 'function' ? confirm(search, request) : (confirm ?? ok({}))
        state.isConfirmed = answer.status === 200
        return answer
      },
    })
    const file = { name: 'groups.csv', mimeType: 'text/csv', buffer: Buffer.from('a\n') }
    await page.getByLabel('Files of an import').setInputFiles([file])
    await page.getByRole('button', { name: 'See what would happen' }).click()
    await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor()
    return page
  }

  test('is asked for where it is needed, and what was asked is then done', async () => {
    const page = await atStepUp(ok({ confirmed_at: new Date().toISOString() }))
    expect(await accessibilityFaults(page)).toEqual([])
    const confirmed = page.waitForRequest('**/api/v1/me/confirm')
    await page.keyboard.type('a few words in a row')
    await page.keyboard.press('Enter')
    expect((await confirmed).postDataJSON()).toEqual({ password: 'a few words in a row' })
    await page.getByRole('heading', { name: 'All 3 rows can be stored' }).waitFor()
  })

  test('takes a code as well from who has a second factor', async () => {
    const page = await atStepUp(ok({ confirmed_at: new Date().toISOString() }), true)
    const confirmed = page.waitForRequest('**/api/v1/me/confirm')
    await page.keyboard.type('a few words in a row')
    await page.getByLabel('Code from your authenticator app').fill('123 456')
    await page.keyboard.press('Enter')
    expect((await confirmed).postDataJSON()).toEqual({ password: 'a few words in a row', code: '123456' })
    await page.getByRole('heading', { name: 'All 3 rows can be stored' }).waitFor()
  })

  test('is told to be wrong at its field, and asked again', async () => {
    const page = await atStepUp(aProblem(403, 'wrong_password'))
    await page.keyboard.type('not it')
    await page.keyboard.press('Enter')
    await page.getByText('This is not your password.').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(1)
  })

  test('may be kept to oneself: then nothing is done, and it can be tried again', async () => {
    const page = await atStepUp(aProblem(500, 'unused'))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Retry' }).click()
    await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor()
  })
})

describe('something due', () => {
  test.each([
    ['password_change', '/sign-in/new-password', 'Choose a password of your own'],
    ['second_factor', '/sign-in/second-factor', 'Set up a second factor'],
  ] as const)('comes before anything else: %s', async (due, address, title) => {
    const { page } = await open('/groups?site=north', { '/me': ok(someoneSignedIn({ due })) })
    await page.getByRole('heading', { name: title }).waitFor()
    const { pathname, searchParams } = new URL(page.url())
    expect([pathname, searchParams.get('return')]).toEqual([address, '/groups?site=north'])
  })

  test.each(['password_change_due', 'second_factor_due'] as const)(
    'is noticed by whatever is asked next: %s',
    async (code) => {
      const state: { due: 'password_change' | 'second_factor' | null } = { due: null }
      const page = await atGroups({
        '/me': () => ok(someoneSignedIn({ due: state.due })),
        '/episodes': aProblem(403, code),
      })
      state.due = code === 'password_change_due' ? 'password_change' : 'second_factor'
      await page.getByRole('link', { name: 'Members' }).click()
      await page.waitForURL(/\/sign-in\/(new-password|second-factor)\?return=%2Fmembers/)
    },
  )

  test('is not due any more for who has done it', async () => {
    const { page } = await open('/sign-in/new-password?return=%2Fgroups')
    await page.waitForURL('**/groups')
  })
})

/** Whether the memory of a page's scripts holds a text, after what is not needed was swept out. */
async function isInMemory(page: Page, text: string): Promise<boolean> {
  const inspector = await page.context().newCDPSession(page)
  const chunks: string[] = []
  inspector.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await inspector.send('HeapProfiler.collectGarbage')
  await inspector.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await inspector.detach()
  return chunks.join('').includes(text)
}
