// A clinic of about 1,500 members, its rows in random order, as a deployment takes it in: 2.8 MB over HTTP.
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { programmeOutcomesSchema } from '../../../api/src/contracts/programme.js'
import { expectPaired, readExpected } from '../../acceptance/support/paired-rates.js'
import { filesOf, type ImportFiles, sendImport } from '../../acceptance/support/send-import.js'
import { firstStaff, type Staff } from '../../acceptance/support/staff.js'
import {
  type Installation,
  newInstallation,
  type RunningTidemark,
} from '../../acceptance/support/tidemark-process.js'

const reference = new URL('../../../../shared/reference/', import.meta.url)
const change = readExpected(new URL('expected/medium/change.json', reference))

const SITES = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6']

let installation: Installation
let server: RunningTidemark
let staff: Staff
let files: ImportFiles

beforeAll(async () => {
  files = filesOf(fileURLToPath(new URL('data/medium', reference)))
  installation = await newInstallation()
  server = await installation.start()
  staff = await firstStaff(installation, () => server, SITES)
}, 120_000)
afterAll(() => installation.remove())

test('its rates of paired scores are those of R, and a second import changes nothing', async () => {
  const first = await sendImport(staff.coordinator, files)
  expect(first).toMatchObject({ committed: true, accepted: first.rows, rejected: 0 })
  const outcomes = await staff.director.read(programmeOutcomesSchema, '/programme/outcomes')
  expectPaired(outcomes.paired, change.nhs_talking_therapies.overall)

  const second = await sendImport(staff.coordinator, files)
  expect(second).toMatchObject({ accepted: 0, corrected: 0, rejected: 0, duplicate: first.rows })
  expect(await staff.director.read(programmeOutcomesSchema, '/programme/outcomes')).toEqual(outcomes)
}, 120_000)

test('worked out again from the rows, no stored outcome differs', async () => {
  const { code, output } = await installation.run('cli', ['rebuild', '--check', '--json'])
  expect({ code, ...JSON.parse(output) }).toMatchObject({
    code: 0,
    missing: 0,
    superfluous: 0,
    different: 0,
  })
}, 60_000)
