// A whole session day on the delivered server: a group of ten is entered by keyboard, and the therapist's first page
// says who needs a look, and why.

import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { jobSchema } from '../../../api/src/contracts/jobs.js'
import { ruleSetListSchema, storedRuleSetSchema } from '../../../api/src/contracts/rule-sets.js'
import { settingsSchema } from '../../../api/src/contracts/settings.js'
import { caseloadSchema } from '../../../api/src/contracts/signals.js'
import { sendImport } from '../../acceptance/support/send-import.js'
import { firstStaff, type Person, type Staff, therapistWith } from '../../acceptance/support/staff.js'
import {
  type Installation,
  newInstallation,
  type RunningTidemark,
} from '../../acceptance/support/tidemark-process.js'
import { launchBrowser } from '../support/open-page.js'
import { filesOfTheGroup, MEMBERS } from './group-of-ten.js'

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
