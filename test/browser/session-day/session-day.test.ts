// A whole session day on the delivered server: a group of ten is entered by keyboard, and the therapist's first page
// says who needs a look, and why.

import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { jobSchema } from '../../../api/src/contracts/jobs.js'
import { ruleSetListSchema, storedRuleSetSchema } from '../../../api/src/contracts/rule-sets.js'
import { settingsSchema } from '../../../api/src/contracts/settings.js'
import { caseloadSchema, signalListSchema } from '../../../api/src/contracts/signals.js'
import { sendImport } from '../../acceptance/support/send-import.js'
import {
  browserStateOf,
  firstStaff,
  type Person,
  type Staff,
  therapistWith,
} from '../../acceptance/support/staff.js'
import {
  type Installation,
  newInstallation,
  type RunningTidemark,
} from '../../acceptance/support/tidemark-process.js'
import { accessibilityFaults, launchBrowser, openPage } from '../support/open-page.js'
import { filesOfTheGroup, MEMBERS } from './group-of-ten.js'

const MOST_KEYS_A_MEMBER = 12
const CRISIS_LINE = 'Call 116 123, day and night'

let installation: Installation
let server: RunningTidemark
let browser: Browser
let staff: Staff
let therapist: Person

beforeAll(async () => {
  installation = await newInstallation()
  server = await installation.start()
  staff = await firstStaff(installation, () => server, ['S1'])
  await sendImport(staff.coordinator, filesOfTheGroup())
  therapist = await therapistWith(installation, () => server, 'T1')
  await giveCrisisLine()
  await expectOnlyPhq9()
  browser = await launchBrowser()
}, 180_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await installation.remove()
})

async function giveCrisisLine(): Promise<void> {
  const { administration } = await staff.administrator.read(settingsSchema, '/settings')
  await sent(staff.administrator, 'PATCH', '/settings', {
    version: administration?.version,
    crisis_line: CRISIS_LINE,
    setup_completed: true,
  })
}

/** This group fills in the PHQ-9 alone, and the rules of the deployment say so. */
async function expectOnlyPhq9(): Promise<void> {
  const {
    rule_sets: [inUse],
  } = await staff.director.read(ruleSetListSchema, '/rule-sets')
  const { job_id } = storedRuleSetSchema.parse(
    await sent(staff.director, 'POST', '/rule-sets', {
      based_on: inUse?.version,
      rules: { ...inUse?.rules, expected_measures: ['phq9'] },
      reason: 'The GAD-7 is not used here',
    }),
  )
  for (;;) {
    const { state } = await staff.director.read(jobSchema, `/jobs/${job_id}`)
    if (state === 'done') return
    if (state === 'failed') throw new Error('The signals were not worked out again.')
    await wait(100)
  }
}

async function sent(person: Person, method: string, below: string, body: object): Promise<unknown> {
  const answer = await person.fetch(`/api/v1${below}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${below} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

test('before the session nobody of the ten is not on track', async () => {
  const { tiles } = await therapist.read(caseloadSchema, '/caseload')
  expect(tiles).toEqual({
    not_on_track: { n: 0, of: MEMBERS.length },
    item_9_new: 0,
    form_missing: 0,
    absent_twice: 0,
  })
})

test('the coordinator enters the whole group by keyboard, in no more than 12 keys a member', async () => {
  const { page, complaints } = await openPage(browser, {
    signedIn: browserStateOf(staff.coordinator, server.address),
  })
  await page.goto(server.address)
  await page.getByRole('heading', { level: 1, name: '1 session of today waits to be entered' }).waitFor()
  await page.getByRole('link', { name: 'Tuesday CBT, session 8' }).click()
  await page.getByRole('row', { name: 'Ada Marsh, D01' }).waitFor()
  for (const { today } of MEMBERS) {
    const keys = [today.attendance.toLowerCase(), ...(today.answers ?? []).map(String)]
    expect(keys.length).toBeLessThanOrEqual(MOST_KEYS_A_MEMBER)
    for (const key of keys) await page.keyboard.press(key)
  }
  await page
    .getByRole('heading', { level: 1, name: `Tuesday CBT, session 8: all ${MEMBERS.length} members entered` })
    .waitFor()
  await page.getByRole('row', { name: 'Cleo Brandt, D03' }).getByText('Saved').waitFor()
  await page.getByText(CRISIS_LINE).first().waitFor()
  expect(complaints).toEqual([])
})

test('the right three are on top, each with its reason', async () => {
  const { tiles, members } = await therapist.read(caseloadSchema, '/caseload')
  expect(tiles).toEqual({
    not_on_track: { n: 3, of: MEMBERS.length },
    item_9_new: 1,
    form_missing: 0,
    absent_twice: 1,
  })
  expect(members.map(({ member_id, status, sentence }) => [member_id, status, sentence])).toEqual([
    ['D03', 'not_on_track', 'Item 9, thoughts of self-harm: answered 1 (several days)'],
    ['D05', 'not_on_track', '7 points worse than at the start (12 then, 19 now)'],
    ['D08', 'not_on_track', 'Less than 6 points of improvement after 6 sessions (17 at the start, 16 now)'],
    ['D09', 'watch', 'Missed the last 2 sessions, without notice'],
  ])
})

test('the therapist meets them on the first page, acknowledges item 9, and it stays with who did it', async () => {
  const { page, complaints } = await openPage(browser, {
    signedIn: browserStateOf(therapist, server.address),
  })
  await page.goto(server.address)
  await page
    .getByRole('heading', { level: 1, name: `Three of your ${MEMBERS.length} members are not on track` })
    .waitFor()
  expect(new URL(page.url()).pathname).toBe('/today')
  const rows = page.locator('li[data-row]')
  const texts = await rows.allInnerTexts()
  const onTop = [
    ['Cleo Brandt', 'Item 9, thoughts of self-harm: answered 1 (several days)'],
    ['Esme Okoro', '7 points worse than at the start (12 then, 19 now)'],
    ['Hugo Sand', 'Less than 6 points of improvement after 6 sessions (17 at the start, 16 now)'],
    ['Ines Rowe', 'Missed the last 2 sessions, without notice'],
  ]
  for (const [place, [name = '', sentence = '']] of onTop.entries()) {
    expect(texts[place]).toContain(name)
    expect(texts[place]).toContain(sentence)
  }
  expect(await accessibilityFaults(page)).toEqual([])

  await rows
    .first()
    .getByRole('button', { name: /^Acknowledge/ })
    .click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Acknowledge/ })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const { tiles } = await therapist.read(caseloadSchema, '/caseload')
  expect(tiles.item_9_new).toBe(0)
  const { signals } = await staff.director.read(signalListSchema, '/signals?member=D03&state=any')
  expect(signals.map(({ life }) => [life.state, life.last_action?.by])).toEqual([
    ['acknowledged', 'Person for therapist'],
  ])
  expect(complaints).toEqual([])
})
